//! Reports about pairs.

use super::exceptions::Judged;
use super::finding::{Finding, Observed};
use super::package::Pair;
use apicrate_codegen::diff::SemverLevel;
use std::fmt::Write;

/// The maximum number of observations to print for each source.
const SHOWN: usize = 12;

/// Returns the report about one pair.
pub(super) fn single(pair: &Pair, observed: &Observed) -> String {
    let mut text = format!("{}\n  {:26} {}\n", pair.name, "verdict of diff", pair.ours);
    for (name, finding) in oracles(observed) {
        oracle(&mut text, name, finding);
    }
    let level = observed.level();
    let _ = writeln!(text, "observed: {level}, {}", relation(pair.ours, level));
    let _ = writeln!(text, "lines: {}", churn(pair));
    text
}

fn oracles(observed: &Observed) -> [(&'static str, Option<&Finding>); 4] {
    [
        ("files", Some(&observed.text)),
        ("public items", Some(&observed.listing)),
        ("consumer of the old crate", Some(&observed.consumer)),
        ("cargo-semver-checks", observed.semver_checks.as_ref()),
    ]
}

fn oracle(text: &mut String, name: &str, finding: Option<&Finding>) {
    let Some(finding) = finding else {
        let _ = writeln!(
            text,
            "  {name:26} not asked (`cargo install --locked cargo-semver-checks`)"
        );
        return;
    };
    let _ = writeln!(text, "  {name:26} {}", finding.level);
    for what in finding.what.iter().take(SHOWN) {
        for line in what.lines() {
            let _ = writeln!(text, "      {line}");
        }
    }
    if finding.what.len() > SHOWN {
        let _ = writeln!(text, "      and {} more", finding.what.len() - SHOWN);
    }
}

fn relation(ours: SemverLevel, observed: SemverLevel) -> &'static str {
    match ours.cmp(&observed) {
        std::cmp::Ordering::Equal => "equal to the verdict",
        std::cmp::Ordering::Greater => "the verdict is higher",
        std::cmp::Ordering::Less => "the verdict is lower",
    }
}

fn churn(pair: &Pair) -> String {
    format!(
        "{} of the document, {} of types, implementations and operations",
        pair.churn.document, pair.churn.code
    )
}

/// Returns a line for each pair, the differences, and counts.
pub(super) fn table(pairs: &[Pair], observed: &[Observed], judged: &Judged) -> String {
    let names = pairs.iter().map(|pair| pair.name.len());
    let width = names.max().unwrap_or_default().max(4);
    let mut text = format!(
        "{:width$}  ours   observed  files  items  consumer  semver-checks  lines: document, code\n",
        "pair"
    );
    for (pair, seen) in pairs.iter().zip(observed) {
        let asked = seen.semver_checks.as_ref();
        let _ = writeln!(
            text,
            "{:width$}  {:5}  {:8}  {:5}  {:5}  {:8}  {:13}  {}, {}",
            pair.name,
            pair.ours,
            seen.level(),
            seen.text.level,
            seen.listing.level,
            seen.consumer.level,
            asked.map_or("not asked", |finding| finding.level.as_str()),
            pair.churn.document,
            pair.churn.code,
        );
    }
    let differing = pairs.iter().zip(observed).zip(&judged.excuses);
    for ((pair, seen), excuse) in differing.filter(|((pair, seen), _)| seen.level() != pair.ours) {
        let _ = write!(text, "\n{}", single(pair, seen));
        if let Some(excuse) = excuse {
            let _ = writeln!(text, "explained: {excuse}");
        }
    }
    let _ = write!(text, "\n{}\n", counts(pairs, observed, judged));
    text
}

fn counts(pairs: &[Pair], observed: &[Observed], judged: &Judged) -> String {
    let both = || pairs.iter().zip(observed);
    let below = both()
        .filter(|(pair, seen)| pair.ours < seen.level())
        .count();
    let above = both()
        .filter(|(pair, seen)| pair.ours > seen.level())
        .count();
    let document: usize = pairs.iter().map(|pair| pair.churn.document).sum();
    let code: usize = pairs.iter().map(|pair| pair.churn.code).sum();
    format!(
        "{} pairs: {} as observed ({:.1} %), {above} above, {below} below, {} unexplained. Lines: {document} of documents, \
         {code} of types, implementations and operations",
        pairs.len(),
        judged.equal,
        percent(judged.equal, pairs.len()),
        judged.unexplained,
    )
}

#[expect(clippy::cast_precision_loss, reason = "there are not that many pairs")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
