//! The verdicts on a change: its semver level, its effect on the wire, its direction.

use std::fmt;

/// How far the version of the crate must move, as Cargo reads semantic versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum SemverLevel {
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

impl SemverLevel {
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

impl fmt::Display for SemverLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What happens between a client made from one document and a server that follows the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WireCompatibility {
    /// Everything that was sent and understood still is.
    Compatible,
    /// It depends on what the document does not say.
    Unknown,
    /// Something that was sent is refused, or something that comes is not understood.
    Breaking,
}

impl WireCompatibility {
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

impl fmt::Display for WireCompatibility {
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
    pub(super) fn wire(self, direction: Direction) -> WireCompatibility {
        if direction.request && self.narrows || direction.response && self.widens {
            WireCompatibility::Breaking
        } else {
            WireCompatibility::Compatible
        }
    }
}

/// A break that no compiler tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SilentChange {
    /// Everything compiles, and what is sent or understood is another thing than before.
    Wire,
    /// Code that matched a value in `Unknown` compiles and no longer meets it there.
    LeavesUnknown,
}

impl SilentChange {
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
