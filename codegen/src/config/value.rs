//! Reads typed values out of a TOML table, and keeps account of what is wrong.

use super::dependency::inline;
use super::error::Problem;
use super::word::Word;
use crate::diagnostic::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How different a key may be from a known one to be taken for a slip: 0 is different, 1 is equal.
const SIMILAR: f64 = 0.7;

/// What is wrong with a text so far.
pub(super) struct Problems<'a> {
    text: &'a str,
    found: RefCell<Vec<(usize, Problem)>>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            found: RefCell::default(),
        }
    }

    pub(super) fn push(&self, span: &Range<usize>, message: String, hint: Option<String>) {
        let problem = Problem {
            message,
            span: Some(Span::of(self.text, span)),
            hint,
        };
        self.found.borrow_mut().push((span.start, problem));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// The problems in the order of the text.
    pub(super) fn into_sorted(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, problem)| problem).collect()
    }
}

/// A value with its place in the text.
#[derive(Clone)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// A table of which only certain keys are known.
pub(super) struct Table<'a> {
    /// How the table is called in messages: `[client.env]`.
    name: &'static str,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    problems: &'a Problems<'a>,
}

impl<'a> Table<'a> {
    /// Reports every key of `table` that is none of `known`.
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
                Some(near) => format!("did you mean `{near}`?"),
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

    /// The table below `key`; `None` where there is none.
    pub(super) fn table(&self, key: &str, name: &'static str, known: &[&str]) -> Option<Table<'a>> {
        let (table, span) = self.open_table(key)?;
        Some(Table::new(name, table, span, known, self.problems))
    }

    /// The tables of the array below `key`.
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

    /// The string below `key`, which must be there.
    pub(super) fn required_string(&self, key: &str) -> Option<Located<String>> {
        if !self.table.contains_key(key) {
            let message = format!("{} has no `{key}`", self.name);
            self.problems.push(&self.span, message, None);
        }
        self.string(key)
    }

    /// The value below `key` as JSON, which must be there.
    pub(super) fn required_json(&self, key: &str) -> Option<serde_json::Value> {
        let Some(value) = self.table.get(key) else {
            let message = format!("{} has no `{key}`", self.name);
            self.problems.push(&self.span, message, None);
            return None;
        };
        let json = json(value.get_ref());
        if json.is_none() {
            self.wrong_type(key, value, "what JSON can say");
        }
        json
    }

    /// Whether there is something below `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The text of the whole file.
    pub(super) fn whole_text(&self) -> &'a str {
        self.problems.text
    }

    /// Reports that something is wrong with the table.
    pub(super) fn complain(&self, message: String, hint: &str) {
        self.problems
            .push(&self.span, message, Some(hint.to_owned()));
    }

    /// The string below `key`; `None` where there is none.
    pub(super) fn string(&self, key: &str) -> Option<Located<String>> {
        let value = self.table.get(key)?;
        self.read_string(key, value)
    }

