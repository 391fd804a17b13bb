//! Shorthands for the resolved model.

use crate::ir::{
    Api, Constant, ConstantValue, Content, ContentKind, Enum, EnumRepr, EnumValue, HttpMethod,
    Literal, Operation, Parameter, ParameterEncoding, ParameterLocation, Property, Response,
    SecurityScheme, SecuritySchemeKind, Server, StatusPattern, Struct, Style, Tag, Type, TypeDef,
    TypeId, TypeKind, Union, Usage, Variant, VariantForm, VariantMatcher,
};
use crate::location::SourceLocation;

pub(super) fn api(types: Vec<TypeDef>) -> Api {
    Api {
        title: "Pets".to_owned(),
        version: None,
        description: None,
        types,
        operations: Vec::new(),
        tags: std::collections::BTreeMap::new(),
        security: Vec::new(),
        servers: Vec::new(),
    }
}

/// Returns a type of module `x` that requests and responses contain.
pub(super) fn def(name: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name.to_owned(),
        module: "x".to_owned(),
        component: None,
        at: SourceLocation::default(),
        docs: None,
        label: None,
        notes: Vec::new(),
        constraints: Vec::new(),
        deprecated: false,
        usage: Usage {
            request: true,
            response: true,
        },
        kind,
    }
}

pub(super) fn structure(properties: Vec<Property>) -> TypeKind {
    TypeKind::Struct(Struct {
        closed: false,
        matched_by_shape: false,
        properties,
        additional: None,
    })
}

/// Returns a required property.
pub(super) fn property(wire: &str, ty: Type) -> Property {
    Property {
        wire_name: wire.to_owned(),
        field: match wire {
            "type" => "r#type".to_owned(),
            other => other.to_owned(),
        },
        at: SourceLocation::default(),
        docs: None,
        notes: Vec::new(),
        constraints: Vec::new(),
        deprecated: false,
        ty,
        boxed: false,
        required: true,
        nullable: false,
        read_only: false,
        omitted: false,
        write_only: false,
        default: None,
        constant: None,
        is_embedded: false,
    }
}

pub(super) fn nullable(property: Property) -> Property {
    Property {
        nullable: true,
        ..property
    }
}

pub(super) fn optional(property: Property) -> Property {
    Property {
        required: false,
        ..property
    }
}

pub(super) fn described(property: Property, docs: &str) -> Property {
    Property {
        docs: Some(docs.to_owned()),
        ..property
    }
}

pub(super) fn constant(property: Property, wire: &str, variant: &str) -> Property {
    Property {
        constant: Some(Constant {
            wire_value: ConstantValue::Scalar(Literal::String(wire.to_owned())),
            variant: variant.to_owned(),
        }),
        ..property
    }
}

pub(super) fn string_enum(values: &[(&str, &str)]) -> TypeKind {
    let values = values.iter().map(|(wire, variant)| EnumValue {
        wire_value: Literal::String((*wire).to_owned()),
        variant: (*variant).to_owned(),
        docs: None,
    });
    TypeKind::Enum(Enum {
        repr: EnumRepr::String,
        values: values.collect(),
        unknown: Some("UnknownValue".to_owned()),
    })
}

pub(super) fn union(tag: Option<&str>, variants: Vec<Variant>) -> TypeKind {
    TypeKind::Union(Union {
        variants,
        tag: tag.map(|property| Tag {
            property: property.to_owned(),
        }),
        combines: false,
        unknown: None,
    })
}

pub(super) fn variant(name: &str, form: VariantForm) -> Variant {
    Variant {
        name: name.to_owned(),
        at: SourceLocation::default(),
        component: None,
        docs: None,
        form,
    }
}

pub(super) fn holds(ty: Type, matcher: VariantMatcher, tags: &[&str]) -> VariantForm {
    VariantForm::Value {
        ty,
        boxed: false,
        matcher,
        tags: tags
            .iter()
            .map(|&tag| Literal::String(tag.to_owned()))
            .collect(),
        adds_tag: false,
    }
}

pub(super) fn named(index: usize) -> Type {
    Type::Named(TypeId(index))
}

/// Returns a GET operation of module `x` without parameters or responses.
pub(super) fn operation(id: &str, function: &str, builder: &str) -> Operation {
    Operation {
        id: id.to_owned(),
        function: function.to_owned(),
        unique_name: function.to_owned(),
        group: None,
        builder: builder.to_owned(),
        module: "x".to_owned(),
        at: SourceLocation::default(),
        summary: None,
        docs: None,
        deprecated: false,
        method: HttpMethod::Get,
        path: "/pets".to_owned(),
        parameters: Vec::new(),
        body: None,
        responses: Vec::new(),
        success_type: None,
        error_type: None,
        headers: None,
        pagination: None,
        security: Vec::new(),
        scopes: std::collections::BTreeMap::new(),
        servers: Vec::new(),
        server_type: format!("{builder}Server"),
    }
}

pub(super) fn parameter(
    wire: &str,
    location: ParameterLocation,
    required: bool,
    ty: Type,
) -> Parameter {
    let style = match location {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        ParameterLocation::Query | ParameterLocation::Cookie => Style::Form,
    };
    Parameter {
        wire_name: wire.to_owned(),
        name: wire.to_lowercase().replace('-', "_"),
        at: SourceLocation::default(),
        docs: None,
        notes: Vec::new(),
        constraints: Vec::new(),
        default: None,
        preset: None,
        deprecated: false,
        location,
        required,
        ty,
        encoding: ParameterEncoding::Style {
            style,
            explode: style == Style::Form,
            allow_reserved: false,
        },
    }
}

pub(super) fn content(media_type: &str, kind: ContentKind, ty: Type) -> Content {
    Content {
        media_type: media_type.to_owned(),
        kind,
        ty,
        nullable: false,
        encodings: Vec::new(),
        choices: Vec::new(),
        method_name: None,
        is_item: false,
        at: SourceLocation::default(),
    }
}

pub(super) fn response(status: StatusPattern, contents: Vec<Content>) -> Response {
    Response {
        status,
        at: SourceLocation::default(),
        docs: None,
        contents,
        headers: Vec::new(),
    }
}

pub(super) fn json(status: u16, ty: Type) -> Response {
    let content = content("application/json", ContentKind::Json, ty);
    response(StatusPattern::Code(status), vec![content])
}

pub(super) fn scheme(key: &str, name: &str, kind: SecuritySchemeKind) -> SecurityScheme {
    SecurityScheme {
        key: key.to_owned(),
        name: name.to_owned(),
        at: SourceLocation::default(),
        docs: None,
        source: (kind == SecuritySchemeKind::Bearer).then(|| format!("{name}_source")),
        client_credentials: None,
        kind,
    }
}

pub(super) fn server(url: &str) -> Server {
    Server {
        url: url.to_owned(),
        at: SourceLocation::default(),
        docs: None,
        variables: Vec::new(),
        variant: "Only".to_owned(),
        builder: "OnlyServer".to_owned(),
    }
}
