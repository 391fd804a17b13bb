//! The review: both comparisons put together.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::{Attributed, attribute};
use super::change::{Change, Direction, Level, Place, Silent, Wire};
use super::compare::{self, Found};
use super::reach::Reach;
use super::rule;
use super::rule::Rule;
use super::surface::{self, Aliases, Emit, ItemChange};
use crate::diagnostic::Locate;
use crate::ir::{Api, TypeKind};
use crate::location::Location;
use crate::room::with_room;

/// A document with what was made of it.
pub struct Side<'a> {
    /// The resolved model.
    pub api: &'a Api,
    /// The source files of the crate, each emitted where it is compared, by path. What every crate carries is not among them.
    pub files: BTreeMap<String, Emit<'a>>,
    /// The text of the manifest that a new crate gets.
    pub manifest: String,
    /// The texts of the document.
    pub sources: &'a (dyn Locate + Sync),
}

/// What two documents are compared by.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Whether only what a document declares counts as valid: a new property, a new value of an open enum or union, and a
    /// wider limit break those who receive them, and a property that is gone breaks those who send it. What happens to requests
    /// from one document to another is then what happens to responses from the other to the one.
    pub strict: bool,
    /// The changes that count for less than they are.
    pub accepted: Vec<Acceptance>,
}

/// Changes that count for less than they are, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the rule.
    pub rule: String,
    /// The subject of the change, where only one is meant: `FineTuningJob.seed`.
    pub subject: Option<String>,
    /// What it counts for.
    pub level: Level,
    /// Why.
    pub reason: String,
}

/// What changed from one document to another, the worst first.
#[derive(Debug, Clone)]
pub struct Review {
    /// The changes.
    pub changes: Vec<Change>,
    /// What the crate asks of its version, were nothing accepted.
    pub surface: Level,
    /// The files of the crate whose text differs.
    pub files: BTreeSet<String>,
}

/// Why two documents could not be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffError {
    /// They are of different APIs.
    Unrelated,
    /// A file of a crate is no Rust: a fault of the generator.
    Unreadable(String),
}

impl std::fmt::Display for DiffError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unrelated => formatter.write_str(
                "the documents are of different APIs: they have no operation, no type and no title in common",
            ),
            Self::Unreadable(path) => write!(formatter, "cannot read {path} as Rust"),
        }
    }
}

impl std::error::Error for DiffError {}

impl Review {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What the crate asks of its version, what is accepted counting for what it is accepted as.
    #[must_use]
    pub fn rust(&self) -> Level {
        let levels = self.changes.iter().map(Change::counted);
        levels.max().unwrap_or_default()
    }

    /// What happens to those who talk to each other.
    #[must_use]
    pub fn wire(&self) -> Wire {
        let verdicts = self
            .changes
            .iter()
            .filter(|change| change.accepted.is_none())
            .map(|change| change.wire);
        verdicts.max().unwrap_or(Wire::Compatible)
    }

    /// The same review with only those changes that reach an operation for which `is_wanted` holds.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(&str) -> bool) -> Self {
        self.changes
            .retain(|change| change.operations.iter().any(|id| is_wanted(id)));
        self
    }

    /// Calls the files of both documents otherwise: as a person knows them.
    pub fn name_files(&mut self, old: impl Fn(&str) -> String, new: impl Fn(&str) -> String) {
        for change in &mut self.changes {
            if let Some(place) = &mut change.old {
                place.file = old(&place.file);
            }
            if let Some(place) = &mut change.new {
                place.file = new(&place.file);
            }
        }
    }

    /// The same review without changes of documentation.
    #[must_use]
    pub fn without_docs(mut self) -> Self {
        self.changes.retain(|change| !change.is_docs());
        self
    }
}

/// Compares two documents.
///
/// # Errors
///
/// [`DiffError`] where they have nothing in common, or a file is no Rust.
pub fn diff(old: &Side<'_>, new: &Side<'_>, settings: &Settings) -> Result<Review, DiffError> {
    with_room(|| compared(old, new, settings))
}

