//! The report as JSON.

use super::summary::Report;
use crate::diff::change::Change;
use crate::diff::excerpt::SourceExcerpt;
use crate::diff::public_api::item::{ItemChange, ItemChangeKind};
use crate::escape;
use crate::value::{Value, object};

impl Report<'_> {
    /// Returns the report as indented JSON that ends in a newline. `format` is the version of the format; new members do not
    /// change it.
    #[must_use]
    pub fn json(&self) -> String {
        let review = self.review;
        let value = object!({
            "format": 1,
            "old": self.old,
            "new": self.new,
            "rust": review.rust().as_str(),
            "api_level": review.api_level.as_str(),
            "wire": review.wire().as_str(),
            "summary": self.summary(),
            "version": self.version,
            "files": review.files,
            "changes": review.changes.iter().map(change).collect::<Vec<_>>(),
        });
        let mut text = escape::json(&value, true);
        text.push('\n');
        text
    }
}

fn change(change: &Change) -> Value {
    object!({
        "rule": change.rule.id,
        "group": change.rule.group.as_str(),
        "subject": change.subject,
        "message": change.message,
        "old": change.old.as_ref().map(position),
        "new": change.new.as_ref().map(position),
        "direction": change.direction.as_str(),
        "wire": change.wire.as_str(),
        "rust": change.rust.as_str(),
        "effective": change.effective_level().as_str(),
        "silent": change.silent.map(|silent| silent.as_str()),
        "items": change.items.iter().map(item).collect::<Vec<_>>(),
        "operations": change.operations,
        "types": change.types,
        "why": change.reason(),
        "advice": change.rule.advice,
        "softening": change.softening,
        "accepted": change.accepted.as_ref().map(|accepted| object!({
            "level": accepted.level.as_str(),
            "reason": accepted.reason,
        })),
    })
}

fn position(excerpt: &SourceExcerpt) -> Value {
    object!({
        "file": excerpt.file,
        "line": excerpt.line,
        "pointer": excerpt.location.pointer,
    })
}

fn item(item: &ItemChange) -> Value {
    let kind = match item.kind {
        ItemChangeKind::Removed => "removed",
        ItemChangeKind::Kind => "kind",
        ItemChangeKind::Signature => "signature",
        ItemChangeKind::Attribute => "attribute",
        ItemChangeKind::Added => "added",
    };
    object!({
        "path": item.path,
        "kind": kind,
        "level": item.level.as_str(),
        "old": item.old,
        "new": item.new,
    })
}
