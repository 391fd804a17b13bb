//! The verdicts on a change: its semver level, its effect on the wire and its direction.

use std::fmt;

/// The version bump that a change requires, by Cargo's rules for semantic versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum SemverLevel {
    /// None: the generated files are the same.
    #[default]
    None,
    /// The generated files differ, but the public API is the same.
    Patch,
    /// Items were added or deprecated; existing code still compiles.
    Minor,
    /// Existing code may no longer compile.
    Major,
}

impl SemverLevel {
    /// Returns the name of the variant in lower case.
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

/// The compatibility of clients generated from one document with servers that implement the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WireCompatibility {
    /// Requests are still accepted, and responses are still decoded.
    Compatible,
    /// The compatibility depends on something that the documents do not specify.
    Unknown,
    /// Some requests are rejected, or some responses fail to decode.
    Breaking,
}

impl WireCompatibility {
    /// Returns the name of the variant in lower case.
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

/// The directions in which a changed value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Direction {
    /// From the client to the server.
    pub request: bool,
    /// From the server to the client.
    pub response: bool,
}

impl Direction {
    /// Only to the server.
    pub const REQUEST: Self = Self {
        request: true,
        response: false,
    };
    /// Only to the client.
    pub const RESPONSE: Self = Self {
        request: false,
        response: true,
    };

    /// Returns `both`, `request`, `response` or `neither`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match (self.request, self.response) {
            (true, true) => "both",
            (true, false) => "request",
            (false, true) => "response",
            (false, false) => "neither",
        }
    }

    /// Returns the directions of either.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
        }
    }
}

/// The effect of a change on the set of valid values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Effect {
    /// Some valid values became invalid: requests of old clients may be rejected.
    pub(super) narrows: bool,
    /// Some invalid values became valid: old clients may fail to decode responses of new servers.
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

    /// Returns the effect on the wire for values sent in a direction.
    pub(super) fn wire(self, direction: Direction) -> WireCompatibility {
        if direction.request && self.narrows || direction.response && self.widens {
            WireCompatibility::Breaking
        } else {
            WireCompatibility::Compatible
        }
    }
}

/// A break that the compiler does not report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SilentChange {
    /// Existing code compiles, but requests or responses are incompatible.
    Wire,
    /// Code that matches a value in `UnknownValue` compiles, but the value now has a variant of its own.
    LeavesUnknown,
}

impl SilentChange {
    /// Returns a sentence that describes the break.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Wire => {
                "Silent: existing code compiles, but requests or responses are incompatible."
            }
            Self::LeavesUnknown => {
                "Silent: code that matches the value in `UnknownValue` compiles, but the value now has a variant of its own."
            }
        }
    }

    /// Returns the name of the variant in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::LeavesUnknown => "leaves-unknown",
        }
    }
}
