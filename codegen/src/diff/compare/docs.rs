//! Descriptions, titles and summaries.

use std::collections::BTreeSet;

use super::comparer::Comparer;
use super::model_change::ChangeContext;
use crate::diff::rules;
use crate::diff::verdict::WireCompatibility;
use crate::location::SourceLocation;

impl Comparer<'_> {
    /// Compares two texts of documentation.
    pub(super) fn docs(
        &mut self,
        context: &ChangeContext,
        name: &str,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        let message = match (old, new) {
            (Some(one), Some(other)) if one == other => return,
            (None, None) => return,
            (Some(_), Some(_)) => format!("{name} changed"),
            (None, Some(_)) => format!("{name} was added"),
            (Some(_), None) => format!("{name} was removed"),
        };
        let context = ChangeContext {
            explains: Vec::new(),
            ..context.clone()
        };
        self.report(
            &context,
            &rules::DOCS_CHANGED,
            message,
            WireCompatibility::Compatible,
        );
    }

    /// Compares the documentation of the API.
    pub(super) fn document(&mut self) {
        let root = ChangeContext {
            subject: "the document".to_owned(),
            old: Some(SourceLocation::default().child("info")),
            new: Some(SourceLocation::default().child("info")),
            ..ChangeContext::default()
        };
        let (old, new) = (self.old, self.new);
        self.docs(&root, "title", Some(&old.title), Some(&new.title));
        self.docs(&root, "version", old.version.as_ref(), new.version.as_ref());
        let (before, after) = (old.description.as_ref(), new.description.as_ref());
        self.docs(&root, "description", before, after);
        let tags: BTreeSet<_> = old.tags.keys().chain(new.tags.keys()).collect();
        for tag in tags {
            let name = format!("description of the tag `{tag}`");
            self.docs(&root, &name, old.tags.get(tag), new.tags.get(tag));
        }
    }
}