fn compared(old: &Side<'_>, new: &Side<'_>, settings: &Settings) -> Result<Review, DiffError> {
    let aliases = (aliases(old.api), aliases(new.api));
    let (found, surfaces) = rayon::join(
        || compare::compare(old.api, new.api, settings.strict),
        || surface::compare(&old.files, &new.files, (&aliases.0, &aliases.1)),
    );
    let found = merge(found.map_err(|_| DiffError::Unrelated)?);
    let surfaces = surfaces.map_err(|error| DiffError::Unreadable(error.path))?;
    let (items, mut files) = (surfaces.items, surfaces.files);
    let is_order = surfaces.is_order && old.manifest == new.manifest;
    if old.manifest != new.manifest {
        files.insert("Cargo.toml".to_owned());
    }
    // Keys in another order say the same, and so do the files that follow them.
    if found.is_empty() && is_order {
        files.clear();
    }
    let level = items
        .iter()
        .map(|item| item.level)
        .max()
        .unwrap_or_default();
    let level = if files.is_empty() {
        level
    } else {
        level.max(Level::Patch)
    };
    let is_inline = |found: &Found| {
        found.holders.iter().all(|(before, after)| {
            let before = before.map(|id| old.api.type_def(id));
            let after = after.map(|id| new.api.type_def(id));
            let mut both = before.into_iter().chain(after);
            both.all(|one| one.component.is_none())
        })
    };
    let (attributed, left) = attribute(found, items, &is_inline);
    let reach = (Reach::new(old.api), Reach::new(new.api));
    let floor = if files.is_empty() {
        Level::None
    } else {
        Level::Patch
    };
    let mut changes: Vec<Change> = attributed
        .into_iter()
        .map(|one| change(one, (old, new), &reach, floor))
        .collect();
    changes.extend(left.into_iter().map(unexplained));
    if changes.is_empty() && !files.is_empty() {
        changes.push(text_alone(&files));
    }
    for change in &mut changes {
        accept(change, &settings.accepted);
    }
    changes.sort_by_cached_key(order);
    Ok(Review {
        changes,
        surface: level,
        files,
    })
}

fn order(change: &Change) -> impl Ord + use<> {
    (
        change.is_docs(),
        std::cmp::Reverse((change.counted(), change.wire, change.silent.is_some())),
        change.rule.group,
        change.rule.id,
        change.subject.clone(),
        change.message.clone(),
    )
}

fn aliases(api: &Api) -> Aliases {
    let named = api.types.iter();
    named
        .filter_map(|definition| match &definition.kind {
            TypeKind::Alias(target) => {
                let target = compare::show::without_aliases(api, target);
                Some((definition.name.clone(), target))
            }
            _ => None,
        })
        .collect()
}

/// What one change has in common: rule, message, and the places in both documents where they count.
type Key = (
    &'static str,
    String,
    Option<(Option<Location>, Option<Location>)>,
);

/// Puts together what is one change: a component that many operations refer to, a requirement that all of them have.
fn merge(found: Vec<Found>) -> Vec<Found> {
    let mut merged: Vec<Found> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for one in found {
        let is_nowhere = one.old.is_none() && one.new.is_none();
        if one.renamed.is_some() || is_nowhere {
            merged.push(one);
            continue;
        }
        let place = (!one.is_general).then(|| (one.old.clone(), one.new.clone()));
        let key = (one.rule.id, one.message.clone(), place);
        match known.get(&key) {
            Some(&index) => {
                let same = &mut merged[index];
                same.operations.extend(one.operations);
                same.explains.extend(one.explains);
                same.holders.extend(one.holders);
                same.direction = same.direction.or(one.direction);
                same.wire = same.wire.max(one.wire);
            }
            None => {
                known.insert(key, merged.len());
                merged.push(one);
            }
        }
    }
    merged
}

fn change(
    one: Attributed,
    (old, new): (&Side<'_>, &Side<'_>),
    reach: &(Reach<'_>, Reach<'_>),
    floor: Level,
) -> Change {
    let Attributed {
        found,
        items,
        parts,
    } = one;
    let mut operations = found.operations;
    let mut types = BTreeSet::new();
    for (before, after) in found.holders {
        let before = before.map(|id| reach.0.of(id));
        let after = after.map(|id| reach.1.of(id));
        for (by, held) in before.into_iter().chain(after) {
            operations.extend(by);
            types.extend(held);
        }
    }
    let level = items.iter().map(|item| item.level).max();
    let rust = level.unwrap_or_default().max(floor);
    let silent = match found.silent {
        _ if rust == Level::Major => None,
        None if found.wire == Wire::Breaking => Some(Silent::Wire),
        Some(Silent::Wire) if found.wire == Wire::Compatible => None,
        silent => silent,
    };
    let several = operations.len();
    let subject = if found.is_general && several > 1 {
        format!("{several} operations")
    } else {
        found.subject
    };
    let message = match parts {
        0 => found.message,
        1 => format!("{}, with a type made for it", found.message),
        parts => format!("{}, with {parts} types made for it", found.message),
    };
    Change {
        rule: found.rule,
        subject,
        message,
        old: found.old.map(|at| place(at, old.sources)),
        new: found.new.map(|at| place(at, new.sources)),
        direction: found.direction,
        wire: found.wire,
        rust,
        silent,
        softening: found.softening.filter(|_| rust == Level::Major),
        items,
        operations: operations.into_iter().collect(),
        types: types.into_iter().collect(),
        accepted: None,
    }
}

