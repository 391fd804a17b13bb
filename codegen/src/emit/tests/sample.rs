//! An API with each kind of emitted item, and with awkward names and texts.

use super::build::*;
use crate::config::Options;
use crate::ir::{
    AdditionalProperties, Api, ApiKeyLocation, Body, ContentKind, Enum, EnumRepr, EnumValue,
    HttpMethod, IntegerKind, JsonKind, Literal, Operation, ParameterEncoding, ParameterLocation,
    Property, SecuritySchemeKind, StatusPattern, Struct, Style, Type, TypeDef, TypeKind, Union,
    VariantForm, VariantMatcher,
};
use crate::location::SourceLocation;

const I64: Type = Type::Integer(IntegerKind::I64);

/// A text with markup that rustdoc rejects or misreads.
pub(super) const AWKWARD: &str = "Sets [x], [y][z] and [`Vec`]; see https://example.com/a_b?c=[d]&e=f. A <b>bold</b> <id>, \
List<String>, *emphasis*, an unclosed ` and a [link](foo) and [tel](tel:123).\n\n    let indented = [1];\n\n```\n\
let fenced = 1;\n```\n\n```rust\nfn main() {}\n```\n\n- one\n- two\n  more\n\n1. first\n\n   loose\n2. second\n\n\
| a | b |\n|---|:-:|\n| [c] | https://example.com |\n\n<p>open\n\n<script>alert(1)</script>\n\n> quoted\nlazy\n\n\
Ends */ here, or there //! maybe. \u{202e}Bidi\u{202c}, tab\there, \u{7}bell\r\nand more.";

pub(super) fn options() -> Options {
    let mut options = Options::new("sample-client");
    options.env.base_url = Some("SAMPLE_URL".to_owned());
    options.env.credentials = [("ApiKey", "SAMPLE_API_KEY"), ("Login", "SAMPLE_LOGIN")]
        .map(|(key, variable)| (key.to_owned(), variable.to_owned()))
        .into();
    options
}

pub(super) fn sample() -> Api {
    let mut api = api(types());
    api.title = "Sample [API] *v1* <beta>".to_owned();
    api.description = Some(AWKWARD.to_owned());
    api.servers = vec![server("https://api.example.com/v1")];
    api.security = security();
    api.operations = operations();
    api
}

fn security() -> Vec<crate::ir::SecurityScheme> {
    let key = |location, name: &str| SecuritySchemeKind::ApiKey {
        location,
        name: name.to_owned(),
    };
    let mut schemes = vec![
        scheme(
            "ApiKey",
            "api_key",
            key(ApiKeyLocation::Header, "x-api-key"),
        ),
        scheme("Certificate", "certificate", SecuritySchemeKind::MutualTls),
        scheme("Cookie", "cookie", key(ApiKeyLocation::Cookie, "session")),
        scheme(
            "Digest",
            "digest",
            SecuritySchemeKind::Other("Digest".to_owned()),
        ),
        scheme("Login", "login", SecuritySchemeKind::Basic),
        scheme("Query", "query_key", key(ApiKeyLocation::Query, "key")),
        scheme("Token", "token", SecuritySchemeKind::Bearer),
    ];
    schemes[0].docs = Some("The key of the account.".to_owned());
    schemes
}

fn types() -> Vec<TypeDef> {
    let mut status = def(
        "Status",
        string_enum(&[("queued", "Queued"), ("2", "Value2")]),
    );
    status.docs = Some("How far the job has come.".to_owned());
    let mut old = def("Old", structure(Vec::new()));
    old.deprecated = true;
    old.docs = Some(AWKWARD.to_owned());
    let mut node = def(
        "Node",
        structure(vec![
            optional(Property {
                boxed: true,
                ..property("next", named(5))
            }),
            nullable(optional(Property {
                boxed: true,
                ..property("other", named(5))
            })),
            property("children", Type::Array(Box::new(named(5)))),
        ]),
    );
    node.module = "node".to_owned();
    let mut alias = def(
        "Names",
        TypeKind::Alias(Type::Array(Box::new(Type::String))),
    );
    alias.module = "names".to_owned();
    alias.component = Some("names of things".to_owned());
    vec![
        def("Job", job()),
        status,
        def("Priority", integers()),
        def("Level", levels()),
        def("Epochs", epochs()),
        node,
        alias,
        old,
        def("TextBlock", block("text", 12, "Text")),
        def("AudioBlock", structure(vec![property("url", Type::String)])),
        def("Block", blocks()),
        def("Kind", string_enum(&[("job", "Job")])),
        def("TextKind", string_enum(&[("text", "Text")])),
        def("Любой", structure(vec![property("имя", Type::String)])),
        def("Closed", closed()),
        def(
            "NotFound",
            structure(vec![property("message", Type::String)]),
        ),
    ]
}

