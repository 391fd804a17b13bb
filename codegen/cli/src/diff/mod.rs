//! `apicrate diff`.

pub(crate) mod release;
pub(crate) mod revision;

use crate::name::program_name;
use crate::terminal::{eprint_rendered, print, style};
use crate::{Failure, configuration};
use apicrate_codegen::Resolved;
use apicrate_codegen::config::{AcceptedLevel, Client, Config, Options};
use apicrate_codegen::diff::report::Report;
use apicrate_codegen::diff::{
    Acceptance, RULES, Review, RuleGroup, SemverLevel, Settings, find_rule,
};
use clap::ValueEnum;
use release::Versions;
use revision::{Document, document};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wildmatch::WildMatch;

/// List the changes between two versions of a document, and whether they break the wire format or the Rust API
///
/// OLD and NEW are files or git revisions of the configured document: HEAD, origin/main, v1.2.0:spec/portkey.yaml. The default
/// for OLD is HEAD, the default for NEW is the working tree.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:\n  \
                  0  no change reaches --fail-on\n  \
                  1  the documents could not be compared\n  \
                  2  a change reaches --fail-on, or invalid command line")]
pub(crate) struct Arguments {
    /// Old document: a file, a git revision, or REVISION:PATH
    old: Option<String>,

    /// New document: a file, a git revision, or REVISION:PATH
    new: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with 2 if the crate needs a version bump of this level or higher
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = Bar::Major)]
    fail_on: Bar,

    /// Exit with 2 also if a change breaks the wire format
    #[arg(long)]
    fail_on_wire: bool,

    /// Package in codegen.toml whose document and options to use [default: the first package for revisions, none for two
    /// files]
    #[arg(long, value_name = "PACKAGE")]
    target: Option<String>,

    /// Consider only changes that affect operations with this operationId; `*` and `?` are wildcards; repeatable
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,

    /// Omit changes of the documentation
    #[arg(long)]
    no_docs: bool,

    /// Assume that receivers reject undeclared properties and values, so that adding any is a breaking change
    #[arg(long)]
    strict: bool,

    /// Compare documents with errors as far as possible, and report the errors as warnings
    #[arg(long)]
    lenient: bool,

    /// Folder, besides that of the document, whose files references may name; repeatable
    #[arg(long = "root", value_name = "DIR")]
    roots: Vec<PathBuf>,

    /// Configuration file [default: codegen.toml or spec/codegen.toml in this folder or the nearest parent]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// List all rules and exit
    #[arg(long)]
    list_rules: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bar {
    Major,
    Minor,
    Patch,
    Never,
}

