//! Known differences between verdicts and observations, each with its reason.
//!
//! ```toml
//! [[exception]]
//! pair = "diff/property-renamed"
//! ours = "major"
//! observed = "minor"
//! why = "what callers write for the old name is sent under the new one"
//! ```

use super::finding::Observed;
use super::package::Pair;
use apicrate::Failure;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// An explained difference.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    pair: String,
    ours: String,
    observed: String,
    why: String,
}

/// The comparison of verdicts with observations.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// The explanation of each pair that differs and has one.
    pub(super) excuses: Vec<Option<String>>,
    /// The number of verdicts that equal the observation.
    pub(super) equal: usize,
    /// The number of differences without an explanation.
    pub(super) unexplained: usize,
    /// A line for each explanation that is not needed.
    pub(super) unneeded: Vec<String>,
}

impl Judged {
    /// Returns `true` if every difference is explained.
    pub(super) fn is_well(&self) -> bool {
        self.unexplained == 0 && self.unneeded.is_empty()
    }
}

/// Reads a file of exceptions.
///
/// # Errors
///
/// Returns an error if it cannot be read, is not TOML of the right form, or an exception has no reason.
pub(super) fn load(path: &Path) -> Result<Vec<Exception>, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("cannot read {shown}: {error}")))?;
    parse(&text).map_err(|error| Failure::new(format_args!("{shown}: {error}")))
}

fn parse(text: &str) -> Result<Vec<Exception>, String> {
    let file: File =
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    for exception in &file.exception {
        if exception.why.trim().is_empty() {
            return Err(format!(
                "`why` is empty in the exception for {}",
                exception.pair
            ));
        }
    }
    Ok(file.exception)
}

/// Compares verdicts with observations. `all` are the names of all pairs, including those that are not part of the run.
pub(super) fn judge(
    exceptions: &[Exception],
    pairs: &[Pair],
    observed: &[Observed],
    all: &[&str],
) -> Judged {
    let mut judged = Judged::default();
    for (pair, observed) in pairs.iter().zip(observed) {
        let level = observed.level();
        if level == pair.ours {
            judged.equal += 1;
            judged.excuses.push(None);
            continue;
        }
        let fits = |one: &&Exception| {
            one.pair == pair.name
                && one.ours == pair.ours.as_str()
                && one.observed == level.as_str()
        };
        let excuse = exceptions.iter().find(fits).map(|one| one.why.clone());
        judged.unexplained += usize::from(excuse.is_none());
        judged.excuses.push(excuse);
    }
    for one in exceptions {
        let place = pairs.iter().position(|pair| pair.name == one.pair);
        let reason = match place {
            None if all.contains(&one.pair.as_str()) => continue,
            None => "there is no such pair",
            Some(place) if judged.excuses.get(place).is_some_and(Option::is_some) => continue,
            Some(_) => "its verdict does not differ in this way",
        };
        let line = format!("the exception for {} is not needed: {reason}", one.pair);
        judged.unneeded.push(line);
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff_verify::churn::Churn;
    use crate::diff_verify::finding::Finding;
    use crate::diff_verify::package::Package;
    use apicrate_codegen::diff::SemverLevel;
    use std::sync::Arc;

    fn pair(ours: SemverLevel) -> Pair {
        let package = Arc::new(Package {
            key: String::new(),
            files: [].into(),
        });
        Pair {
            name: "a".to_owned(),
            ours,
            old: Arc::clone(&package),
            new: package,
            churn: Churn::default(),
        }
    }

    fn observed(level: SemverLevel) -> Observed {
        let finding = |level| Finding {
            level,
            what: Vec::new(),
        };
        Observed {
            text: finding(SemverLevel::None),
            listing: finding(level),
            consumer: finding(SemverLevel::None),
            semver_checks: None,
        }
    }

    fn judged(exceptions: &str, ours: SemverLevel, seen: SemverLevel) -> Judged {
        let exceptions = parse(exceptions).expect("they can be read");
        judge(&exceptions, &[pair(ours)], &[observed(seen)], &["a"])
    }

    const MAJOR_FOR_MINOR: &str =
        "[[exception]]\npair = \"a\"\nours = \"major\"\nobserved = \"minor\"\nwhy = \"b\"\n";

    #[test]
    fn a_difference_needs_an_explanation_of_its_own_kind() {
        assert!(!judged("", SemverLevel::Major, SemverLevel::Minor).is_well());
        assert!(judged(MAJOR_FOR_MINOR, SemverLevel::Major, SemverLevel::Minor).is_well());
        assert!(!judged(MAJOR_FOR_MINOR, SemverLevel::Minor, SemverLevel::Major).is_well());
    }

    #[test]
    fn an_explanation_that_is_not_needed_is_told() {
        let judged = judged(MAJOR_FOR_MINOR, SemverLevel::Minor, SemverLevel::Minor);
        assert_eq!((judged.equal, judged.unneeded.len()), (1, 1));
        let other = MAJOR_FOR_MINOR.replace("\"a\"", "\"c\"");
        let exceptions = parse(&other).expect("they can be read");
        assert_eq!(judge(&exceptions, &[], &[], &["a"]).unneeded.len(), 1);
        assert!(judge(&exceptions, &[], &[], &["c"]).unneeded.is_empty());
    }

    #[test]
    fn an_explanation_says_something() {
        let empty = MAJOR_FOR_MINOR.replace("\"b\"", "\" \"");
        assert!(parse(&empty).is_err_and(|error| error.contains("`why` is empty")));
    }
}
