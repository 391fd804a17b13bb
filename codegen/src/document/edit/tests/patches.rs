//! Patches of `codegen.toml`.

use std::error::Error;

use serde_json::{Value, json};

use super::super::PatchAction;
use super::{get, line, patch, patched};

#[test]
fn each_kind_of_patch_changes_what_it_is_about() -> Result<(), Box<dyn Error>> {
    let properties = "/components/schemas/Pot/properties";
    let (document, told) = patched(vec![
        patch(&format!("{properties}/size"), PatchAction::Optional),
        patch("$.paths['/teas'].get.parameters[1]", PatchAction::Optional),
        patch(
            "#/components/schemas/Tea_v2",
            PatchAction::Rename("Tea".into()),
        ),
        patch(
            &format!("{properties}/kind"),
            PatchAction::Rename("sort".into()),
        ),
        patch("/paths/~1teas/get", PatchAction::Rename("listTeas".into())),
        patch(
            "$..parameters[?@.name == 'debug']",
            PatchAction::Rename("verbose".into()),
        ),
        patch(
            &format!("{properties}/size"),
            PatchAction::Retype(json!({"type": "integer"})),
        ),
        patch("$..parameters[?@.name == 'trace']", PatchAction::Drop),
        patch(
            &format!("{properties}/lid"),
            PatchAction::Add(json!({"type": "boolean"})),
        ),
        patch(
            "/components/schemas/Pot/required/-",
            PatchAction::Add(json!("lid")),
        ),
    ])?;
    assert_eq!(told, "");
    assert_eq!(
        get(&document, "/components/schemas"),
        &json!({
            "Pot": {
                "type": "object",
                "required": ["sort", "lid"],
                "discriminator": {
                    "propertyName": "sort",
                    "mapping": {"big": "Tea", "small": "#/components/schemas/Tea"},
                },
                "properties": {
                    "sort": {"type": "string"},
                    "size": {"type": "integer", "description": "In litres"},
                    "tea": {"$ref": "#/components/schemas/Tea"},
                    "lid": {"type": "boolean"},
                },
            },
            "Tea": {"type": "object"},
        })
    );
    assert_eq!(
        get(&document, "/paths/~1teas/get"),
        &json!({
            "operationId": "listTeas",
            "parameters": [
                {"name": "kind", "in": "query", "required": false},
                {"name": "verbose", "in": "query"},
            ],
            "responses": {},
        })
    );
    // The order of members and the lines stay.
    let keys: Vec<_> = get(&document, properties)
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(keys, ["sort", "size", "tea", "lid"]);
    assert_eq!(
        line(&document, "/components/schemas/Tea").as_deref(),
        Some("openapi.yaml:23")
    );
    assert_eq!(
        line(&document, "/components/schemas/Pot/properties/sort").as_deref(),
        Some("openapi.yaml:20")
    );
    assert_eq!(
        line(&document, "/paths/~1teas/get/parameters/1").as_deref(),
        Some("openapi.yaml:9")
    );
    Ok(())
}

#[test]
fn a_property_that_is_dropped_is_not_required_either() -> Result<(), Box<dyn Error>> {
    let kind = "/components/schemas/Pot/properties/kind";
    let size = "/components/schemas/Pot/properties/size";
    let (document, told) = patched(vec![patch(kind, PatchAction::Drop)])?;
    assert_eq!(told, "");
    assert_eq!(
        get(&document, "/components/schemas/Pot/required"),
        &json!(["size"])
    );
    let (document, _) = patched(vec![
        patch(kind, PatchAction::Drop),
        patch(size, PatchAction::Drop),
    ])?;
    assert_eq!(
        get(&document, "/components/schemas/Pot/required"),
        &Value::Null
    );
    Ok(())
}

#[test]
fn a_patch_that_changes_nothing_any_more_is_told() -> Result<(), Box<dyn Error>> {
    let pot = "/components/schemas/Pot";
    let text = PatchAction::Retype(json!({"type": "string"}));
    for (target, action, reason) in [
        (
            "/components/schemas/Cup",
            PatchAction::Drop,
            "`/components/schemas/Cup` is not in the document",
        ),
        ("$.x", PatchAction::Drop, "`$.x` is not in the document"),
        (
            "/components/schemas/Pot/properties/tea",
            PatchAction::Optional,
            "is optional already",
        ),
        (
            "/paths/~1teas/get/parameters/0",
            PatchAction::Optional,
            "is optional already",
        ),
        (
            "/components/schemas/Pot/properties/size",
            text,
            "is of that type already",
        ),
        (
            "/paths/~1teas/get/parameters/0",
            PatchAction::Rename("trace".into()),
            "is called `trace` already",
        ),
        (
            pot,
            PatchAction::Add(json!({})),
            "is in the document already",
        ),
        (
            "/components/schemas/Pot/required/-",
            PatchAction::Add(json!("kind")),
            "holds such an item already",
        ),
        (
            "/components/headers/X",
            PatchAction::Add(json!({})),
            "`/components/headers` is not in the document",
        ),
    ] {
        let (_, told) = patched(vec![patch(target, action)])?;
        assert!(
            told.starts_with("warning[unmatched-change]: the patch `mend` is not applied: "),
            "{target}: {told}"
        );
        assert!(told.contains(reason), "{target}: {told}");
    }
    Ok(())
}

#[test]
fn a_patch_that_could_never_be_applied_is_an_error() -> Result<(), Box<dyn Error>> {
    for (target, action, reason) in [
        ("components", PatchAction::Drop, "neither a JSON pointer"),
        ("$[", PatchAction::Drop, "at character"),
        (
            "",
            PatchAction::Drop,
            "the whole document cannot be dropped",
        ),
        (
            "",
            PatchAction::Rename("x".into()),
            "the whole document has no name",
        ),
        (
            "/info/title",
            PatchAction::Optional,
            "neither a property nor a parameter",
        ),
        (
            "/components/schemas/Pot",
            PatchAction::Rename("Tea_v2".into()),
            "has a member `Tea_v2` already",
        ),
        (
            "/info/title",
            PatchAction::Retype(json!({})),
            "is no schema but a string",
        ),
        (
            "/info/title/x",
            PatchAction::Add(json!(1)),
            "nothing can be added to a string",
        ),
        (
            "/components/schemas/Pot/required/0",
            PatchAction::Add(json!("x")),
            "/components/schemas/Pot/required/-",
        ),
        ("$.x", PatchAction::Add(json!(1)), "neither a JSON pointer"),
    ] {
        let (_, told) = patched(vec![patch(target, action)])?;
        assert!(
            told.starts_with("error[invalid-change]: the patch `mend` is not applied: "),
            "{target}: {told}"
        );
        assert!(told.contains(reason), "{target}: {told}");
    }
    Ok(())
}
