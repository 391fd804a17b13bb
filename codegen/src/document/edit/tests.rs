//! Tests of changes of documents.

mod origins;
mod patches;
mod queries;

use std::error::Error;
use std::fs;

use serde_json::json;

use crate::value::Value;
use tempfile::TempDir;

use super::super::Document;
use super::{Changes, Patch, PatchAction};
use crate::diagnostic::{Locate, Style, render};
use crate::location::{FileId, SourceLocation};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Tea, version: '1'}
paths:
  /teas:
    get:
      parameters:
        - {name: trace, in: query}
        - {name: kind, in: query, required: true}
        - {name: debug, in: query}
      responses: {}
components:
  schemas:
    Pot:
      type: object
      required: [kind, size]
      discriminator:
        propertyName: kind
        mapping: {big: Tea_v2, small: '#/components/schemas/Tea_v2'}
      properties:
        kind: {type: string}
        size: {type: string, description: In litres}
        tea: {$ref: '#/components/schemas/Tea_v2'}
    Tea_v2: {type: object}
";

/// Returns the document with an overlay of these actions, and the diagnostics.
fn overlaid(actions: &str) -> Result<(Document, String), Box<dyn Error>> {
    let folder = folder(&format!(
        "overlay: 1.1.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}"
    ))?;
    load(&folder, vec![])
}

fn folder(overlay: &str) -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("openapi.yaml"), DOCUMENT)?;
    fs::write(folder.path().join("fixes.overlay.yaml"), overlay)?;
    Ok(folder)
}

fn load(folder: &TempDir, patches: Vec<Patch>) -> Result<(Document, String), Box<dyn Error>> {
    let overlay = folder.path().join("fixes.overlay.yaml");
    let changes = Changes {
        overlays: overlay.exists().then_some(overlay).into_iter().collect(),
        patches,
    };
    let document = Document::load_with(&folder.path().join("openapi.yaml"), &[], &changes)?;
    let reported: String = document
        .warnings()
        .iter()
        .map(|warning| render(warning, document.sources(), Style::Plain))
        .collect();
    let shown = format!("{}/", folder.path().display());
    Ok((document, reported.replace(&shown, "")))
}

/// Returns the document with patches, and the diagnostics.
fn patched(patches: Vec<Patch>) -> Result<(Document, String), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("openapi.yaml"), DOCUMENT)?;
    load(&folder, patches)
}

fn patch(target: &str, action: PatchAction) -> Patch {
    Patch::new("mend", target, action)
}

fn get<'d>(document: &'d Document, pointer: &str) -> &'d Value {
    document.root().pointer(pointer).unwrap_or(&Value::Null)
}

/// Returns `file:line` of a node of the root document.
fn line(document: &Document, pointer: &str) -> Option<String> {
    let location = SourceLocation {
        file: FileId::default(),
        pointer: pointer.to_owned(),
    };
    let span = document.locate(&location)?;
    let (path, _) = document.source(span.file)?;
    let name = path.rsplit('/').next()?;
    Some(format!("{name}:{}", span.line))
}

#[test]
fn an_update_merges_objects_appends_to_arrays_and_replaces_scalars() -> Result<(), Box<dyn Error>> {
    let (document, reported) = overlaid(
        "  - target: $.components.schemas.Pot
    update:
      required: [tea]
      type: string
      properties:
        colour: {type: string}
        size: {description: In cups}
  - target: $.paths['/teas'].get.parameters
    update: {name: page, in: query}
",
    )?;
    assert_eq!(reported, "");
    let pot = "/components/schemas/Pot";
    assert_eq!(
        get(&document, pot)["required"],
        json!(["kind", "size", "tea"])
    );
    assert_eq!(get(&document, pot)["type"], "string");
    assert_eq!(
        get(&document, pot)["properties"]["size"],
        json!({"type": "string", "description": "In cups"})
    );
    let parameters = get(&document, "/paths/~1teas/get/parameters");
    assert_eq!(parameters[3]["name"], "page");
    // Each node has the line in which it was written.
    let at = |pointer: &str| line(&document, pointer);
    assert_eq!(
        at("/components/schemas/Pot/properties/colour").as_deref(),
        Some("fixes.overlay.yaml:9")
    );
    assert_eq!(
        at("/components/schemas/Pot/properties/size/type").as_deref(),
        Some("openapi.yaml:21")
    );
    assert_eq!(
        at("/components/schemas/Pot/properties/size/description").as_deref(),
        Some("fixes.overlay.yaml:10")
    );
    assert_eq!(
        at("/components/schemas/Pot/required/2").as_deref(),
        Some("fixes.overlay.yaml:6")
    );
    assert_eq!(
        at("/paths/~1teas/get/parameters/3").as_deref(),
        Some("fixes.overlay.yaml:12")
    );
    Ok(())
}

#[test]
fn a_removal_removes_all_selected_nodes_and_keeps_lines() -> Result<(), Box<dyn Error>> {
    let (document, reported) = overlaid(
        "  - {target: \"$..parameters[?@.name != 'kind']\", remove: true}
  - {target: $.components.schemas.Pot.properties.size, remove: true}
",
    )?;
    assert_eq!(reported, "");
    let parameters = get(&document, "/paths/~1teas/get/parameters");
    assert_eq!(
        parameters,
        &json!([{"name": "kind", "in": "query", "required": true}])
    );
    assert_eq!(
        line(&document, "/paths/~1teas/get/parameters/0").as_deref(),
        Some("openapi.yaml:8")
    );
    assert_eq!(
        get(&document, "/components/schemas/Pot/properties/size"),
        &Value::Null
    );
    Ok(())
}

