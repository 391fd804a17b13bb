//! The log of GitHub Actions, whose runner executes commands in the output of a step
//! (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>).

use std::borrow::Cow;
use std::fmt::Write as _;

use super::terminal::line;

/// Escapes the message of a workflow command. Line breaks remain, encoded.
pub(crate) fn workflow_message(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(line).collect();
    percent_encoded(&lines.join("\n"), &['%', '\r', '\n'])
}

/// Escapes the value of a property of a workflow command.
pub(crate) fn workflow_property(text: &str) -> String {
    percent_encoded(&line(text), &['%', '\r', '\n', ':', ','])
}

fn percent_encoded(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "%{:02X}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Escapes text in the log so that no line of it is a command: `::command::` after white space, or `##[command]` anywhere.
#[must_use]
pub fn workflow_log(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##[") {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        let (white_space, rest) = line.split_at(start);
        escaped.push_str(white_space);
        if rest.starts_with("::") {
            escaped.push('\\');
        }
        escaped.push_str(&rest.replace("##[", "#\\#["));
    }
    escaped.into()
}