    /// The string below `key`, which may be empty; `None` where there is none.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, "a string");
        }
        text.map(str::to_owned)
    }

    /// The number below `key`, none below 0; `None` where there is none.
    pub(super) fn integer(&self, key: &str) -> Option<u64> {
        let value = self.table.get(key)?;
        let number = value.get_ref().as_integer();
        let number =
            number.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a number that is not below 0");
        }
        number
    }

    /// The boolean below `key`; `None` where there is none.
    pub(super) fn bool(&self, key: &str) -> Option<bool> {
        let value = self.table.get(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong_type(key, value, "`true` or `false`");
        }
        read
    }

    /// The strings of the array below `key`; none where there is none.
    pub(super) fn strings(&self, key: &str) -> Vec<Located<String>> {
        match self.table.get(key) {
            Some(value) => self.read_strings(key, value),
            None => Vec::new(),
        }
    }

    /// The members of the table below `key`, whatever their keys, with strings as values; none where there is none.
    pub(super) fn string_map(&self, key: &str) -> BTreeMap<String, Located<String>> {
        let members = self.string_members(key).into_iter();
        members.map(|(name, value)| (name.value, value)).collect()
    }

    /// The same, with the places of the keys.
    pub(super) fn string_members(&self, key: &str) -> Vec<(Located<String>, Located<String>)> {
        let Some((table, _)) = self.open_table(key) else {
            return Vec::new();
        };
        let members = table.iter().filter_map(|(name, value)| {
            let read = self.read_string(name.get_ref(), value)?;
            let name = Located {
                value: name.get_ref().to_string(),
                span: name.span(),
            };
            Some((name, read))
        });
        members.collect()
    }

    /// The strings of the array below each key of the table below `key`.
    pub(super) fn strings_map(&self, key: &str) -> BTreeMap<String, Located<Vec<Located<String>>>> {
        let Some((table, _)) = self.open_table(key) else {
            return BTreeMap::new();
        };
        let lists = table.iter().map(|(name, value)| {
            let list = Located {
                value: self.read_strings(name.get_ref(), value),
                span: name.span(),
            };
            (name.get_ref().to_string(), list)
        });
        lists.collect()
    }

    /// Whether the value below `key` is a table.
    pub(super) fn is_table(&self, key: &str) -> bool {
        let value = self.table.get(key);
        value.is_some_and(|value| value.get_ref().as_table().is_some())
    }

    /// Whether the value below `key` is an array.
    pub(super) fn is_array(&self, key: &str) -> bool {
        let value = self.table.get(key);
        value.is_some_and(|value| value.get_ref().as_array().is_some())
    }

    /// The values of the table below `key`, each on one line.
    pub(super) fn inline_map(&self, key: &str) -> BTreeMap<String, Located<String>> {
        let Some((table, _)) = self.open_table(key) else {
            return BTreeMap::new();
        };
        let mut map = BTreeMap::new();
        for (name, value) in table {
            let is_requirement = matches!(value.get_ref(), DeValue::String(_) | DeValue::Table(_));
            match inline(value.get_ref()).filter(|_| is_requirement) {
                Some(text) => {
                    let span = name.span();
                    map.insert(name.get_ref().to_string(), Located { value: text, span });
                }
                None => self.wrong_type(name.get_ref(), value, "a version or a table"),
            }
        }
        map
    }

    /// The choice that the word below `key` stands for; the default where there is none.
    pub(super) fn word<T: Word + Copy + Default>(&self, key: &str) -> T {
        let Some(word) = self.string(key) else {
            return T::default();
        };
        if let Some((_, choice)) = T::ALL.iter().find(|(known, _)| *known == word.value) {
            return *choice;
        }
        let known: Vec<_> = T::ALL.iter().map(|(known, _)| *known).collect();
        let message = format!("`{}` is no choice for `{key}` in {}", word.value, self.name);
        self.reject(&word, message, &format!("the choices are {}", list(&known)));
        T::default()
    }

    /// The place of a value as `line:column`.
    pub(super) fn position<T>(&self, value: &Located<T>) -> String {
        let Span { line, column, .. } = Span::of(self.problems.text, &value.span);
        format!("{line}:{column}")
    }

    /// Reports that a value is not what it should be.
    pub(super) fn reject(&self, value: &Located<String>, message: String, hint: &str) {
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

    fn read_string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Located<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        let located = Located {
            value: text.to_owned(),
            span: value.span(),
        };
        if text.is_empty() {
            let message = format!("`{key}` in {} is empty", self.name);
            self.reject(&located, message, "give it a value, or leave the key out");
            return None;
        }
        Some(located)
    }

    fn read_strings(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<Located<String>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of strings");
            return Vec::new();
        };
        let items = items.iter().filter_map(|item| self.read_string(key, item));
        items.collect()
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let message = format!(
            "`{key}` in {} must be {expected}, but is {}",
            self.name,
            describe(value.get_ref())
        );
        self.problems.push(&value.span(), message, None);
    }
}

/// A value as JSON; `None` where it holds a number that JSON has no way to write.
fn json(value: &DeValue<'_>) -> Option<serde_json::Value> {
    Some(match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .ok()?
            .into(),
        DeValue::Float(number) => {
            serde_json::Number::from_f64(number.as_str().parse().ok()?)?.into()
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
            let members: Option<serde_json::Map<_, _>> = members.collect();
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

/// The known key that is most like `written`, where one is like it at all.
fn closest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |key: &str| key.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|key| (strsim::jaro_winkler(&plain(written), &plain(key)), *key))
        .filter(|(similarity, _)| *similarity >= SIMILAR)
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

/// The tables that are read while something runs, each with the keys that it may have.
#[cfg(test)]
pub(super) fn known_tables(run: impl FnOnce()) -> BTreeMap<&'static str, Vec<String>> {
    KNOWN.take();
    run();
    KNOWN.take()
}
