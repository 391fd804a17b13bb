//! Pagination: checks the configuration against the operations.

use crate::config::{Options, PaginationRule};
use crate::diagnostic::{Diagnostics, code};
use crate::document::closest;
use crate::ir::{
    Api, Decoding, FieldAccess, Operation, Pagination, PaginationStyle, ParameterLocation, Type,
    TypeKind,
};

/// Sets the pagination of the configured operations.
pub(super) fn paginate(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    for paginated in &options.pagination {
        for id in &paginated.operations {
            let found = api.operations.iter().position(|one| one.id == *id);
            let unusable =
                |message| options.unmatched(code::UNUSABLE_PAGINATION, ("pagination", id), message);
            let Some(index) = found else {
                let mut diagnostic = unusable(format!(
                    "unknown operation `{id}` in the pagination options"
                ));
                let ids = api.operations.iter().map(|operation| operation.id.as_str());
                if let Some(near) = closest(id, ids) {
                    diagnostic.hint(format!("a similar operation exists: `{near}`"));
                }
                diagnostics.push(diagnostic);
                continue;
            };
            match build_pagination(api, &api.operations[index], paginated) {
                Ok(pagination) => api.operations[index].pagination = Some(pagination),
                Err(reason) => {
                    diagnostics.push(unusable(format!("`{id}` cannot be paginated: {reason}")));
                }
            }
        }
    }
}

/// Returns the pagination of an operation.
fn build_pagination(
    api: &Api,
    operation: &Operation,
    paginated: &PaginationRule,
) -> Result<Pagination, String> {
    let content = operation.successes().find_map(|one| one.main_content());
    let content = content.filter(|content| {
        content.kind.decoding() == Decoding::Json
            && !content.nullable
            && operation.success_type.is_none()
    });
    let content = content.ok_or("the response is not a single JSON type")?;
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| one.location == ParameterLocation::Query);
    let parameters = parameters.map(|one| one.wire_name.as_str());
    let wanted = paginated.parameter.as_str();
    if paginated.by != PaginationStyle::Link && !parameters.clone().any(|name| name == wanted) {
        let reason = format!("the operation has no query parameter `{wanted}`");
        return Err(match closest(wanted, parameters) {
            Some(near) => format!("{reason}; a similar parameter exists: `{near}`"),
            None => reason,
        });
    }
    let mut steps = Vec::new();
    let mut ty = &content.ty;
    for name in member_names(&paginated.items) {
        let property = find_member(api, ty, name).and_then(|property| {
            property.ok_or_else(|| format!("`{name}` is not a declared member of a page"))
        })?;
        steps.push(FieldAccess {
            field: property.field.clone(),
            presence: property.presence(),
            boxed: property.boxed,
        });
        ty = &property.ty;
    }
    let Type::Array(item) = resolve_aliases(api, ty) else {
        return Err(match paginated.items.as_str() {
            "" => "a page is not an array; set `items` to the member that contains the items"
                .to_owned(),
            items => format!("`{items}` is not an array"),
        });
    };
    let (root, cursor_root) = match paginated.by {
        PaginationStyle::LastItem => (&content.ty, &**item),
        _ => (&content.ty, &content.ty),
    };
    check_path(api, cursor_root, &paginated.cursor)?;
    check_path(api, root, &paginated.has_more)?;
    check_path(api, root, &paginated.total)?;
    Ok(Pagination {
        by: paginated.by,
        parameter: paginated.parameter.clone(),
        cursor: paginated.cursor.clone(),
        items: paginated.items.clone(),
        has_more: paginated.has_more.clone(),
        total: paginated.total.clone(),
        first: paginated.first,
        steps,
        item: (**item).clone(),
    })
}

/// Checks that values of a type can have a member at a path.
fn check_path(api: &Api, ty: &Type, path: &str) -> Result<(), String> {
    let mut ty = ty;
    for name in member_names(path) {
        match find_member(api, ty, name)? {
            Some(property) => ty = &property.ty,
            // A type without declared members may have any member.
            None => return Ok(()),
        }
    }
    Ok(())
}

fn member_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').filter(|name| !name.is_empty())
}

/// Returns the property with a name; `None` if members need not be declared.
fn find_member<'a>(
    api: &'a Api,
    ty: &'a Type,
    name: &str,
) -> Result<Option<&'a crate::ir::Property>, String> {
    let missing = || format!("unknown member `{name}`");
    match resolve_aliases(api, ty) {
        Type::Any | Type::Map(_) => Ok(None),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Struct(structure) => match structure.property(name) {
                Some(property) => Ok(Some(property)),
                None if structure.additional.is_some() => Ok(None),
                None => {
                    let names = structure.properties.iter();
                    let near = closest(name, names.map(|one| one.wire_name.as_str()));
                    Err(match near {
                        Some(near) => format!("{}; a similar member exists: `{near}`", missing()),
                        None => missing(),
                    })
                }
            },
            TypeKind::Union(_) => Ok(None),
            _ => Err(missing()),
        },
        _ => Err(missing()),
    }
}

/// Returns the type that aliases refer to.
fn resolve_aliases<'a>(api: &'a Api, mut ty: &'a Type) -> &'a Type {
    for _ in 0..=api.types.len() {
        match ty {
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target) => ty = target,
                _ => return ty,
            },
            Type::Nullable(inner) => ty = inner,
            _ => return ty,
        }
    }
    ty
}
