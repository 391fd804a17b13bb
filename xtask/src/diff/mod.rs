//! `cargo xtask diff`.

pub(crate) mod release;
pub(crate) mod revision;

use crate::report::{Failure, say, style, warn};
use crate::workspace;
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

/// Review a schema change: what it breaks on the wire and for those who compile against the crate
///
/// OLD and NEW are files, or git revisions of the configured document: HEAD, origin/main, v1.2.0:spec/portkey.yaml.
/// Without NEW, the working tree is compared; without OLD, with HEAD.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 nothing reaches --fail-on, 2 something does, 1 the documents could not be compared."
)]
pub(crate) struct Arguments {
    /// The old document: a file, a git revision, or a revision with a path
    old: Option<String>,

    /// The new document, likewise
    new: Option<String>,

    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with 2 where the crate's version must move this far
    #[arg(long, value_enum, default_value_t = Bar::Major)]
    fail_on: Bar,

    /// Exit with 2 where something breaks on the wire, too
    #[arg(long)]
    fail_on_wire: bool,

    /// The package of codegen.toml whose document and options are meant; if nothing is said, the first for a revision,
    /// and none for two files
    #[arg(long, value_name = "PACKAGE")]
    target: Option<String>,

    /// Only changes that reach this operation (its operationId, `*` for any letters), for the exit code, too; may be given
    /// several times
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,

    /// Leave out changes of documentation
    #[arg(long)]
    no_docs: bool,

    /// Take only what a document declares for valid: new properties and values break those who receive them
    #[arg(long)]
    strict: bool,

    /// Use documents as far as they can be used: what is wrong with them is told and passed over
    #[arg(long)]
    lenient: bool,

    /// Another configuration than spec/codegen.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Say which rules there are, and compare nothing
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
    let old = document(arguments.old.as_deref().unwrap_or("HEAD"), client)?;
    let new = match &arguments.new {
        Some(new) => document(new, client)?,
        None => Document::working(client)?,
    };
    let mut options = client.map_or_else(Options::default, |client| client.options.clone());
    options.lenient |= arguments.lenient;
    let mut settings = Settings::default();
    settings.strict = arguments.strict;
    settings.accepted = client.map(accepted).transpose()?.unwrap_or_default();
    let review = review((&old, &new), &options, &settings)?;
    // The crate's version is that of all changes; what was asked for decides the exit code.
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
    say(text.trim_end());
    if arguments.fail_on.is_reached(rust) || is_broken {
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}

/// The changes that were asked for.
fn select(review: Review, arguments: &Arguments) -> Review {
    let review = if arguments.no_docs {
        review.without_docs()
    } else {
        review
    };
    if arguments.operation.is_empty() {
        return review;
    }
    review.only(|id| arguments.operation.iter().any(|wanted| fits(wanted, id)))
}

/// Whether a text fits a pattern in which `*` stands for any letters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<_> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn clients(arguments: &Arguments) -> Result<Vec<Client>, Failure> {
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None => workspace::root()?.join("spec/codegen.toml"),
    };
    // Two files can be compared where nothing is configured.
    if arguments.config.is_none() && !path.is_file() {
        return Ok(Vec::new());
    }
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
            "codegen.toml has no package `{target}`; it has {}",
            known.join(", ")
        ))
    })
}

/// What changed of a client's document since the last commit.
pub(crate) fn since_head(client: &Client) -> Result<Review, Failure> {
    let old = document("HEAD", Some(client))?;
    let new = Document::working(Some(client))?;
    let mut settings = Settings::default();
    settings.accepted = accepted(client)?;
    review((&old, &new), &client.options, &settings)
}

/// What a client accepts.
pub(crate) fn accepted(client: &Client) -> Result<Vec<Acceptance>, Failure> {
    let accepted = client.accepted.iter().map(|one| {
        if find_rule(&one.rule).is_none() {
            return Err(Failure::new(format_args!(
                "codegen.toml accepts `{}`, which is no rule\n  hint: `cargo xtask diff --list-rules` names them",
                one.rule
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

/// Reads both documents and compares the crates of both.
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
    let before = before.map_err(|_| Failure::new("the generator stopped"))?;
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            for text in [before.err(), after.err()].into_iter().flatten() {
                warn(&text);
            }
            return Err(Failure::Told);
        }
    };
    let mut review = apicrate_codegen::diff::diff(&before.revision(), &after.revision(), settings)
        .map_err(|error| Failure::new(format_args!("{} and {}: {error}", old.name, new.name)))?;
    review.name_files(|path| old.shown(path), |path| new.shown(path));
    Ok(review)
}

fn read(document: &Document, options: &Options) -> Result<Resolved, String> {
    let options = document.options(options);
    apicrate_codegen::read(&document.path, &options)
        .map_err(|failure| document.shown(&failure.render(style())))
}

fn list_rules() {
    let mut group: Option<RuleGroup> = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            say(format_args!("\n{}", rule.group.as_str()));
        }
        say(format_args!("  {:32} {}", rule.id, rule.title));
    }
}