/// The lines that a fragment of a document has at most.
const FRAGMENT: usize = 14;

fn place(at: Location, sources: &dyn Locate) -> Place {
    let file = sources
        .source(at.file)
        .map_or("", |(path, _)| path)
        .to_owned();
    let span = sources.locate(&at);
    let fragment = span.and_then(|span| {
        let (_, text) = sources.source(at.file)?;
        Some(fragment(text, span.start))
    });
    Place {
        at,
        file,
        line: span.map(|span| span.line),
        fragment: fragment.unwrap_or_default(),
    }
}

/// The characters of a line of a fragment that are shown.
const SHOWN: usize = 160;

/// The bytes around a node in which its line must begin and end. A document may be one line of many megabytes.
const LONGEST_LINE: usize = 2000;

/// Where the line begins that a byte stands on; `None` where it is too long.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = at.saturating_sub(LONGEST_LINE);
    let is_break = |byte: &u8| *byte == b'\n';
    let before = bytes.get(from..at)?.iter().rposition(is_break);
    let start = match before {
        Some(index) => from + index + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let rest = bytes.get(start..)?;
    let ends = rest.len() <= LONGEST_LINE || rest.iter().take(LONGEST_LINE).any(is_break);
    ends.then_some(start)
}

/// The line of a document that a byte stands on, with what is indented below it; of a line that is too long to be read, what
/// follows the byte.
fn fragment(text: &str, at: usize) -> String {
    let Some(start) = line_start(text, at) else {
        let rest = text.get(at..).unwrap_or_default().chars();
        return rest
            .take_while(|character| *character != '\n')
            .take(SHOWN)
            .collect();
    };
    let mut lines = text[start..].lines();
    let Some(first) = lines.next() else {
        return String::new();
    };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(first);
    let mut kept = vec![first];
    for line in lines {
        let is_inside = line.trim().is_empty() || indent(line) > own;
        let closes = indent(line) == own && line.trim_start().starts_with(['}', ']']);
        if !is_inside && !closes {
            break;
        }
        if kept.len() == FRAGMENT {
            kept.push("...");
            break;
        }
        kept.push(line);
        if closes {
            break;
        }
    }
    while kept.last().is_some_and(|line| line.trim().is_empty()) {
        kept.pop();
    }
    let short = kept.iter().map(|line| {
        let line = line.get(own.min(indent(line))..).unwrap_or_default();
        line.chars().take(SHOWN).collect::<String>()
    });
    short.collect::<Vec<_>>().join("\n")
}

/// A difference of the surface that no rule explains is told by itself.
fn unexplained(item: ItemChange) -> Change {
    Change {
        subject: item.path.clone(),
        message: item.to_string(),
        rust: item.level,
        items: vec![item],
        ..plain(&rule::UNEXPLAINED_RUST_CHANGE)
    }
}

fn text_alone(files: &BTreeSet<String>) -> Change {
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    Change {
        subject: "the crate".to_owned(),
        message: match names.as_slice() {
            [name] => format!("the text of {name} differs"),
            [name, ..] => format!(
                "the text of {name} and {} more files differs",
                names.len() - 1
            ),
            [] => String::new(),
        },
        rust: Level::Patch,
        ..plain(&rule::UNEXPLAINED_TEXT_CHANGE)
    }
}

fn plain(rule: &'static Rule) -> Change {
    Change {
        rule,
        subject: String::new(),
        message: String::new(),
        old: None,
        new: None,
        direction: Direction::default(),
        wire: Wire::Compatible,
        rust: Level::None,
        silent: None,
        items: Vec::new(),
        operations: Vec::new(),
        types: Vec::new(),
        softening: None,
        accepted: None,
    }
}

fn accept(change: &mut Change, accepted: &[Acceptance]) {
    let applies = |one: &&Acceptance| {
        let subject = one.subject.as_ref();
        one.rule == change.rule.id && subject.is_none_or(|subject| *subject == change.subject)
    };
    // The most particular one counts.
    let by = accepted
        .iter()
        .filter(applies)
        .max_by_key(|one| one.subject.is_some());
    change.accepted = by.cloned();
}