#[test]
fn a_copy_and_a_removal_move_a_node() -> Result<(), Box<dyn Error>> {
    let (document, reported) = overlaid(
        "  - {target: $.paths, update: {/pots: {}}}
  - {target: \"$.paths['/pots']\", copy: \"$.paths['/teas']\"}
  - {target: \"$.paths['/teas']\", remove: true}
",
    )?;
    assert_eq!(reported, "");
    assert_eq!(get(&document, "/paths/~1teas"), &Value::Null);
    assert_eq!(
        line(&document, "/paths/~1pots/get/parameters/1").as_deref(),
        Some("openapi.yaml:8")
    );
    Ok(())
}

#[test]
fn actions_without_effect_are_warnings_and_invalid_ones_are_errors() -> Result<(), Box<dyn Error>> {
    let (document, reported) = overlaid(
        "  - {target: \"$.paths['/coffees']\", remove: true}
  - {target: '$.paths[', remove: true}
  - {target: $.info.title, update: {a: b}}
  - {target: '$..*', update: {a: b}}
  - {target: $.info}
  - {target: $.info, update: {a: b}, copy: $.paths}
  - {target: $.info, copy: '$..nowhere'}
  - {target: $, remove: true}
  - {update: {}}
  - {target: $.info, update: {}, upsert: 1}
",
    )?;
    let headlines: Vec<_> = reported
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .collect();
    let expected = [
        "warning[unmatched-change]: `$.paths['/coffees']` matches nothing in the document",
        "error[invalid-change]: invalid JSONPath `$.paths[`",
        "error[invalid-change]: cannot merge an object into `/info/title`, which is a string",
        "error[invalid-change]: the target matches nodes of different types: arrays and objects and scalars",
        "error[invalid-change]: an action needs `update`, `copy` or `remove: true`",
        "error[invalid-change]: an action cannot have both `update` and `copy`",
        "error[invalid-change]: `$..nowhere` must match exactly one node to copy, but matches 0",
        "error[invalid-change]: the whole document cannot be removed",
        "error[invalid-change]: `target` must be a string with a JSONPath",
        "warning[unknown-member]: unknown member `upsert`",
    ];
    assert_eq!(headlines.len(), expected.len(), "{reported}");
    for (headline, expected) in headlines.iter().zip(expected) {
        assert!(headline.starts_with(expected), "{headline}\n{expected}");
    }
    assert!(reported.contains("fixes.overlay.yaml:4:6"), "{reported}");
    assert_eq!(get(&document, "/info/title"), "Tea");
    Ok(())
}

#[test]
fn an_invalid_overlay_is_an_error_with_its_file() -> Result<(), Box<dyn Error>> {
    for (text, expected) in [
        ("[1]", "an overlay must be an object, not an array"),
        (
            "overlay: 2.0.0\nactions: [1]",
            "unknown Overlay version `2.0.0`",
        ),
        (
            "actions: [{target: $.info, update: {}}]",
            "missing member `overlay`",
        ),
        ("overlay: 1.0.0", "missing member `actions`"),
        ("overlay: 1.0.0\nactions: []", "at least one action"),
        ("overlay: 1.0.0\nactions: [a: {", "invalid YAML"),
        (
            "overlay: 1.0.0\nactions: [3]",
            "an action must be an object, not a number",
        ),
    ] {
        let (document, reported) = load(&folder(text)?, vec![])?;
        assert!(reported.contains(expected), "{text}: {reported}");
        assert!(
            reported.contains("fixes.overlay.yaml:"),
            "{text}: {reported}"
        );
        assert!(
            document
                .warnings()
                .iter()
                .any(|one| one.severity == crate::diagnostic::Severity::Error)
        );
    }
    let changes = Changes {
        overlays: vec!["no/such.overlay.yaml".into()],
        patches: Vec::new(),
    };
    let document = Document::from_text_changed("openapi.yaml", DOCUMENT, &changes)?;
    let [missing] = document.warnings() else {
        return Err("one error is expected".into());
    };
    assert_eq!(missing.message, "cannot read the overlay: no such file");
    Ok(())
}

#[test]
fn overlays_cannot_nest_or_multiply_without_bound() -> Result<(), Box<dyn Error>> {
    let deep = "  - {target: $.x, copy: $}\n".repeat(130);
    let (document, reported) =
        overlaid(&format!("  - {{target: $, update: {{x: {{}}}}}}\n{deep}"))?;
    assert!(
        reported.contains("nests the document too deeply") || reported.contains("add too many"),
        "{reported}"
    );
    assert!(document.root().is_object());
    let wide = "  - {target: $.x, copy: $.x}\n".repeat(60);
    let (_, reported) = overlaid(&format!(
        "  - {{target: $, update: {{x: [1, 2, 3]}}}}\n{wide}"
    ))?;
    assert!(
        reported.contains("the overlays add too many nodes"),
        "{reported}"
    );
    Ok(())
}

#[test]
fn a_reference_added_by_an_overlay_is_followed() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "overlay: 1.0.0\nactions: [{target: $.components.schemas, update: {Cup: {$ref: 'cup.yaml#/Cup'}}}]",
    )?;
    fs::write(folder.path().join("cup.yaml"), "Cup: {type: string}")?;
    let (document, reported) = load(&folder, vec![])?;
    assert_eq!(reported, "");
    let found = document.resolve(FileId::default(), "cup.yaml#/Cup")?;
    assert_eq!(
        document.get(&found),
        Some(&json!({"type": "string"}).into())
    );
    Ok(())
}
