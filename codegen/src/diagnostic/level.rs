//! Which diagnostics are errors although they would not be, and which are not told.

use std::fmt;

use super::code::Code;
use super::{Diagnostic, Severity};

/// What becomes of the warnings and notes of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not told.
    Allow,
    /// They are errors.
    Deny,
}

/// Levels of single codes, and of all that are not named. Nothing is said at first.
///
/// What is said of a code by its name goes before what is said of all, and what is said later before what is said earlier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    codes: Vec<(Code, Level)>,
    /// The least severe of what is denied without a name.
    rest: Option<Severity>,
}

impl Levels {
    /// Denies what a word names: a code, `warnings` for all warnings, or `all` for all warnings and notes.
    ///
    /// # Errors
    ///
    /// When it names none of them.
    pub fn deny(&mut self, word: &str) -> Result<(), UnknownCode> {
        match word {
            "all" => self.rest = Some(Severity::Note),
            "warnings" => self.rest = self.rest.max(Some(Severity::Warning)),
            name => self.set(find(name)?, Level::Deny),
        }
        Ok(())
    }

    /// Allows the code of this name.
    ///
    /// # Errors
    ///
    /// When there is no such code.
    pub fn allow(&mut self, name: &str) -> Result<(), UnknownCode> {
        self.set(find(name)?, Level::Allow);
        Ok(())
    }

    /// Sets the level of a code.
    pub fn set(&mut self, code: Code, level: Level) {
        self.codes.retain(|(known, _)| *known != code);
        self.codes.push((code, level));
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.rest.is_none()
    }

    /// What is said of a diagnostic.
    #[must_use]
    pub fn of(&self, diagnostic: &Diagnostic) -> Option<Level> {
        let own = self.codes.iter().find(|(code, _)| *code == diagnostic.code);
        own.map(|(_, level)| *level).or_else(|| {
            let is_denied = self.rest.is_some_and(|least| diagnostic.severity <= least);
            is_denied.then_some(Level::Deny)
        })
    }
}

fn find(name: &str) -> Result<Code, UnknownCode> {
    Code::find(name).map_err(|near| UnknownCode {
        name: name.to_owned(),
        near,
    })
}

/// A name that no code has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// The name.
    pub name: String,
    /// The code that is most like it, where one is like it at all.
    pub near: Option<&'static str>,
}

impl UnknownCode {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the command `explain` lists all of them".to_owned(),
        }
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no diagnostic `{}`", self.name)
    }
}

impl std::error::Error for UnknownCode {}
