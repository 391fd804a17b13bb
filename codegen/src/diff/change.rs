//! A change: what it is, where it stands, whom it reaches and what it breaks.

use std::fmt;

use super::review::Acceptance;
use super::rule::Rule;
use super::surface::ItemChange;
use crate::location::Location;

/// How far the version of the crate must move, as Cargo reads semantic versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Level {
    /// Not at all: the generated files are the same.
    #[default]
    None,
    /// The public surface is the same, the text is not.
    Patch,
    /// What compiled still compiles; there is more of it, or something is deprecated.
    Minor,
    /// Something that compiled may no longer compile.
    Major,
}

impl Level {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What happens between a client made from one document and a server that follows the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wire {
    /// Everything that was sent and understood still is.
    Compatible,
    /// It depends on what the document does not say.
    Unknown,
    /// Something that was sent is refused, or something that comes is not understood.
    Breaking,
}

impl Wire {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Unknown => "unknown",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The directions in which what changed travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Direction {
    /// From the client to the server.
    pub request: bool,
    /// From the server to the client.
    pub response: bool,
}

impl Direction {
    /// To the server alone.
    pub const REQUEST: Self = Self {
        request: true,
        response: false,
    };
    /// To the client alone.
    pub const RESPONSE: Self = Self {
        request: false,
        response: true,
    };

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match (self.request, self.response) {
            (true, true) => "both",
            (true, false) => "request",
            (false, true) => "response",
            (false, false) => "neither",
        }
    }

    /// Both of what two of them name.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
        }
    }
}

/// What a change does to the set of values that are valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Effect {
    /// Something that was valid no longer is: what old clients send may be refused.
    pub(super) narrows: bool,
    /// Something that was not valid is now: what new servers send may not be understood.
    pub(super) widens: bool,
}

impl Effect {
    pub(super) const NONE: Self = Self {
        narrows: false,
        widens: false,
    };
    pub(super) const NARROWS: Self = Self {
        narrows: true,
        widens: false,
    };
    pub(super) const WIDENS: Self = Self {
        narrows: false,
        widens: true,
    };
    pub(super) const BOTH: Self = Self {
        narrows: true,
        widens: true,
    };

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            narrows: self.narrows || other.narrows,
            widens: self.widens || other.widens,
        }
    }

    /// What it does to those who send and to those who receive.
    pub(super) fn wire(self, direction: Direction) -> Wire {
        if direction.request && self.narrows || direction.response && self.widens {
            Wire::Breaking
        } else {
            Wire::Compatible
        }
    }
}

/// A break that no compiler tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Silent {
    /// Everything compiles, and what is sent or understood is another thing than before.
    Wire,
    /// Code that matched a value in `Unknown` compiles and no longer meets it there.
    LeavesUnknown,
}

impl Silent {
    /// A sentence about it.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Wire => "Silent: callers compile as before, and what travels is not what it was.",
            Self::LeavesUnknown => {
                "Silent: code that matched the value in `Unknown` compiles, and no longer meets it there."
            }
        }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::LeavesUnknown => "leaves-unknown",
        }
    }
}

/// Where something stands in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub at: Location,
    /// The file as it is shown.
    pub file: String,
    /// The line, counted from 1, where the node could be found.
    pub line: Option<usize>,
    /// The text there: some lines of it.
    pub fragment: String,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        match self.line {
            Some(line) => write!(formatter, ":{line}"),
            None => Ok(()),
        }
    }
}

/// One change between two documents.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that recognised it.
    pub rule: &'static Rule,
    /// What it is about: `FineTuningJob.seed`, `retrieveFineTuningJob`.
    pub subject: String,
    /// What happened to it, a sentence without a full stop.
    pub message: String,
    /// Where the old document says what changed.
    pub old: Option<Place>,
    /// Where the new document does.
    pub new: Option<Place>,
    /// Which way what changed travels.
    pub direction: Direction,
    /// What it does to those who talk to each other.
    pub wire: Wire,
    /// What it does to those who compile against the crate: the highest of its items.
    pub rust: Level,
    /// Whether it breaks something that no compiler tells.
    pub silent: Option<Silent>,
    /// The items of the crate's public surface that it explains.
    pub items: Vec<ItemChange>,
    /// The ids of the operations that it reaches.
    pub operations: Vec<String>,
    /// The types that it reaches, by Rust name.
    pub types: Vec<String>,
    /// An addition to the new crate or document that would soften the break.
    pub softening: Option<String>,
    /// Why it counts for less, where the settings say so.
    pub accepted: Option<Acceptance>,
}

impl Change {
    /// What it counts for: its level, or the one that it is accepted as.
    #[must_use]
    pub fn counted(&self) -> Level {
        let accepted = self.accepted.as_ref();
        accepted.map_or(self.rust, |accepted| accepted.level.min(self.rust))
    }

    /// Why it matters.
    #[must_use]
    pub fn reason(&self) -> String {
        self.rule.reason(self.direction)
    }

    /// Whether it is about what people read alone.
    #[must_use]
    pub fn is_docs(&self) -> bool {
        self.rule.is_docs()
    }
}
