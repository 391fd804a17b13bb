//! The import table: the stages and crates that each stage of the pipeline may use. Data flows one way:
//! `document -> lower -> resolve -> emit -> output`, and `resolve -> diff`, with `ir` between them.

use super::finding::Finding;
use super::syntax;

/// A row of the table.
struct Stage {
    /// The folder or file below `codegen/src`.
    name: &'static str,
    /// The other stages that it may use.
    uses: &'static [&'static str],
    /// The crates and modules that it must not use.
    bans: &'static [&'static str],
}

const STAGES: [Stage; 12] = [
    Stage {
        name: "build",
        uses: &["config", "document", "output", "pipeline"],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "syn",
        ],
    },
    Stage {
        name: "cache",
        uses: &["config", "coverage", "document", "output", "pipeline"],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "syn",
        ],
    },
    Stage {
        name: "document",
        uses: &[],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "syn",
        ],
    },
    Stage {
        name: "config",
        uses: &["document", "ir"],
        bans: &["heck", "openapiv3", "prettyplease", "quote", "serde_yaml"],
    },
    Stage {
        name: "lower",
        uses: &["config", "document"],
        bans: &[
            "heck",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "std::fs",
            "syn",
        ],
    },
    Stage {
        name: "ir",
        uses: &[],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "std::fs",
            "syn",
        ],
    },
    Stage {
        name: "resolve",
        uses: &["config", "document", "ir", "lower"],
        bans: &[
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "std::fs",
        ],
    },
    Stage {
        name: "emit",
        uses: &["config", "ir"],
        bans: &["heck", "openapiv3", "prettyplease", "serde_yaml", "std::fs"],
    },
    Stage {
        name: "output",
        uses: &[],
        bans: &["heck", "openapiv3", "serde_yaml"],
    },
    Stage {
        name: "coverage",
        uses: &["document", "ir"],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "std::fs",
            "syn",
        ],
    },
    Stage {
        name: "pipeline",
        uses: &[
            "config", "coverage", "diff", "document", "emit", "ir", "lower", "output", "resolve",
        ],
        bans: &[
            "heck",
            "openapiv3",
            "prettyplease",
            "proc_macro2",
            "quote",
            "serde_yaml",
            "std::fs",
            "syn",
        ],
    },
    Stage {
        name: "diff",
        uses: &["ir"],
        // It reads the crates that it is handed as tokens.
        bans: &["heck", "openapiv3", "prettyplease", "serde_yaml", "std::fs"],
    },
];

/// Modules that every stage may use, and that use no stage.
const NEUTRAL: [&str; 9] = [
    "diagnostic",
    "escape",
    "guide",
    "location",
    "name_order",
    "source",
    "stack",
    "timing",
    "value",
];

/// Finds the imports in a file of `codegen/src` that the table forbids.
pub(super) fn check(path: &str, file: &syn::File) -> Vec<Finding> {
    let module = match path.strip_prefix("codegen/src/") {
        Some(_) => syntax::module_of(path),
        None => return Vec::new(),
    };
    // The root of the crate puts the stages together.
    let Some(name) = module.first().cloned() else {
        return Vec::new();
    };
    let stage = STAGES.iter().find(|stage| stage.name == name);
    if stage.is_none() && !NEUTRAL.contains(&name.as_str()) {
        let message = format!(
            "`{name}` has no row in the import table; add one, or move the code into a stage"
        );
        return vec![Finding::new(path, 1, message)];
    }
    let (uses, bans) = stage.map_or((&[][..], &[][..]), |stage| (stage.uses, stage.bans));
    let mentions = syntax::read(file, module);
    mentions
        .paths
        .iter()
        .filter_map(|mention| {
            let message = if mention.is_local {
                let other = mention.segments.first()?;
                let is_stage = STAGES.iter().any(|stage| stage.name == other)
                    && !NEUTRAL.contains(&other.as_str());
                let is_allowed = *other == name || uses.contains(&other.as_str());
                if !is_stage || is_allowed {
                    return None;
                }
                format!("`{name}` must not use `{other}`; {}", stage_remedy(uses))
            } else {
                let banned = bans.iter().find(|banned| {
                    let mut parts = banned.split("::");
                    let mut written = mention.segments.iter();
                    parts.all(|part| written.next().is_some_and(|segment| segment == part))
                })?;
                format!("`{name}` must not use `{banned}`; {}", remedy(banned))
            };
            Some(Finding::new(path, mention.line, message))
        })
        .collect()
}

fn stage_remedy(uses: &[&str]) -> String {
    match uses {
        [] => "it uses no other stage: take the data as an argument".to_owned(),
        uses => format!("of the stages it uses only `{}`", uses.join("` and `")),
    }
}

fn remedy(banned: &str) -> &'static str {
    match banned {
        "heck" => "names are chosen in `resolve` and carried in the `ir`",
        "openapiv3" => "`resolve` turns it into the `ir`",
        "std::fs" => "only `document` reads and only `output` writes: take the text as an argument",
        "serde_yaml" => "`document` reads YAML into JSON values",
        "prettyplease" => "`output` formats",
        _ => "`emit` makes tokens",
    }
}
