//! `new` and `with_*` of structs in requests.
//!
//! `new` has an argument for each required property, sorted by wire name, so that the order in the document does not matter. There is
//! no argument for a property with a single value, for one with a default, which is sent, or for a nullable one, which is null at
//! first. An optional property with a single value is set if the struct is a variant of a union, because it may distinguish the variants. A property that only the server
//! sends (`readOnly`) has no setter and is not written to requests; it is optional in a type that requests contain, because `new`
//! has no value for it. The field of a required property that only the client sends is
//! optional, because responses lack it; the property is an argument of `new`.

use super::attributes::is_derived;
use super::default;
use super::literal;
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::ident::{bare, ident};
use crate::emit::library_type::LibraryType;
use crate::emit::line::Line;
use crate::ir::{
    Constant, ConstantValue, Literal, Presence, Property, Struct, Type, TypeDef, TypeId, TypeKind,
    VariantForm,
};
use crate::source::{CHAIN_WIDTH, Item, MAX_WIDTH, STRUCTURE_WIDTH};

use proc_macro2::TokenStream;
use quote::quote;

/// An `impl` while it is written as text, which is most of a large crate.
#[derive(Debug, Default)]
struct Code {
    text: String,
    /// `true` if a part may need other line breaks than it has.
    is_wide: bool,
}

impl Code {
    /// Starts a member after a blank line.
    fn member(&mut self, docs: &str, is_deprecated: bool) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.docs(docs);
        if is_deprecated {
            self.text.push_str("    #[deprecated]\n");
        }
    }

    /// Writes the documentation of a member.
    fn docs(&mut self, docs: &str) {
        let mut comment = Docs::new(1);
        comment.paragraph(docs);
        comment.write(&mut self.text);
    }

    fn line(&mut self, line: Line) {
        self.text.push_str(&line.into_text());
        self.text.push('\n');
    }

    /// Returns a value, which ends up in a line of its own.
    fn value(&mut self, value: Line) -> Line {
        self.is_wide |= value.width() > CHAIN_WIDTH;
        value
    }
}

/// The `impl` of a struct: the constants of its defaults and, if requests contain it, its constructor and setters; and `Default` if the
/// constructor has no arguments.
pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> Vec<Item> {
    let mut code = Code::default();
    for property in &structure.properties {
        if let Some((docs, line)) = default::emit(file, property) {
            code.docs(&docs);
            code.line(line);
        }
    }
    let mut default = None;
    if definition.usage.request {
        let properties = structure.properties.iter();
        let properties: Vec<_> = properties
            .map(|property| (property, initial_value(file, id, property)))
            .collect();
        new(file, definition, structure, &properties, &mut code);
        setters(file, structure, &properties, &mut code);
        default = default_impl(file, id, definition, &properties);
    }
    if code.text.is_empty() {
        return Vec::new();
    }
    let head = Line::new().code("impl ").tokens(file.named(id));
    let head = head.code(" {\n").into_text();
    let text = head + &code.text + "}\n";
    let item = if code.is_wide {
        Item::formatted(text)
    } else {
        Item::of_lines(text)
    };
    [item].into_iter().chain(default).collect()
}

/// `Default` of a struct, unless its constructor has arguments.
fn default_impl(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    properties: &[InitialProperty<'_>],
) -> Option<Item> {
    let mut initial = properties.iter().map(|(_, initial)| initial);
    if is_derived(file.context, definition, "Default")
        || initial.any(|initial| matches!(initial, InitialValue::Argument))
    {
        return None;
    }
    let name = file.named(id);
    let default = file.library(LibraryType::Default);
    let head = Line::new().code("impl ").tokens(default);
    let head = head.code(" for ").tokens(name).code(" {\n").into_text();
    let body = "    fn default() -> Self {\n        Self::new()\n    }\n}\n";
    Some(Item::of_lines(head + body))
}

/// A property with its value in `new`.
type InitialProperty<'p> = (&'p Property, InitialValue<'p>);

/// The value of a property in `new`.
#[derive(Debug, Clone, Copy)]
enum InitialValue<'p> {
    /// An argument.
    Argument,
    /// Its only value.
    Constant(&'p Constant),
    /// Its default.
    Default,
    /// Null.
    Null,
    /// Absent.
    Absent,
}

fn initial_value<'p>(
    file: &mut File<'_, '_>,
    id: TypeId,
    property: &'p Property,
) -> InitialValue<'p> {
    let is_expressible = |constant: &&Constant| constant_tokens(file, property, constant).is_some();
    let constant = property.constant.as_ref().filter(is_expressible);
    // Even if the field is optional because responses lack it.
    if property.required && !property.omitted {
        return match constant {
            Some(constant) if !property.nullable => InitialValue::Constant(constant),
            _ if default::has_constant(file, property) => InitialValue::Default,
            _ if property.nullable => InitialValue::Null,
            _ => InitialValue::Argument,
        };
    }
    match (constant, property.presence()) {
        // Without the constant, the variant of the union may be ambiguous.
        (Some(constant), Presence::Optional)
            if file.context.is_variant(id) && !property.read_only =>
        {
            InitialValue::Constant(constant)
        }
        _ => InitialValue::Absent,
    }
}

