//! Typed values of a TOML table, and their problems.

use super::config_enum::ConfigEnum;
use super::dependency::inline;
use super::error::Problem;
use crate::diagnostic::Span;
use crate::location::FileId;
use crate::value::{Members, Value, ValueNumber};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The minimum similarity of a suggested key: 0 is different, 1 is equal.
const MIN_SIMILARITY: f64 = 0.7;

/// The problems of a text so far.
pub(super) struct Problems<'a> {
    text: &'a str,
    problems: RefCell<Vec<(usize, Problem)>>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            problems: RefCell::default(),
        }
    }

    pub(super) fn push(&self, span: &Range<usize>, message: String, hint: Option<String>) {
        let problem = Problem {
            message,
            span: Some(Span::of(self.text, span)),
            hint,
        };
        self.problems.borrow_mut().push((span.start, problem));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// Returns the problems in the order of the text.
    pub(super) fn into_sorted(self) -> Vec<Problem> {
        let mut found = self.problems.into_inner();
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, problem)| problem).collect()
    }
}

/// A value with its position.
#[derive(Clone)]
pub(super) struct Spanned<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// A table with a fixed set of keys.
pub(super) struct Table<'a> {
    /// The name of the table in messages: `[client.env]`.
    name: &'static str,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    problems: &'a Problems<'a>,
}

impl<'a> Table<'a> {
    /// Reports every key that is not in `known`.
    pub(super) fn new(
        name: &'static str,
        table: &'a DeTable<'a>,
        span: Range<usize>,
        known: &[&str],
        problems: &'a Problems<'a>,
    ) -> Self {
        #[cfg(test)]
        KNOWN.with_borrow_mut(|tables| {
            tables.insert(name, known.iter().map(|key| (*key).to_owned()).collect());
        });
        for key in table.keys() {
            let written: &str = key.get_ref();
            if known.contains(&written) {
                continue;
            }
            let hint = match closest(written, known) {
                Some(near) => format!("use `{near}`"),
                None => format!("known keys are {}", list(known)),
            };
            let message = format!("unknown key `{written}` in {name}");
            problems.push(&key.span(), message, Some(hint));
        }
        Self {
            name,
            table,
            span,
            problems,
        }
    }