fn job() -> TypeKind {
    let text = |wire: &str| property(wire, Type::String);
    let with_default = |property: Property, default: Literal| Property {
        default: Some(default),
        notes: vec!["Default: something.".to_owned()],
        constraints: Vec::new(),
        ..property
    };
    let properties = vec![
        described(text("id"), AWKWARD),
        constant(property("type", named(11)), "job", "Job"),
        nullable(text("error")),
        optional(text("model")),
        nullable(optional(property("finish", I64))),
        property("status", named(1)),
        Property {
            deprecated: true,
            ..optional(property("old", named(7)))
        },
        Property {
            read_only: true,
            ..optional(text("server_made"))
        },
        Property {
            read_only: true,
            ..text("server_id")
        },
        with_default(optional(property("limit", I64)), Literal::Integer(-20)),
        with_default(
            optional(property("rate", Type::Float)),
            Literal::Number(0.5),
        ),
        with_default(optional(text("order")), Literal::String("as\"c".to_owned())),
        with_default(optional(property("dry", Type::Bool)), Literal::Bool(false)),
        with_default(
            optional(property("state", named(1))),
            Literal::String("queued".to_owned()),
        ),
        property("any", Type::Any),
        optional(property("maybe", Type::Any)),
        property("labels", Type::Map(Box::new(Type::Nullable(Box::new(I64))))),
        property(
            "pair",
            Type::Tuple(vec![Type::String, Type::Nullable(Box::new(I64))]),
        ),
        property("single", Type::Tuple(vec![Type::Bool])),
        property("nothing", Type::Null),
        property("names", named(6)),
        property("node", named(5)),
        optional(property("epochs", named(4))),
    ];
    TypeKind::Struct(Struct {
        closed: false,
        matched_by_shape: false,
        properties,
        additional: Some(AdditionalProperties {
            field: "additional_properties".to_owned(),
            ty: Type::Any,
        }),
    })
}

fn integers() -> TypeKind {
    let value = |number, name: &str| EnumValue {
        wire_value: Literal::Integer(number),
        variant: name.to_owned(),
        docs: Some("A value.".to_owned()),
    };
    TypeKind::Enum(Enum {
        repr: EnumRepr::Integer(IntegerKind::I64),
        values: vec![value(-1, "Low"), value(1, "High")],
        unknown: Some("UnknownValue".to_owned()),
    })
}

fn levels() -> TypeKind {
    let value = |number, name: &str| EnumValue {
        wire_value: Literal::Integer(number),
        variant: name.to_owned(),
        docs: None,
    };
    TypeKind::Enum(Enum {
        repr: EnumRepr::Integer(IntegerKind::I32),
        values: vec![value(1, "One")],
        unknown: None,
    })
}

fn closed() -> TypeKind {
    match string_enum(&[("a", "A"), ("b", "B")]) {
        TypeKind::Enum(enumeration) => TypeKind::Enum(Enum {
            unknown: None,
            ..enumeration
        }),
        other => other,
    }
}

fn epochs() -> TypeKind {
    let auto = VariantForm::Literal(Literal::String("auto".to_owned()));
    let kinds = |kinds: &[JsonKind]| VariantMatcher::Kinds(kinds.to_vec());
    union(
        None,
        vec![
            variant("Auto", auto),
            variant("Integer", holds(I64, kinds(&[JsonKind::Integer]), &[])),
            variant(
                "Number",
                holds(Type::Float, kinds(&[JsonKind::Number]), &[]),
            ),
            variant(
                "Items",
                holds(
                    Type::Array(Box::new(Type::String)),
                    kinds(&[JsonKind::Array]),
                    &[],
                ),
            ),
            variant("Node", holds(named(5), VariantMatcher::Object, &[])),
        ],
    )
}

fn block(tag: &str, kind: usize, variant: &str) -> TypeKind {
    structure(vec![
        constant(property("type", named(kind)), tag, variant),
        property("text", Type::String),
    ])
}

