//! The report as a self-contained HTML page, with both documents and both crates side by side.

use std::fmt::Write;

use super::summary::Report;
use crate::diff::change::Change;
use crate::diff::excerpt::SourceExcerpt;
use crate::escape::{html, html_text};

/// The maximum number of items of a change.
const MAX_ITEMS: usize = 40;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8885;--major:#c62828;--minor:#b26a00;--patch:#2e7d32;--none:#607d8b}\
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1rem}\
h1{font-size:1.3rem}h1,p{overflow-wrap:anywhere}h2{font-size:1.1rem;margin-top:2rem}code,pre{font-family:ui-monospace,monospace;font-size:.85rem}\
details{border:1px solid var(--line);border-left-width:.4rem;border-radius:.3rem;margin:.5rem 0;padding:.4rem .7rem}\
details.major{border-left-color:var(--major)}details.minor{border-left-color:var(--minor)}\
details.patch{border-left-color:var(--patch)}details.none{border-left-color:var(--none)}\
summary{cursor:pointer;overflow-wrap:anywhere}.tag{border:1px solid var(--line);border-radius:1rem;font-size:.75rem;\
padding:.05rem .5rem;white-space:nowrap}.breaking{color:var(--major);font-weight:bold}\
.sides{display:grid;gap:.7rem;grid-template-columns:1fr 1fr}.sides>div{min-width:0}\
pre{background:#8881;border-radius:.3rem;margin:.2rem 0;overflow-x:auto;padding:.5rem}\
.sides>div:first-child pre{border-left:.2rem solid var(--major)}.sides>div:last-child pre{border-left:.2rem solid var(--patch)}\
.where{font-size:.8rem;opacity:.75;overflow-wrap:anywhere}@media(max-width:45rem){.sides{grid-template-columns:1fr}}";

impl Report<'_> {
    /// Returns the report as an HTML page.
    #[must_use]
    pub fn html(&self) -> String {
        let (old, new) = (html(self.old), html(self.new));
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{old} → {new}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <h1><code>{old}</code> → <code>{new}</code></h1>\n<p>{}</p>\n",
            html(&self.summary())
        );
        if let Some(version) = self.version {
            let _ = writeln!(out, "<p>{}</p>", html(version));
        }
        let mut heading = String::new();
        for change in &self.review.changes {
            let own = if change.is_docs() {
                "documentation only".to_owned()
            } else {
                change.effective_level().to_string()
            };
            if heading != own {
                let _ = writeln!(out, "<h2>{own}</h2>");
                heading = own;
            }
            write_change(change, &mut out);
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn write_change(change: &Change, out: &mut String) {
    let _ = write!(
        out,
        "<details class=\"{level}\">\n<summary><code>{subject}</code> {message} \
         <span class=\"tag\">{rule}</span> <span class=\"tag {wire}\">wire {wire}</span>",
        level = change.effective_level(),
        subject = html(&change.subject),
        message = html_text(&change.message),
        rule = change.rule.id,
        wire = change.wire,
    );
    if change.silent.is_some() {
        out.push_str(" <span class=\"tag breaking\">silent</span>");
    }
    out.push_str("</summary>\n");
    let why = html_text(&change.reason());
    let _ = writeln!(out, "<p>{why} {}</p>", html_text(change.rule.advice));
    let more = [
        change.silent.map(|silent| silent.sentence().to_owned()),
        change.softening.clone(),
        change
            .accepted
            .as_ref()
            .map(|accepted| format!("Accepted as {}: {}", accepted.level, accepted.reason)),
        Some(format!("Affects {}.", change.operations.join(", ")))
            .filter(|_| !change.operations.is_empty()),
    ];
    for sentence in more.into_iter().flatten() {
        let _ = writeln!(out, "<p>{}</p>", html_text(&sentence));
    }
    if change.old.is_some() || change.new.is_some() {
        let _ = writeln!(
            out,
            "<div class=\"sides\">{}{}</div>",
            excerpt_html(change.old.as_ref()),
            excerpt_html(change.new.as_ref())
        );
    }
    for item in change.items.iter().take(MAX_ITEMS) {
        let cell = |text: &Option<String>| match text {
            Some(text) => format!("<div><pre>{}</pre></div>", html(text)),
            None => "<div><pre>—</pre></div>".to_owned(),
        };
        let _ = writeln!(
            out,
            "<p class=\"where\"><code>{}</code></p>\n<div class=\"sides\">{}{}</div>",
            html(&item.path),
            cell(&item.old),
            cell(&item.new)
        );
    }
    if change.items.len() > MAX_ITEMS {
        let _ = writeln!(
            out,
            "<p>and {} more items</p>",
            change.items.len() - MAX_ITEMS
        );
    }
    out.push_str("</details>\n");
}

fn excerpt_html(excerpt: Option<&SourceExcerpt>) -> String {
    let Some(excerpt) = excerpt else {
        return "<div><p class=\"where\">not in this document</p></div>".to_owned();
    };
    format!(
        "<div><p class=\"where\">{} <code>{}</code></p><pre>{}</pre></div>",
        html(&excerpt.to_string()),
        html(&excerpt.location.pointer),
        html(&excerpt.text)
    )
}
