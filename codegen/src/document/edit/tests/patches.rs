//! Patches of `codegen.toml`.

use std::error::Error;

use serde_json::{Value, json};

use super::super::PatchAction;
use super::{get, line, patch, patched};

#[test]
fn each_kind_of_patch_changes_its_target() -> Result<(), Box<dyn Error>> {
    let properties = "/components/schemas/Pot/properties";
    let (document, reported) = patched(vec![
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
            PatchAction::Retype(json!({"type": "integer"}).into()),
        ),
        patch("$..parameters[?@.name == 'trace']", PatchAction::Drop),
        patch(
            &format!("{properties}/lid"),
            PatchAction::Add(json!({"type": "boolean"}).into()),
        ),
        patch(
            "/components/schemas/Pot/required/-",
            PatchAction::Add(json!("lid").into()),
        ),
    ])?;
    assert_eq!(reported, "");
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
    // The order of members and the lines are preserved.
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
fn a_dropped_property_is_no_longer_required() -> Result<(), Box<dyn Error>> {
    let kind = "/components/schemas/Pot/properties/kind";
    let size = "/components/schemas/Pot/properties/size";
    let (document, reported) = patched(vec![patch(kind, PatchAction::Drop)])?;
    assert_eq!(reported, "");
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
fn a_patch_without_effect_is_reported() -> Result<(), Box<dyn Error>> {
    let pot = "/components/schemas/Pot";
    let text = PatchAction::Retype(json!({"type": "string"}).into());
    for (target, action, reason) in [
        (
            "/components/schemas/Pot/properties/tea",
            PatchAction::Optional,
            "is already optional",
        ),
        (
            "/paths/~1teas/get/parameters/0",
            PatchAction::Optional,
            "is already optional",
        ),
        (
            "/components/schemas/Pot/properties/size",
            text,
            "already has that type",
        ),
        (
            "/paths/~1teas/get/parameters/0",
            PatchAction::Rename("trace".into()),
            "is already named `trace`",
        ),
        (pot, PatchAction::Add(json!({}).into()), "already exists"),
        (
            "/components/schemas/Pot/required/-",
            PatchAction::Add(json!("kind").into()),
            "already contains this item",
        ),
        (
            "/components/headers/X",
            PatchAction::Add(json!({}).into()),
            "`/components/headers` is not in the document",
        ),
    ] {
        let (_, reported) = patched(vec![patch(target, action)])?;
        assert!(
            reported.starts_with("warning[unmatched-change]: patch `mend` not applied: "),
            "{target}: {reported}"
        );
        assert!(reported.contains(reason), "{target}: {reported}");
    }
    Ok(())
}

#[test]
fn a_patch_without_a_target_is_an_error_with_the_most_similar_node() -> Result<(), Box<dyn Error>> {
    for (target, hint) in [
        ("/components/schemas/Cup", "if the document has changed"),
        ("$.x", "if the document has changed"),
        (
            "#/components/schema/Pott/properties/size",
            "a similar node exists: `/components/schemas/Pot/properties/size`\n",
        ),
        (
            "/paths/~1tea/get",
            "a similar node exists: `/paths/~1teas/get`\n",
        ),
    ] {
        let (_, reported) = patched(vec![patch(target, PatchAction::Drop)])?;
        let expected = format!(
            "error[unmatched-change]: patch `mend` not applied: `{target}` is not in the document\n  hint: {hint}"
        );
        assert!(reported.starts_with(&expected), "{target}: {reported}");
    }
    Ok(())
}

#[test]
fn an_invalid_patch_is_an_error() -> Result<(), Box<dyn Error>> {
    for (target, action, reason) in [
        ("components", PatchAction::Drop, "neither a JSON pointer"),
        ("$[", PatchAction::Drop, "at character"),
        (
            "",
            PatchAction::Drop,
            "the document itself cannot be dropped",
        ),
        (
            "",
            PatchAction::Rename("x".into()),
            "the document itself has no name",
        ),
        (
            "/info/title",
            PatchAction::Optional,
            "is not a property, a parameter or a request body",
        ),
        (
            "/components/schemas/Pot",
            PatchAction::Rename("Tea_v2".into()),
            "already has a member `Tea_v2`",
        ),
        (
            "/info/title",
            PatchAction::Retype(json!({}).into()),
            "is a string, not a schema",
        ),
        (
            "/info/title/x",
            PatchAction::Add(json!(1).into()),
            "nothing can be added to `/info/title`, which is a string",
        ),
        (
            "/components/schemas/Pot/required/0",
            PatchAction::Add(json!("x").into()),
            "/components/schemas/Pot/required/-",
        ),
        (
            "$.x",
            PatchAction::Add(json!(1).into()),
            "neither a JSON pointer",
        ),
    ] {
        let (_, reported) = patched(vec![patch(target, action)])?;
        assert!(
            reported.starts_with("error[invalid-change]: patch `mend` not applied: "),
            "{target}: {reported}"
        );
        assert!(reported.contains(reason), "{target}: {reported}");
    }
    Ok(())
}
