//! Labels of properties, and Markdown for code.

use std::fmt;
use std::rc::Rc;

use super::context::{LazyName, NameContext};

/// A property of a type: `` `status` of `Job` ``.
#[derive(Debug, Clone)]
pub(super) struct Label<'a> {
    property: &'a str,
    of: Rc<LazyName>,
}

impl<'a> Label<'a> {
    /// Creates the label of a property of the type that `context` names.
    pub(super) fn new(property: &'a str, context: &NameContext) -> Self {
        let of = Rc::clone(&context.name);
        Self { property, of }
    }
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} of `{}`",
            code_span(self.property),
            self.of.get()
        )
    }
}

/// Formats text as a code span (CommonMark 0.31, section 6.1), fenced by more backticks than it
/// contains in a row.
pub(super) fn code_span(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    if longest > 0 || text.starts_with(' ') || text.ends_with(' ') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}
