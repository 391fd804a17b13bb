//! What can be wrong with `codegen.toml`.

use std::error::Error;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Everything that is wrong with one `codegen.toml`.
///
/// Displayed, each problem takes its message, its place and its hint, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    path: PathBuf,
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, one line.
    pub message: String,
    /// The line and the column, both counted from 1, the column in characters; `None` for the whole file.
    pub position: Option<(usize, usize)>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl ConfigError {
    pub(super) fn new(path: &Path, problems: Vec<Problem>) -> Self {
        Self {
            path: path.to_owned(),
            problems,
        }
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let hint = (error.kind() == io::ErrorKind::NotFound).then(|| {
            "name another file, or write one with a `[[client]]` that has `document`, `output` and `package`".to_owned()
        });
        Self::new(
            path,
            vec![Problem {
                message: format!("cannot read the configuration: {error}"),
                position: None,
                hint,
            }],
        )
    }

    /// The file, as it was named.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong, in the order of the file.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(
                formatter,
                "error: {}\n  --> {}",
                problem.message,
                self.path.display()
            )?;
            if let Some((line, column)) = problem.position {
                write!(formatter, ":{line}:{column}")?;
            }
            if let Some(hint) = &problem.hint {
                write!(formatter, "\n  hint: {hint}")?;
            }
        }
        Ok(())
    }
}

impl Error for ConfigError {}

/// Turns byte offsets into lines and columns.
pub(super) fn position(text: &str, span: &Range<usize>) -> (usize, usize) {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |index| index + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
