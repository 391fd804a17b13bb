//! Operations.

use super::build::*;
use super::operations;
use crate::ir::{
    Api, Body, Content, ContentKind, HttpMethod, IntegerKind, Operation, ParameterEncoding,
    ParameterLocation, SecuritySchemeKind, StatusPattern, Style, Type,
};
use crate::location::SourceLocation;

const I64: Type = Type::Integer(IntegerKind::I64);

fn with(operation: Operation) -> Api {
    let mut api = api(vec![
        def("Pet", structure(Vec::new())),
        def("Order", string_enum(&[("asc", "Asc")])),
    ]);
    api.operations = vec![operation];
    api
}

fn body(required: bool, content: Content) -> Option<Body> {
    Some(Body {
        at: SourceLocation::default(),
        docs: None,
        required,
        contents: vec![content],
    })
}

/// Returns the line of the text that contains `part`, without indentation.
#[track_caller]
fn line(text: &str, part: &str) -> String {
    let found = text.lines().find(|line| line.contains(part));
    found
        .unwrap_or_else(|| panic!("no {part} in {text}"))
        .trim()
        .to_owned()
}

#[test]
fn an_operation_is_a_method_and_a_builder() {
    let mut operation = operation("retrievePet", "retrieve_pet", "RetrievePet");
    operation.summary = Some("Retrieve a pet".to_owned());
    operation.docs = Some("Looks up one pet.".to_owned());
    operation.path = "/pets/{pet_id}".to_owned();
    operation.security = vec![vec!["Key".to_owned()], Vec::new()];
    let mut id = parameter("pet_id", ParameterLocation::Path, true, Type::String);
    id.docs = Some("Which pet.".to_owned());
    id.notes = vec!["Not empty.".to_owned()];
    let mut limit = parameter("limit", ParameterLocation::Query, false, I64);
    limit.docs = Some("How many.".to_owned());
    limit.notes = vec!["Default: `1`.".to_owned()];
    operation.parameters = vec![id, limit];
    let mut missing = json(404, named(0));
    missing.docs = Some("No such pet.".to_owned());
    operation.responses = vec![json(200, named(0)), missing];
    let mut api = with(operation);
    api.security = vec![scheme("Key", "key", SecuritySchemeKind::Bearer)];
    let expected = r#"
use crate::client::Client;
use crate::runtime::{Method, Operation, Request, Style, call};
use crate::types;

pub(crate) static RETRIEVE_PET: Operation = Operation {
    id: "retrievePet",
    method: Method::GET,
    path: "/pets/{pet_id}",
    security: &[&["Key"], &[]],
    accept: "application/json",
};

impl Client {
    /// Retrieve a pet
    ///
    /// Looks up one pet.
    ///
    /// `GET /pets/{pet_id}`
    ///
    /// - `pet_id`: Which pet.
    ///
    ///   Not empty.
    ///
    /// # Errors
    ///
    /// - 404 ([`Pet`](crate::types::Pet)): No such pet.
    pub fn retrieve_pet(&self, pet_id: &str) -> RetrievePet {
        let mut request = self.core.request(&RETRIEVE_PET);
        request.path("pet_id", Style::Simple, false, pet_id);
        RetrievePet { request }
    }
}

/// Request builder returned by [`Client::retrieve_pet`].
#[derive(Debug, Clone)]
#[must_use = "requests do nothing unless awaited or sent"]
pub struct RetrievePet {
    request: Request,
}

impl RetrievePet {
    /// How many.
    ///
    /// Default: `1`.
    pub fn limit(mut self, limit: i64) -> Self {
        self.request.query("limit", Style::Form, true, &limit);
        self
    }
}

call! { RetrievePet => types::Pet: json }
"#;
    assert_eq!(operations(&api), expected);
}

