//! A sentence for each type without a description: which property, body or parameter it is the type of.

use std::collections::HashMap;

use super::docs::code_span;
use crate::ir::{Api, Operation, Type, TypeDef, TypeId, TypeKind, VariantForm};

/// The position of a type in the type that uses it.
#[derive(Debug, Clone, Copy)]
enum Position {
    Whole,
    Item,
    MapValue,
}

impl Position {
    /// The start of the sentence, before the name of the use.
    fn phrase(self, whole: &str) -> String {
        match self {
            Self::Whole => whole.to_owned(),
            Self::Item => "An item of".to_owned(),
            Self::MapValue => "A value in".to_owned(),
        }
    }
}

/// Returns the sentences of the types that no description, component name or label documents, each about the first use.
pub(super) fn of(api: &Api, root: &str, links_methods: bool) -> HashMap<TypeId, String> {
    let mut roles = Roles {
        api,
        holder: TypeId(0),
        found: HashMap::new(),
    };
    for (index, definition) in api.types.iter().enumerate() {
        roles.holder = TypeId(index);
        roles.definition(definition);
    }
    for operation in &api.operations {
        let path = operation.method_path();
        let method = if links_methods && !operation.function.starts_with("r#") {
            let shown = path.strip_prefix("groups::").unwrap_or(&path);
            format!("[`{shown}`]({root}::{path})")
        } else {
            code_span(&path)
        };
        roles.operation(operation, &method);
    }
    roles.found
}

struct Roles<'a> {
    api: &'a Api,
    /// The type whose members are visited.
    holder: TypeId,
    found: HashMap<TypeId, String>,
}

impl Roles<'_> {
    fn definition(&mut self, holder: &TypeDef) {
        match &holder.kind {
            TypeKind::Struct(structure) => {
                for property in &structure.properties {
                    self.member(holder, &property.field, &property.ty);
                }
                if let Some(additional) = &structure.additional {
                    visit(&additional.ty, Position::MapValue, &mut |id, position| {
                        self.add_member(holder, &additional.field, id, position);
                    });
                }
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    if let VariantForm::Value { ty, .. } = &variant.form {
                        self.member(holder, &variant.name, ty);
                    }
                }
            }
            TypeKind::Alias(target) => visit(target, Position::Whole, &mut |id, position| {
                let link = self.link(holder, id, &holder.name);
                self.add(id, || {
                    format!("{} {link}.", position.phrase("The target of"))
                });
            }),
            TypeKind::Enum(_) => {}
        }
    }

    fn member(&mut self, holder: &TypeDef, name: &str, ty: &Type) {
        visit(ty, Position::Whole, &mut |id, position| {
            self.add_member(holder, name, id, position);
        });
    }

    fn add_member(&mut self, holder: &TypeDef, name: &str, id: TypeId, position: Position) {
        if id == self.holder {
            return;
        }
        let link = self.link(holder, id, &format!("{}::{name}", holder.name));
        self.add(id, || {
            format!("{} {link}.", position.phrase("The value of"))
        });
    }

    /// The name of a use, as a link if the types share a file: other files may not be compiled.
    fn link(&self, holder: &TypeDef, id: TypeId, path: &str) -> String {
        let is_here = self
            .api
            .types
            .get(id.0)
            .is_some_and(|definition| definition.module == holder.module);
        let member = path.rsplit("::").next().unwrap_or_default();
        // A link cannot name a raw identifier, and a method of the same name would make it ambiguous.
        let is_ambiguous = member == "new" || member.starts_with("with_");
        if is_here && !path.contains("r#") && !is_ambiguous {
            format!("[`{path}`]")
        } else {
            code_span(path)
        }
    }

    fn operation(&mut self, operation: &Operation, method: &str) {
        for parameter in &operation.parameters {
            visit(&parameter.ty, Position::Whole, &mut |id, position| {
                let phrase = position.phrase("The value of");
                let name = code_span(&parameter.wire_name);
                self.add(id, || format!("{phrase} the parameter {name} of {method}."));
            });
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            visit(&content.ty, Position::Whole, &mut |id, position| {
                self.add(id, || body_role("request", position, method));
            });
        }
        for response in &operation.responses {
            for content in &response.contents {
                visit(&content.ty, Position::Whole, &mut |id, position| {
                    self.add(id, || body_role("response", position, method));
                });
            }
            for header in &response.headers {
                visit(&header.ty, Position::Whole, &mut |id, position| {
                    let phrase = position.phrase("The value of");
                    let name = code_span(&header.wire_name);
                    self.add(id, || {
                        format!("{phrase} the response header {name} of {method}.")
                    });
                });
            }
        }
    }

    fn add(&mut self, id: TypeId, text: impl FnOnce() -> String) {
        let Some(definition) = self.api.types.get(id.0) else {
            return;
        };
        let is_documented = definition.docs.is_some()
            || definition.label.is_some()
            || definition.component.is_some();
        if !is_documented {
            self.found.entry(id).or_insert_with(text);
        }
    }
}

fn body_role(direction: &str, position: Position, method: &str) -> String {
    match position {
        Position::Whole => format!("A {direction} body of {method}."),
        _ => format!("{} a {direction} body of {method}.", position.phrase("")),
    }
}

/// Visits the named types in a type with their positions.
fn visit(ty: &Type, position: Position, found: &mut impl FnMut(TypeId, Position)) {
    match ty {
        Type::Named(id) => found(*id, position),
        Type::Nullable(inner) => visit(inner, position, found),
        Type::Array(inner) => visit(inner, Position::Item, found),
        Type::Map(inner) => visit(inner, Position::MapValue, found),
        Type::Tuple(items) => items
            .iter()
            .for_each(|item| visit(item, Position::Item, found)),
        _ => {}
    }
}