fn new(
    file: &mut File<'_, '_>,
    definition: &TypeDef,
    structure: &Struct,
    properties: &[InitialProperty<'_>],
    code: &mut Code,
) {
    let arguments = properties
        .iter()
        .filter(|(_, initial)| matches!(initial, InitialValue::Argument));
    let mut required: Vec<_> = arguments.map(|(property, _)| *property).collect();
    required.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
    let name = &definition.name;
    let source = if required.is_empty() {
        ""
    } else {
        " from its required fields"
    };
    code.member(
        &format!("Creates {} `{name}`{source}.", article(name)),
        false,
    );
    let parameters: Vec<_> = required
        .iter()
        .map(|property| {
            let name = Line::new().ident(&property.field).code(": ");
            let form = ArgumentForm::of(file, &property.ty);
            name.tokens(form.parameter(file, &property.ty)).into_text()
        })
        .collect();
    let line = format!("    pub fn new({}) -> Self {{\n", parameters.join(", "));
    if line.trim_end().chars().count() <= MAX_WIDTH {
        code.text.push_str(&line);
    } else {
        code.text.push_str("    pub fn new(\n");
        for parameter in parameters {
            code.text.extend(["        ", &parameter, ",\n"]);
        }
        code.text.push_str("    ) -> Self {\n");
    }
    let mut fields: Vec<_> = properties
        .iter()
        .map(|(property, initial)| {
            let line = field_initializer(file, property, *initial);
            code.value(line).into_text()
        })
        .collect();
    if let Some(additional) = &structure.additional {
        let map = file.library(LibraryType::BTreeMap);
        let line = Line::new().ident(&additional.field).code(": ");
        fields.push(line.tokens(map).code("::new()").into_text());
    }
    let line = fields.join(", ");
    if fields.is_empty() {
        code.text.push_str("        Self {}\n");
    } else if line.chars().count() <= STRUCTURE_WIDTH {
        code.text.extend(["        Self { ", &line, " }\n"]);
    } else {
        code.text.push_str("        Self {\n");
        for field in fields {
            code.text.extend(["            ", &field, ",\n"]);
        }
        code.text.push_str("        }\n");
    }
    code.text.push_str("    }\n");
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O']) {
        "an"
    } else {
        "a"
    }
}

/// The initialiser of a field.
fn field_initializer(
    file: &mut File<'_, '_>,
    property: &Property,
    initial: InitialValue<'_>,
) -> Line {
    let name = Line::new().ident(&property.field);
    let value = match initial {
        InitialValue::Argument => converted(file, property),
        InitialValue::Constant(constant) => constant_value(file, property, constant),
        InitialValue::Default => {
            let value = default::value(file, property);
            boxed(file, property, value)
        }
        InitialValue::Null | InitialValue::Absent => {
            let name = name.code(": ");
            if property.presence() != Presence::ThreeState {
                return name.code("None");
            }
            let name = name.tokens(file.library(LibraryType::Field));
            return name.code(if matches!(initial, InitialValue::Null) {
                "::Null"
            } else {
                "::Absent"
            });
        }
    };
    match property.presence() {
        Presence::Required if value.is_ident(&property.field) => name,
        Presence::Required => name.code(": ").line(value),
        Presence::ThreeState => {
            let name = name.code(": ").tokens(file.library(LibraryType::Field));
            name.code("::Value(").line(value).code(")")
        }
        _ => name.code(": Some(").line(value).code(")"),
    }
}

/// The only value of a property; imports its type.
fn constant_value(file: &mut File<'_, '_>, property: &Property, constant: &Constant) -> Line {
    if let Type::Named(id) = file.context.resolve(&property.ty) {
        file.named(*id);
    }
    let value = constant_tokens(file, property, constant).unwrap_or_default();
    boxed(file, property, Line::new().tokens(value))
}

