//! The JSON messages of Cargo.

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{Message, Target};
use std::path::Path;

/// Parses the messages that Cargo prints with `--message-format=json`. Other lines are skipped.
pub(crate) fn parse(output: &[u8]) -> impl Iterator<Item = Message> + '_ {
    Message::parse_stream(output).filter_map(Result::ok)
}

/// Returns `true` for errors, including those of the compiler itself.
pub(crate) fn is_error(diagnostic: &Diagnostic) -> bool {
    matches!(
        diagnostic.level,
        DiagnosticLevel::Error | DiagnosticLevel::Ice
    )
}

/// Returns the folder of a package from its target `src/lib.rs` or `src/main.rs`.
pub(crate) fn package_folder(target: &Target) -> Option<&Path> {
    let folder = target.src_path.parent()?.parent()?;
    Some(folder.as_std_path())
}

#[cfg(test)]
pub(crate) mod samples {
    use serde_json::{Value, json};

    fn target(folder: &str) -> Value {
        json!({ "name": "a", "kind": ["lib"], "src_path": format!("{folder}/src/lib.rs") })
    }

    /// A line about a compiled package.
    pub(crate) fn artifact(folder: &str, fresh: bool) -> String {
        let message = json!({
            "reason": "compiler-artifact",
            "package_id": "a 0.1.0",
            "manifest_path": format!("{folder}/Cargo.toml"),
            "target": target(folder),
            "profile": {
                "opt_level": "0",
                "debug_assertions": true,
                "overflow_checks": true,
                "test": false,
            },
            "features": [],
            "filenames": [],
            "executable": null,
            "fresh": fresh,
        });
        format!("{message}\n")
    }

    /// A line with a diagnostic of the compiler, at a place in the code or without one.
    pub(crate) fn diagnostic(folder: &str, level: &str, text: &str, has_span: bool) -> String {
        let span = json!({
            "file_name": "src/lib.rs",
            "byte_start": 0,
            "byte_end": 1,
            "line_start": 1,
            "line_end": 1,
            "column_start": 1,
            "column_end": 2,
            "is_primary": true,
            "text": [],
            "label": null,
            "suggested_replacement": null,
            "suggestion_applicability": null,
            "expansion": null,
        });
        let message = json!({
            "reason": "compiler-message",
            "package_id": "a 0.1.0",
            "target": target(folder),
            "message": {
                "message": text,
                "code": null,
                "level": level,
                "spans": if has_span { vec![span] } else { Vec::new() },
                "children": [],
                "rendered": format!("{level}: {text}\n"),
            },
        });
        format!("{message}\n")
    }
}