#[test]
fn an_operation_without_parameters_is_short() {
    let mut operation = operation("ping", "ping", "Ping");
    operation.deprecated = true;
    let text = operations(&with(operation));
    let expected = "impl Client {
    /// `GET /pets`
    #[deprecated]
    pub fn ping(&self) -> Ping {
        Ping {
            request: self.core.request(&PING),
        }
    }
}
";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("    accept: \"*/*\",\n"), "{text}");
    assert!(
        text.ends_with("call! { Ping => Vec<u8>: bytes }\n"),
        "{text}"
    );
}

#[test]
fn arguments_have_the_usual_form_of_their_type() {
    let types = [
        (Type::String, "&str", "x"),
        (I64, "i64", "&x"),
        (Type::Bool, "bool", "&x"),
        (named(1), "types::Order", "&x"),
        (named(0), "&types::Pet", "x"),
        (Type::Array(Box::new(Type::String)), "&[&str]", "x"),
        (Type::Array(Box::new(named(0))), "&[types::Pet]", "x"),
        (Type::Any, "&serde_json::Value", "x"),
        (Type::Nullable(Box::new(Type::String)), "Option<&str>", "&x"),
    ];
    for (ty, argument, value) in types {
        let mut operation = operation("find", "find", "Find");
        operation.parameters = vec![parameter("x", ParameterLocation::Query, true, ty)];
        let text = operations(&with(operation));
        assert_eq!(
            line(&text, "pub fn find"),
            format!("pub fn find(&self, x: {argument}) -> Find {{")
        );
        assert_eq!(
            line(&text, "request.query"),
            format!("request.query(\"x\", Style::Form, true, {value});")
        );
    }
}

#[test]
fn each_location_of_parameters_has_its_call() {
    let set = |place, encoding: Option<ParameterEncoding>| {
        let mut operation = operation("find", "find", "Find");
        let mut x = parameter("x", place, true, I64);
        x.encoding = encoding.unwrap_or(x.encoding);
        operation.parameters = vec![x];
        line(&operations(&with(operation)), "(\"x\"")
    };
    let style = |style, explode, allow_reserved| {
        Some(ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        })
    };
    assert_eq!(
        set(ParameterLocation::Path, style(Style::Matrix, true, false)),
        "request.path(\"x\", Style::Matrix, true, &x);"
    );
    assert_eq!(
        set(ParameterLocation::Query, style(Style::Form, true, true)),
        "request.reserved_query(\"x\", Style::Form, true, &x);"
    );
    assert_eq!(
        set(ParameterLocation::Header, None),
        "request.header_parameter(\"x\", false, &x);"
    );
    assert_eq!(
        set(ParameterLocation::Cookie, None),
        "request.cookie(\"x\", true, &x);"
    );
    assert_eq!(
        set(ParameterLocation::Cookie, style(Style::Form, true, true)),
        "request.reserved_cookie(\"x\", true, &x);"
    );
    let json = ParameterEncoding::Content("application/json".to_owned());
    assert_eq!(
        set(ParameterLocation::Query, Some(json)),
        "request.query(\"x\", Style::Form, false, &JsonText(&x));"
    );
}

#[test]
fn a_body_is_the_last_argument() {
    let call = |content| {
        let mut operation = operation("make", "make", "Make");
        operation.method = HttpMethod::Post;
        operation.parameters = vec![parameter("id", ParameterLocation::Path, true, I64)];
        operation.body = body(true, content);
        let text = operations(&with(operation));
        let (_, rest) = text.split_once("&id);\n").expect("the parameter");
        let (set, _) = rest.split_once("        Make {").expect("the builder");
        let set: Vec<_> = set.lines().map(str::trim).collect();
        (line(&text, "pub fn make"), set.join(" "))
    };
    let signature = |ty: &str| format!("pub fn make(&self, id: i64, body: {ty}) -> Make {{");
    assert_eq!(
        call(content("application/json", ContentKind::Json, named(0))),
        (signature("&types::Pet"), "request.json(body);".to_owned())
    );
    assert_eq!(
        call(content("application/merge-patch+json", ContentKind::Json, I64)),
        (
            signature("i64"),
            "request.json(&body); request.set_header(\"content-type\", \"application/merge-patch+json\");"
                .to_owned()
        )
    );
    assert_eq!(
        call(content(
            "application/x-www-form-urlencoded",
            ContentKind::Form,
            named(0)
        )),
        (
            signature("&types::Pet"),
            "request.form(body, &[]);".to_owned()
        )
    );
    assert_eq!(
        call(content("text/plain", ContentKind::Text, Type::String)),
        (signature("&str"), "request.text(body);".to_owned())
    );
    assert_eq!(
        call(content("image/*", ContentKind::Binary, Type::Binary)),
        (
            signature("impl Into<Body>"),
            "request.body(\"application/octet-stream\", body);".to_owned()
        )
    );
}