impl Bar {
    fn is_reached(self, level: SemverLevel) -> bool {
        match self {
            Self::Major => level >= SemverLevel::Major,
            Self::Minor => level >= SemverLevel::Minor,
            Self::Patch => level >= SemverLevel::Patch,
            Self::Never => false,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.list_rules {
        list_rules();
        return Ok(ExitCode::SUCCESS);
    }
    let is_file = |name: &Option<String>| {
        name.as_deref()
            .is_some_and(|name| Path::new(name).is_file())
    };
    let needs_none = is_file(&arguments.old) && is_file(&arguments.new);
    let clients = if needs_none && arguments.target.is_none() && arguments.config.is_none() {
        Vec::new()
    } else {
        clients(arguments)?
    };
    let client = client(&clients, arguments.target.as_deref())?;
    let roots = &arguments.roots;
    let old = document(arguments.old.as_deref().unwrap_or("HEAD"), client, roots)?;
    let new = match &arguments.new {
        Some(new) => document(new, client, roots)?,
        None => Document::working(client)?,
    };
    let mut options = client.map_or_else(Options::default, |client| client.options.clone());
    options.lenient |= arguments.lenient;
    options.roots.extend_from_slice(roots);
    let mut settings = Settings::default();
    settings.strict = arguments.strict;
    settings.accepted = client.map(accepted).transpose()?.unwrap_or_default();
    let review = review((&old, &new), &options, &settings)?;
    // The crate's version depends on all changes, the exit code only on the selected ones.
    let whole = review.rust();
    let review = select(review, arguments);
    let rust = review.rust();
    let is_broken = arguments.fail_on_wire
        && review.wire() == apicrate_codegen::diff::WireCompatibility::Breaking;
    let revision = old.revision();
    let versions = client.and_then(|client| Versions::of(client, revision));
    let version = versions.map(|versions| versions.sentence(whole));
    let report = Report {
        review: &review,
        old: &old.name,
        new: &new.name,
        version: version.as_deref(),
    };
    let text = match arguments.format {
        Format::Text => report.text(),
        Format::Markdown => report.markdown(),
        Format::Json => report.json(),
        Format::Html => report.html(),
    };
    print(text.trim_end());
    if arguments.fail_on.is_reached(rust) || is_broken {
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the changes that the command line selects.
fn select(review: Review, arguments: &Arguments) -> Review {
    let review = if arguments.no_docs {
        review.without_docs()
    } else {
        review
    };
    if arguments.operation.is_empty() {
        return review;
    }
    let patterns = arguments.operation.iter();
    let patterns: Vec<_> = patterns.map(|pattern| WildMatch::new(pattern)).collect();
    review.only(|id| patterns.iter().any(|pattern| pattern.matches(id)))
}

fn clients(arguments: &Arguments) -> Result<Vec<Client>, Failure> {
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None => match configuration::nearest()? {
            Some(path) => path,
            // Two files can be compared without a configuration.
            None => return Ok(Vec::new()),
        },
    };
    let config = Config::load(&path).map_err(|error| Failure::Message(error.to_string()))?;
    Ok(config.clients)
}

fn client<'a>(clients: &'a [Client], target: Option<&str>) -> Result<Option<&'a Client>, Failure> {
    let Some(target) = target else {
        return Ok(clients.first());
    };
    let found = clients
        .iter()
        .find(|client| client.options.package == target);
    found.map(Some).ok_or_else(|| {
        let known: Vec<_> = clients
            .iter()
            .map(|client| client.options.package.as_str())
            .collect();
        Failure::Usage(format!(
            "unknown package `{target}`; codegen.toml has {}",
            known.join(", ")
        ))
    })
}

/// Compares a client's document with that of the last commit.
pub(crate) fn since_head(client: &Client) -> Result<Review, Failure> {
    let old = document("HEAD", Some(client), &[])?;
    let new = Document::working(Some(client))?;
    let mut settings = Settings::default();
    settings.accepted = accepted(client)?;
    review((&old, &new), &client.options, &settings)
}

/// Returns the accepted changes of a client.
pub(crate) fn accepted(client: &Client) -> Result<Vec<Acceptance>, Failure> {
    let accepted = client.accepted.iter().map(|one| {
        if find_rule(&one.rule).is_none() {
            return Err(Failure::new(format_args!(
                "unknown rule `{}` in codegen.toml\n  hint: `{} diff --list-rules` lists all rules",
                one.rule,
                program_name()
            )));
        }
        Ok(Acceptance {
            rule: one.rule.clone(),
            subject: one.subject.clone(),
            level: match one.level {
                AcceptedLevel::None => SemverLevel::None,
                AcceptedLevel::Patch => SemverLevel::Patch,
                AcceptedLevel::Minor => SemverLevel::Minor,
            },
            reason: one.reason.clone(),
        })
    });
    accepted.collect()
}

/// Reads both documents and compares their crates.
pub(crate) fn review(
    (old, new): (&Document, &Document),
    options: &Options,
    settings: &Settings,
) -> Result<Review, Failure> {
    let (before, after) = std::thread::scope(|scope| {
        let before = scope.spawn(|| read(old, options));
        let after = read(new, options);
        (before.join(), after)
    });
    let before = before.map_err(|_| Failure::new("the generator panicked"))?;
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            for text in [before.err(), after.err()].into_iter().flatten() {
                eprint_rendered(&text);
            }
            return Err(Failure::Reported);
        }
    };
    let mut review = apicrate_codegen::diff::diff(&before.revision(), &after.revision(), settings)
        .map_err(|error| Failure::new(format_args!("{} and {}: {error}", old.name, new.name)))?;
    review.name_files(|path| old.display_path(path), |path| new.display_path(path));
    Ok(review)
}

fn read(document: &Document, options: &Options) -> Result<Resolved, String> {
    let mut options = document.options(options).into_owned();
    // An older document does not have everything that the options name.
    options.tolerate_unmatched = true;
    apicrate_codegen::read(&document.path, &options)
        .map_err(|failure| document.display_path(&failure.render(style())))
}

fn list_rules() {
    let mut group: Option<RuleGroup> = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            print(format_args!("\n{}", rule.group.as_str()));
        }
        print(format_args!("  {:32} {}", rule.id, rule.title));
    }
}
