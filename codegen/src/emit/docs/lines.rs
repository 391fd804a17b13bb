//! Lines of Markdown.

/// Prefixes the first line with `first` and all others with `others`, and removes trailing spaces.
pub(super) fn prefixed(lines: Vec<String>, first: &str, others: &str) -> Vec<String> {
    if lines.is_empty() {
        return vec![first.trim_end().to_owned()];
    }
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let prefix = if index == 0 { first } else { others };
        format!("{prefix}{line}").trim_end().to_owned()
    });
    lines.collect()
}

/// Returns a text as a fenced code block.
pub(super) fn fenced(language: &str, text: &str) -> Vec<String> {
    let runs = text.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.lines().map(|line| line.trim_end().to_owned()));
    lines.push(fence);
    lines
}
