//! `cargo verify diff-mutants`.

mod check;
mod document_index;
mod mutation;
mod mutations;

use apicrate::Failure;
use apicrate::terminal::print;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::{RULES, RuleGroup};
use apicrate_codegen::document::Document;
use check::{Original, Outcome};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Change documents in ways with a known effect, and check the report of `diff` for each change
///
/// Every kind of change is made at several places of every document, and compared in both directions. The reported rules and
/// their wire and Rust verdicts must be exactly the expected ones.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// OpenAPI documents
    #[arg(required = true)]
    documents: Vec<PathBuf>,

    /// Maximum number of places of a document for each change
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    places: usize,

    /// Seed for the selection of places
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,

    /// Only changes whose name contains this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,

    /// Fail if a rule or change has no place in any document
    #[arg(long)]
    complete: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mutations = mutations::all();
    let wanted: Vec<_> = mutations
        .iter()
        .filter(|mutation| {
            let only = arguments.only.as_ref();
            only.is_none_or(|text| mutation.name.contains(text.as_str()))
        })
        .collect();
    let mut total: Vec<(Outcome, usize)> = wanted.iter().map(|_| Default::default()).collect();
    for path in &arguments.documents {
        let document =
            Document::load(path).map_err(|error| Failure::Message(error.render(Style::Plain)))?;
        let name = apicrate::terminal::display_path(path);
        let original = Original::new(&name, document.root().into())?;
        let (mut exact, mut wrong) = (0, 0);
        for (mutation, (sum, documents)) in wanted.iter().zip(&mut total) {
            let outcome = original.check(mutation, arguments.places, arguments.seed);
            for message in &outcome.wrong {
                print(format_args!("{name}: {}: {message}", mutation.name));
            }
            exact += outcome.exact;
            wrong += outcome.wrong.len();
            *documents += usize::from(outcome.places > 0);
            sum.places += outcome.places;
            sum.exact += outcome.exact;
            sum.wrong.extend(outcome.wrong);
            sum.rules.extend(outcome.rules);
        }
        print(format_args!("{name}: {exact} exact, {wrong} wrong"));
    }
    print(format_args!(
        "\n{:42} {:>9} {:>7} {:>7} {:>7}",
        "change", "documents", "places", "exact", "wrong"
    ));
    for (mutation, (sum, documents)) in wanted.iter().zip(&total) {
        let (places, exact, wrong) = (sum.places, sum.exact, sum.wrong.len());
        print(format_args!(
            "{:42} {documents:9} {places:7} {exact:7} {wrong:7}",
            mutation.name
        ));
    }
    let seen: BTreeSet<&str> = total
        .iter()
        .flat_map(|(sum, _)| &sum.rules)
        .map(String::as_str)
        .collect();
    let documented = RULES.iter().filter(|rule| rule.group != RuleGroup::Crate);
    let unseen: Vec<_> = documented
        .map(|rule| rule.id)
        .filter(|id| !seen.contains(id))
        .collect();
    let exact: usize = total.iter().map(|(sum, _)| sum.exact).sum();
    let wrong: usize = total.iter().map(|(sum, _)| sum.wrong.len()).sum();
    print(format_args!(
        "\n{exact} exact, {wrong} wrong, {} rules",
        seen.len()
    ));
    if arguments.only.is_none() && !unseen.is_empty() {
        print(format_args!("no place for {}", unseen.join(", ")));
    }
    let is_incomplete =
        arguments.complete && (!unseen.is_empty() || total.iter().any(|(sum, _)| sum.places == 0));
    if wrong > 0 || is_incomplete {
        return Err(Failure::Reported);
    }
    Ok(())
}
