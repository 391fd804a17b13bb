//! `[[client.accept]]`: changes of the document that count for less than they are when two are compared.

use super::value::Table;

const NAME: &str = "[[client.accept]]";

/// Changes that count for less than they are, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// The id of the rule, as `apicrate diff --list-rules` names it.
    pub rule: String,
    /// The subject of the change, where only one is meant: `FineTuningJob.seed`.
    pub subject: Option<String>,
    /// What it counts for: `none`, `patch` or `minor`.
    pub level: AcceptedLevel,
    /// Why.
    pub reason: String,
}

/// What an accepted change counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AcceptedLevel {
    /// Nothing.
    #[default]
    None,
    /// A patch.
    Patch,
    /// A minor version.
    Minor,
}

/// Reads what a client accepts; leaves out only what was reported.
pub(super) fn accepted(client: &Table<'_>) -> Vec<Accepted> {
    let tables = client.tables("accept", NAME, &["rule", "subject", "level", "reason"]);
    let accepted = tables.iter().filter_map(|table| {
        let rule = table.required_string("rule");
        let reason = table.required_string("reason");
        let level = match table.string("level") {
            None => AcceptedLevel::None,
            Some(word) => match word.value.as_str() {
                "none" => AcceptedLevel::None,
                "patch" => AcceptedLevel::Patch,
                "minor" => AcceptedLevel::Minor,
                other => {
                    let message = format!("`{other}` is no level that a change can be accepted as");
                    table.reject(&word, message, "`none`, `patch` or `minor` will do");
                    AcceptedLevel::None
                }
            },
        };
        if let Some(reason) = &reason
            && reason.value.trim().is_empty()
        {
            let message = "a change is accepted without a reason".to_owned();
            table.reject(reason, message, "say why nobody is hurt");
        }
        Some(Accepted {
            rule: rule?.value,
            subject: table.string("subject").map(|subject| subject.value),
            level,
            reason: reason?.value,
        })
    });
    accepted.collect()
}