fn blocks() -> TypeKind {
    let audio = match holds(named(9), VariantMatcher::Object, &["audio", "sound"]) {
        VariantForm::Value {
            ty, matcher, tags, ..
        } => VariantForm::Value {
            ty,
            matcher,
            tags,
            boxed: true,
            adds_tag: true,
        },
        form => form,
    };
    let id = holds(
        Type::String,
        VariantMatcher::Kinds(vec![JsonKind::String]),
        &[],
    );
    match union(
        Some("type"),
        vec![
            variant("Text", holds(named(8), VariantMatcher::Object, &["text"])),
            variant("Audio", audio),
            variant("Id", id),
        ],
    ) {
        TypeKind::Union(union) => TypeKind::Union(Union {
            unknown: Some("UnknownValue".to_owned()),
            ..union
        }),
        other => other,
    }
}

fn operations() -> Vec<Operation> {
    vec![list_jobs(), create_job(), upload(), strange()]
}

fn list_jobs() -> Operation {
    let style = |style, explode, allow_reserved| ParameterEncoding::Style {
        style,
        explode,
        allow_reserved,
    };
    let query = |wire: &str, ty| parameter(wire, ParameterLocation::Query, false, ty);
    let mut operation = operation("listJobs", "list_jobs", "ListJobs");
    operation.summary = Some("Lists jobs".to_owned());
    operation.docs = Some(AWKWARD.to_owned());
    operation.path = "/jobs/{project}".to_owned();
    operation.security = vec![
        vec!["ApiKey".to_owned(), "Certificate".to_owned()],
        vec!["Token".to_owned()],
        Vec::new(),
    ];
    operation.parameters = vec![
        parameter("project", ParameterLocation::Path, true, Type::String),
        parameter("X-Status", ParameterLocation::Header, true, named(1)),
        query("limit", I64),
        query("names", named(6)),
        query("levels", Type::Array(Box::new(named(3)))),
        query("maybe", Type::Nullable(Box::new(Type::String))),
        query("epochs", named(4)),
        parameter("session", ParameterLocation::Cookie, false, Type::Bool),
    ];
    operation.parameters[0].docs = Some(AWKWARD.to_owned());
    operation.parameters[2].docs = Some("How many at most.".to_owned());
    operation.parameters[2].notes = vec!["Default: `20`.".to_owned(), "At most 100.".to_owned()];
    operation.parameters[2].deprecated = true;
    operation.parameters[3].encoding = style(Style::PipeDelimited, false, true);
    let mut filter = query("filter", named(0));
    filter.encoding = ParameterEncoding::Content("application/json".to_owned());
    let mut deep = query("deep", named(0));
    deep.encoding = style(Style::DeepObject, true, false);
    operation.parameters.extend([filter, deep]);
    let mut missing = json(404, named(15));
    missing.docs = Some("No such project.".to_owned());
    let mut default = json(500, Type::Any);
    default.status = StatusPattern::Default;
    let mut found = json(200, Type::Array(Box::new(named(0))));
    found
        .contents
        .push(content("text/csv", ContentKind::Text, Type::String));
    operation.responses = vec![found, missing, default];
    operation
}

fn create_job() -> Operation {
    let mut operation = operation("createJob", "create_job", "Job");
    operation.builder = "CreateJob".to_owned();
    operation.method = HttpMethod::Post;
    operation.deprecated = true;
    operation.security = vec![vec!["Login".to_owned()]];
    operation.body = Some(Body {
        at: SourceLocation::default(),
        docs: Some("What the job is to do.".to_owned()),
        required: true,
        contents: vec![content(
            "application/vnd.job+json",
            ContentKind::Json,
            named(0),
        )],
    });
    let mut created = json(201, named(0));
    created.contents[0].nullable = true;
    operation.responses = vec![created];
    operation
}

fn upload() -> Operation {
    let mut operation = operation("upload", "upload", "Upload");
    operation.module = "files".to_owned();
    operation.method = HttpMethod::Put;
    operation.path = "/files/{body}".to_owned();
    operation.parameters = vec![parameter("body", ParameterLocation::Path, true, I64)];
    operation.body = Some(Body {
        at: SourceLocation::default(),
        docs: None,
        required: false,
        contents: vec![content("*/*", ContentKind::Binary, Type::Binary)],
    });
    operation.responses = vec![response(
        StatusPattern::Code(200),
        vec![content(
            "application/pdf",
            ContentKind::Binary,
            Type::Binary,
        )],
    )];
    operation
}

fn strange() -> Operation {
    let mut operation = operation("`odd` \"id\"", "r#type", "Type");
    operation.module = "files".to_owned();
    operation.path = "/`odd`/{x y}?z#f".to_owned();
    operation.parameters = vec![parameter("x y", ParameterLocation::Path, true, Type::Null)];
    operation.parameters[0].name = "x_y".to_owned();
    operation.responses = vec![response(StatusPattern::Code(204), Vec::new())];
    operation
}