    /// Returns the table at `key`, if any.
    pub(super) fn table(&self, key: &str, name: &'static str, known: &[&str]) -> Option<Table<'a>> {
        let (table, span) = self.open_table(key)?;
        Some(Table::new(name, table, span, known, self.problems))
    }

    /// Returns the tables of the array at `key`.
    pub(super) fn tables(&self, key: &str, name: &'static str, known: &[&str]) -> Vec<Table<'a>> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of tables");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match item.get_ref().as_table() {
                Some(table) => Some(Table::new(name, table, item.span(), known, self.problems)),
                None => {
                    self.wrong_type(key, item, "a table");
                    None
                }
            })
            .collect()
    }

    /// Returns the string at `key`, which is required.
    pub(super) fn required_string(&self, key: &str) -> Option<Spanned<String>> {
        if !self.table.contains_key(key) {
            let message = format!("{} has no `{key}`", self.name);
            self.problems.push(&self.span, message, None);
        }
        self.string(key)
    }

    /// Returns the value at `key` as JSON, which is required.
    pub(super) fn required_json(&self, key: &str) -> Option<Value> {
        let Some(value) = self.table.get(key) else {
            let message = format!("{} has no `{key}`", self.name);
            self.problems.push(&self.span, message, None);
            return None;
        };
        let json = json(value.get_ref());
        if json.is_none() {
            self.wrong_type(key, value, "a JSON value");
        }
        json
    }

    /// Returns `true` if `key` exists.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Returns the text of the whole file.
    pub(super) fn whole_text(&self) -> &'a str {
        self.problems.text
    }

    /// Reports a problem of the table.
    pub(super) fn report(&self, message: String, hint: &str) {
        self.problems
            .push(&self.span, message, Some(hint.to_owned()));
    }

    /// Returns the string at `key`, if any.
    pub(super) fn string(&self, key: &str) -> Option<Spanned<String>> {
        let value = self.table.get(key)?;
        self.read_string(key, value)
    }

    /// Returns the string at `key`, if any, which may be empty.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, "a string");
        }
        text.map(str::to_owned)
    }

    /// Returns the non-negative number at `key`, if any.
    pub(super) fn integer(&self, key: &str) -> Option<u64> {
        let value = self.table.get(key)?;
        let number = value.get_ref().as_integer();
        let number =
            number.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a non-negative number");
        }
        number
    }

    /// Returns the boolean at `key`, if any.
    pub(super) fn bool(&self, key: &str) -> Option<bool> {
        let value = self.table.get(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong_type(key, value, "`true` or `false`");
        }
        read
    }

    /// Returns the strings of the array at `key`.
    pub(super) fn strings(&self, key: &str) -> Vec<Spanned<String>> {
        match self.table.get(key) {
            Some(value) => self.read_strings(key, value),
            None => Vec::new(),
        }
    }

    /// Returns the members of the table at `key`, whose values are strings, with the positions of their keys.
    pub(super) fn string_members(&self, key: &str) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some((table, _)) = self.open_table(key) else {
            return Vec::new();
        };
        let members = table.iter().filter_map(|(name, value)| {
            let read = self.read_string(name.get_ref(), value)?;
            let name = Spanned {
                value: name.get_ref().to_string(),
                span: name.span(),
            };
            Some((name, read))
        });
        members.collect()
    }

    /// Returns the arrays of strings in the table at `key`.
    pub(super) fn strings_map(&self, key: &str) -> BTreeMap<String, Spanned<Vec<Spanned<String>>>> {
        let Some((table, _)) = self.open_table(key) else {
            return BTreeMap::new();
        };
        let lists = table.iter().map(|(name, value)| {
            let list = Spanned {
                value: self.read_strings(name.get_ref(), value),
                span: name.span(),
            };
            (name.get_ref().to_string(), list)
        });
        lists.collect()
    }

    /// Returns the items of the array at `key`: strings as arrays of one string, and arrays of strings.
    pub(super) fn alternatives(&self, key: &str) -> Vec<Vec<Spanned<String>>> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array");
            return Vec::new();
        };
        let items = items.iter().map(|item| match item.get_ref() {
            DeValue::Array(_) => self.read_strings(key, item),
            _ => self.read_string(key, item).into_iter().collect(),
        });
        items.collect()
    }

    /// Returns `true` if the value at `key` is a table.
    pub(super) fn is_table(&self, key: &str) -> bool {
        let value = self.table.get(key);
        value.is_some_and(|value| value.get_ref().as_table().is_some())
    }

    /// Returns `true` if the value at `key` is an array.
    pub(super) fn is_array(&self, key: &str) -> bool {
        let value = self.table.get(key);
        value.is_some_and(|value| value.get_ref().as_array().is_some())
    }

    /// Returns the values of the table at `key`, each on one line.
    pub(super) fn inline_map(&self, key: &str) -> BTreeMap<String, Spanned<String>> {
        let Some((table, _)) = self.open_table(key) else {
            return BTreeMap::new();
        };
        let mut map = BTreeMap::new();
        for (name, value) in table {
            let is_requirement = matches!(value.get_ref(), DeValue::String(_) | DeValue::Table(_));
            match inline(value.get_ref()).filter(|_| is_requirement) {
                Some(text) => {
                    let span = name.span();
                    map.insert(name.get_ref().to_string(), Spanned { value: text, span });
                }
                None => self.wrong_type(name.get_ref(), value, "a version or a table"),
            }
        }
        map
    }

    /// Returns the enum value at `key`, or the default.
    pub(super) fn choice<T: ConfigEnum + Copy + Default>(&self, key: &str) -> T {
        let Some(word) = self.string(key) else {
            return T::default();
        };
        if let Some((_, choice)) = T::ALL.iter().find(|(known, _)| *known == word.value) {
            return *choice;
        }
        let known: Vec<_> = T::ALL.iter().map(|(known, _)| *known).collect();
        let message = format!("unknown value `{}` of `{key}` in {}", word.value, self.name);
        self.reject(&word, message, &format!("use one of {}", list(&known)));
        T::default()
    }

    /// Returns the position of a range of the text, for diagnostics about a document.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let file = FileId::CONFIGURATION;
        Span {
            file,
            ..Span::of(self.problems.text, range)
        }
    }

    /// Reports a problem of a value.
    pub(super) fn reject(&self, value: &Spanned<String>, message: String, hint: &str) {
        self.problems
            .push(&value.span, message, Some(hint.to_owned()));
    }

    fn open_table(&self, key: &str) -> Option<(&'a DeTable<'a>, Range<usize>)> {
        let value = self.table.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, value, "a table");
        }
        Some((table?, value.span()))
    }

    fn read_string(
        &self,
        key: &str,
        value: &toml::Spanned<DeValue<'_>>,
    ) -> Option<Spanned<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        let spanned = Spanned {
            value: text.to_owned(),
            span: value.span(),
        };
        if text.is_empty() {
            let message = format!("`{key}` in {} is empty", self.name);
            self.reject(&spanned, message, "set a value, or remove the key");
            return None;
        }
        Some(spanned)
    }

    fn read_strings(&self, key: &str, value: &toml::Spanned<DeValue<'_>>) -> Vec<Spanned<String>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of strings");
            return Vec::new();
        };
        let items = items.iter().filter_map(|item| self.read_string(key, item));
        items.collect()
    }

    fn wrong_type(&self, key: &str, value: &toml::Spanned<DeValue<'_>>, expected: &str) {
        let message = format!(
            "`{key}` in {} must be {expected}, but is {}",
            self.name,
            describe(value.get_ref())
        );
        self.problems.push(&value.span(), message, None);
    }
}

/// Returns a value as JSON; `None` if it contains a number that JSON cannot represent.
fn json(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .ok()?
            .into(),
        DeValue::Float(number) => {
            Value::Number(ValueNumber::from_f64(number.as_str().parse().ok()?)?)
        }
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| json(item.get_ref()));
            items.collect::<Option<Vec<_>>>()?.into()
        }
        DeValue::Table(members) => {
            let members = members
                .iter()
                .map(|(key, value)| Some((key.get_ref().to_string(), json(value.get_ref())?)));
            let members: Option<Members> = members.collect();
            members?.into()
        }
    })
}

fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// Returns the most similar known key, if any is similar.
fn closest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |key: &str| key.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|key| (strsim::jaro_winkler(&plain(written), &plain(key)), *key))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, key)| key)
}

fn list(keys: &[&str]) -> String {
    let quoted: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
thread_local! {
    static KNOWN: RefCell<BTreeMap<&'static str, Vec<String>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Returns the tables that are read while a function runs, with their known keys.
#[cfg(test)]
pub(super) fn known_tables(run: impl FnOnce()) -> BTreeMap<&'static str, Vec<String>> {
    KNOWN.take();
    run();
    KNOWN.take()
}