/// The only value of a property: a variant of its enum, a scalar, or a JSON value; `None` if its type has no such expression.
fn constant_tokens(
    file: &File<'_, '_>,
    property: &Property,
    constant: &Constant,
) -> Option<TokenStream> {
    let ty = file.context.resolve(&property.ty);
    if *ty == Type::Any {
        return literal::json(&constant.wire_value.to_json());
    }
    let ConstantValue::Scalar(value) = &constant.wire_value else {
        return None;
    };
    match (ty, value) {
        (Type::Named(id), _) if !constant.variant.is_empty() => {
            let ty = ident(&file.context.definition(*id)?.name);
            let variant = ident(&constant.variant);
            Some(quote!(#ty::#variant))
        }
        (Type::String, Literal::String(text)) => Some(quote!(#text.to_owned())),
        (Type::Null, Literal::Null) => Some(quote!(())),
        _ => literal::scalar(value, ty),
    }
}

fn setters(
    file: &mut File<'_, '_>,
    structure: &Struct,
    properties: &[InitialProperty<'_>],
    code: &mut Code,
) {
    for (property, initial) in properties {
        let is_set = match initial {
            InitialValue::Argument | InitialValue::Constant(_) => true,
            InitialValue::Default | InitialValue::Null | InitialValue::Absent => property.read_only,
        };
        if !is_set {
            setter(file, property, code);
        }
    }
    if let Some(additional) = &structure.additional {
        let map = file.ty(&Type::Map(Box::new(additional.ty.clone())));
        code.member("Sets the members without a field of their own.", false);
        let value = Line::new().ident(&additional.field);
        set(&additional.field, map, value, code);
    }
}

fn setter(file: &mut File<'_, '_>, property: &Property, code: &mut Code) {
    let form = ArgumentForm::of(file, &property.ty);
    let ty = form.parameter(file, &property.ty);
    let value = converted(file, property);
    let value = match property.presence() {
        Presence::Required => value,
        Presence::ThreeState => {
            let field = Line::new().tokens(file.library(LibraryType::Field));
            field.code("::Value(").line(value).code(")")
        }
        _ => Line::new().code("Some(").line(value).code(")"),
    };
    let docs = format!("Sets `{}`.", bare(&property.field));
    code.member(&docs, property.deprecated);
    set(&property.field, ty, value, code);
}

/// Writes a setter from its name on.
fn set(field: &str, ty: TokenStream, value: Line, code: &mut Code) {
    let with = format!("with_{}", bare(field));
    let head = Line::new()
        .code("    pub fn ")
        .ident(&with)
        .code("(mut self, ");
    let head = head.ident(field).code(": ").tokens(ty);
    code.line(head.code(") -> Self {"));
    let value = code.value(value);
    let line = Line::new().code("        self.").ident(field).code(" = ");
    code.line(line.line(value).code(";"));
    code.text.push_str("        self\n    }\n");
}

/// The form of the argument for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArgumentForm {
    /// The value.
    Value,
    /// Something that becomes the value: of strings, enums and unions.
    Into,
    /// The items of a list.
    Items,
    /// Things that become the items of a list: of strings, enums, and unions that contain strings.
    IntoItems,
}

impl ArgumentForm {
    fn of(file: &File<'_, '_>, ty: &Type) -> Self {
        match file.context.resolve(ty) {
            Type::String => Self::Into,
            Type::Named(id) => match file.context.definition(*id).map(|found| &found.kind) {
                Some(TypeKind::Enum(_) | TypeKind::Union(_)) => Self::Into,
                _ => Self::Value,
            },
            Type::Array(items) if may_be_string(file, items) => Self::IntoItems,
            Type::Array(_) => Self::Items,
            _ => Self::Value,
        }
    }

    /// Returns the type of the argument.
    fn parameter(self, file: &mut File<'_, '_>, ty: &Type) -> TokenStream {
        match (self, file.context.resolve(ty)) {
            (Self::Into, _) => {
                let (into, ty) = (file.library(LibraryType::Into), file.ty(ty));
                quote!(impl #into<#ty>)
            }
            (Self::Items, Type::Array(items)) => {
                let (list, items) = (file.library(LibraryType::IntoIterator), file.ty(items));
                quote!(impl #list<Item = #items>)
            }
            (Self::IntoItems, Type::Array(items)) => {
                let list = file.library(LibraryType::IntoIterator);
                let (into, items) = (file.library(LibraryType::Into), file.ty(items));
                quote!(impl #list<Item = impl #into<#items>>)
            }
            _ => file.ty(ty),
        }
    }
}

/// Returns `true` if the values of a type are strings, possibly among others.
fn may_be_string(file: &File<'_, '_>, ty: &Type) -> bool {
    match file.context.resolve(ty) {
        Type::String => true,
        Type::Named(id) => match file.context.definition(*id).map(|found| &found.kind) {
            Some(TypeKind::Enum(_)) => true,
            Some(TypeKind::Union(union)) => union.variants.iter().any(|variant| {
                matches!(&variant.form, VariantForm::Value { ty, .. }
                    if *file.context.resolve(ty) == Type::String)
            }),
            _ => false,
        },
        _ => false,
    }
}

/// The argument, converted to the type of the field.
fn converted(file: &mut File<'_, '_>, property: &Property) -> Line {
    let name = Line::new().ident(&property.field);
    let value = match ArgumentForm::of(file, &property.ty) {
        ArgumentForm::Value => name,
        ArgumentForm::Into => name.code(".into()"),
        ArgumentForm::Items => name.code(".into_iter().collect()"),
        ArgumentForm::IntoItems => {
            let name = name.code(".into_iter().map(");
            let name = name.tokens(file.library(LibraryType::Into));
            name.code("::into).collect()")
        }
    };
    boxed(file, property, value)
}

/// Encloses the value of a property in a `Box` if its field has one.
fn boxed(file: &mut File<'_, '_>, property: &Property, value: Line) -> Line {
    if !property.boxed {
        return value;
    }
    let ty = Line::new().tokens(file.library(LibraryType::Box));
    ty.code("::new(").line(value).code(")")
}