#[test]
fn an_optional_body_has_a_setter_with_a_free_name() {
    let mut operation = operation("make", "make", "Make");
    operation.parameters = vec![parameter("body", ParameterLocation::Query, false, I64)];
    operation.body = body(
        false,
        content("application/json", ContentKind::Json, named(0)),
    );
    let text = operations(&with(operation));
    let expected = "    pub fn request_body(mut self, request_body: &types::Pet) -> Self {
        self.request.json(request_body);
        self
    }
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn the_output_is_the_first_success_with_a_body() {
    let output = |responses| {
        let mut operation = operation("find", "find", "Find");
        operation.responses = responses;
        let text = operations(&with(operation));
        (line(&text, "call! {"), line(&text, "accept:"))
    };
    let expected = |call: &str, accept: &str| {
        (
            format!("call! {{ Find => {call} }}"),
            format!("accept: \"{accept}\","),
        )
    };
    let none = response(StatusPattern::Code(204), Vec::new());
    let csv = content("text/csv", ContentKind::Text, Type::String);
    let xml = content("application/xml", ContentKind::Binary, Type::Binary);
    let hal = content("application/hal+json", ContentKind::Json, I64);
    let plain = content("application/json", ContentKind::Json, I64);
    let ok = |contents: &[&Content]| {
        response(
            StatusPattern::Class(2),
            contents.iter().map(|&content| content.clone()).collect(),
        )
    };
    assert_eq!(
        output(vec![none.clone(), ok(&[&csv, &hal, &plain])]),
        expected("i64: json", "application/json, application/hal+json")
    );
    assert_eq!(
        output(vec![ok(&[&xml, &csv])]),
        expected("String: text", "text/csv")
    );
    assert_eq!(
        output(vec![ok(&[&xml])]),
        expected("Vec<u8>: bytes", "application/xml")
    );
    assert_eq!(output(vec![none]), expected("(): empty", "*/*"));
    let default = response(StatusPattern::Default, vec![plain.clone()]);
    assert_eq!(
        output(vec![default]),
        expected("i64: json", "application/json")
    );
    let nullable = Content {
        nullable: true,
        ..plain
    };
    assert_eq!(
        output(vec![ok(&[&nullable])]),
        expected("Option<i64>: json", "application/json")
    );
}

#[test]
fn a_head_operation_has_no_output() {
    let mut operation = operation("peek", "peek", "Peek");
    operation.method = HttpMethod::Head;
    operation.responses = vec![json(200, named(0))];
    let text = operations(&with(operation));
    assert!(text.ends_with("call! { Peek => (): empty }\n"), "{text}");
}

#[test]
fn only_schemes_with_a_setter_are_required() {
    let mut operation = operation("find", "find", "Find");
    operation.security = vec![vec![
        "Certificate".to_owned(),
        "Key".to_owned(),
        "Nowhere".to_owned(),
    ]];
    let mut api = with(operation);
    api.security = vec![
        scheme("Certificate", "certificate", SecuritySchemeKind::MutualTls),
        scheme("Key", "key", SecuritySchemeKind::Bearer),
    ];
    assert_eq!(
        line(&operations(&api), "security:"),
        "security: &[&[\"Key\"]],"
    );
}
