//! Names in operationIds that frameworks make of a name, the path and the method.

use std::collections::HashMap;

use crate::lower::view::OperationView;
use crate::resolve::names::snake_case;

/// Returns the name in the `operationId` of each operation, which has its path, if a framework
/// appended the path and the method to it, as FastAPI does, and if no other operation has the name:
/// `create_flow` in `create_flow_flows__post`.
pub(super) fn framework_names(operations: &[(&str, &OperationView<'_>)]) -> Vec<Option<String>> {
    let names = operations.iter().map(|(path, operation)| {
        let id = operation.operation_id()?;
        name_before(id, path, operation.method())
    });
    let names: Vec<Option<String>> = names.collect();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for ((_, operation), name) in operations.iter().zip(&names) {
        let id = operation.operation_id().map(snake_case);
        *uses
            .entry(name.clone().or(id).unwrap_or_default())
            .or_default() += 1;
    }
    let is_only = |name: &String| uses.get(name) == Some(&1);
    names.into_iter().map(|name| name.filter(is_only)).collect()
}

/// Returns what an `operationId` has before the words of the path and the method.
fn name_before(id: &str, path: &str, method: &str) -> Option<String> {
    let path = snake_case(path);
    let id = snake_case(id);
    let name = id.strip_suffix(&format!("_{path}_{method}"))?;
    (!path.is_empty() && !name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::name_before;

    #[test]
    fn the_path_and_the_method_at_the_end_are_dropped() {
        for (id, path, method, name) in [
            (
                "create_flow_flows__post",
                "/flows/",
                "post",
                Some("create_flow"),
            ),
            (
                "read_item_api_v1_items__item_id__get",
                "/api/v1/items/{item_id}",
                "get",
                Some("read_item"),
            ),
            ("flows__post", "/flows/", "post", None),
            ("create_flow_flows__post", "/flows/", "put", None),
            ("widget_get", "/", "get", None),
            ("createFlow", "/flows", "post", None),
        ] {
            assert_eq!(name_before(id, path, method).as_deref(), name, "{id}");
        }
    }
}
