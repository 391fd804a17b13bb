//! Levels: diagnostics that are turned into errors or silenced.

use std::fmt;

use super::code::Code;
use super::model::{Diagnostic, Severity};

/// The treatment of the warnings and notes of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are silenced.
    Allow,
    /// They are turned into errors.
    Deny,
}

/// The levels of single codes and of all others; empty by default.
///
/// The level of a single code takes precedence over that of all codes, and a later one over an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    codes: Vec<(Code, Level)>,
    /// The least severe diagnostics that are denied regardless of their code.
    rest: Option<Severity>,
}

impl Levels {
    /// Denies a code, or all `warnings`, or `all` warnings and notes.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownCode`] for any other word.
    pub fn deny(&mut self, word: &str) -> Result<(), UnknownCode> {
        match word {
            "all" => self.rest = Some(Severity::Note),
            "warnings" => self.rest = self.rest.max(Some(Severity::Warning)),
            name => self.set(find(name)?, Level::Deny),
        }
        Ok(())
    }

    /// Allows the code with this name.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownCode`] if there is no such code.
    pub fn allow(&mut self, name: &str) -> Result<(), UnknownCode> {
        self.set(find(name)?, Level::Allow);
        Ok(())
    }

    /// Sets the level of a code.
    pub fn set(&mut self, code: Code, level: Level) {
        self.codes.retain(|(known, _)| *known != code);
        self.codes.push((code, level));
    }

    /// Returns `true` if no level is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.rest.is_none()
    }

    /// Returns the level of a diagnostic.
    #[must_use]
    pub fn level_of(&self, diagnostic: &Diagnostic) -> Option<Level> {
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

/// An unknown code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// The name.
    pub name: String,
    /// The most similar code, if any is similar.
    pub near: Option<&'static str>,
}

impl UnknownCode {
    /// Returns a suggestion for fixing it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self.near {
            Some(near) => format!("use `{near}`"),
            None => "the command `explain` lists all codes".to_owned(),
        }
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "unknown diagnostic `{}`", self.name)
    }
}

impl std::error::Error for UnknownCode {}
