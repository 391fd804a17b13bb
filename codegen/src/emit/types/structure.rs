//! A struct: an object with named properties.

use super::attributes::{derives, docs};
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::line::Line;
use crate::ir::{Property, Struct, Type, TypeDef, TypeId};
use crate::source::Item;

/// The struct, as text from the start: large crates have many fields.
pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> Item {
    let mut code = String::new();
    docs(file.context, id, definition).write(&mut code);
    if definition.deprecated {
        code.push_str("#[deprecated]\n");
    }
    let head = Line::new().tokens(derives(file.context, definition));
    let head = head.code("\n#[non_exhaustive]\npub struct ");
    code.push_str(&head.ident(&definition.name).code(" {").into_text());
    if !structure.properties.is_empty() || structure.additional.is_some() {
        code.push('\n');
    }
    for property in &structure.properties {
        field(file, property, &mut code);
    }
    if let Some(additional) = &structure.additional {
        let mut docs = Docs::new(1);
        docs.paragraph("Members of the object without a field of their own.");
        docs.write(&mut code);
        let map = file.ty(&Type::Map(Box::new(additional.ty.clone())));
        let line = Line::new().code("    pub ").ident(&additional.field);
        code.push_str(&line.code(": ").tokens(map).code(",\n").into_text());
    }
    code.push_str("}\n");
    Item::of_lines(code)
}

fn field(file: &mut File<'_, '_>, property: &Property, code: &mut String) {
    let mut docs = file.context.docs(1);
    docs.markdown(property.docs.as_deref());
    docs.sentences(&property.notes);
    docs.write(code);
    if property.deprecated {
        code.push_str("    #[deprecated]\n");
    }
    let line = Line::new().code("    pub ").ident(&property.field);
    let line = line.code(": ").tokens(file.field(property)).code(",\n");
    code.push_str(&line.into_text());
}
