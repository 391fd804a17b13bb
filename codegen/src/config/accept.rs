//! `[[client.accept]]`: changes of the document whose severity is reduced.

use super::value::Table;

const NAME: &str = "[[client.accept]]";

/// Changes whose severity is reduced, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// The id of the rule, as `apicrate diff --list-rules` names it.
    pub rule: String,
    /// The subject of the change, such as `FineTuningJob.seed`; `None` for all.
    pub subject: Option<String>,
    /// The reduced level: `none`, `patch` or `minor`.
    pub level: AcceptedLevel,
    /// The reason.
    pub reason: String,
}

/// The level of an accepted change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AcceptedLevel {
    /// No release.
    #[default]
    None,
    /// A patch version.
    Patch,
    /// A minor version.
    Minor,
}

/// Reads the accepted changes of a client; omits only entries with reported problems.
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
                    let message = format!("unknown level `{other}`");
                    table.reject(&word, message, "use `none`, `patch` or `minor`");
                    AcceptedLevel::None
                }
            },
        };
        if let Some(reason) = &reason
            && reason.value.trim().is_empty()
        {
            let message = "a change is accepted without a reason".to_owned();
            table.reject(reason, message, "explain why callers are not affected");
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
