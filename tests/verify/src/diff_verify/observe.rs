//! Observes pairs of crates: which code of one compiles against the other, and their public items.

use super::cargo;
use super::finding::{Finding, Observed};
use super::listing::{self, Listing};
use super::package::{Package, Pair};
use super::semver_checks::SemverChecks;
use super::workspace::{Workspace, client_name, user_name};
use crate::repository;
use apicrate::Failure;
use apicrate::terminal::eprint;
use apicrate_codegen::diff::SemverLevel;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The number of pairs that are compiled in one run of Cargo, whose results are in memory at the same time.
const AT_ONCE: usize = 40;

/// The settings of an observation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The folder for crates; by default the target folder of this repository.
    pub(crate) target: Option<PathBuf>,
    /// `true` to skip cargo-semver-checks.
    pub(crate) no_semver_checks: bool,
}

/// Observes pairs of crates. Results about crates are kept below the target folder for the next run.
///
/// # Errors
///
/// Returns an error if crates cannot be written, Cargo cannot be run, a crate does not compile, or the crate that uses an old
/// crate does not compile against that crate.
pub(crate) fn observe(pairs: &[Pair], settings: &Settings) -> Result<Vec<Observed>, Failure> {
    let Some(first) = pairs.first() else {
        return Ok(Vec::new());
    };
    let root = repository::root();
    let target = settings.target.clone();
    let target = target.or_else(|| std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
    let target = target.unwrap_or_else(|| root.join("target"));
    let target = std::path::absolute(&target).unwrap_or(target);
    let compiler = cargo::compiler()?;
    let lock = root.join("Cargo.lock");
    let workspace = Workspace::open(&target, &first.old, &lock, &compiler)?;
    let semver_checks = SemverChecks::find().filter(|_| !settings.no_semver_checks);
    let mut all = Vec::new();
    for pairs in pairs.chunks(AT_ONCE) {
        let run = Run::new(&workspace, pairs)?;
        for (index, pair) in pairs.iter().enumerate() {
            all.push(run.observed(index, pair, semver_checks.as_ref())?);
        }
    }
    Ok(all)
}

/// The results about some pairs.
struct Run<'a> {
    workspace: &'a Workspace,
    listings: BTreeMap<String, Listing>,
    /// The error of the consumer of each pair that does not compile.
    broken: BTreeMap<usize, String>,
}

impl<'a> Run<'a> {
    fn new(workspace: &'a Workspace, pairs: &[Pair]) -> Result<Self, Failure> {
        let packages: BTreeMap<&str, &Arc<Package>> = pairs
            .iter()
            .flat_map(|pair| [&pair.old, &pair.new])
            .map(|package| (package.key.as_str(), package))
            .collect();
        for package in packages.values() {
            workspace.write_client(package)?;
        }
        let clients: BTreeSet<String> = packages.keys().map(ToString::to_string).collect();
        workspace.write_members(&clients, &BTreeSet::new())?;
        let mut run = Self {
            workspace,
            listings: run_rustdoc(workspace, &packages)?,
            broken: BTreeMap::new(),
        };
        let differing: Vec<usize> = (0..pairs.len())
            .filter(|index| pairs[*index].old.key != pairs[*index].new.key)
            .collect();
        let broken = run.compile(&clients, &differing, pairs, |pair| (&pair.old, &pair.new))?;
        // A consumer is valid only if it compiles against its own crate.
        let doubted: Vec<usize> = broken.keys().copied().collect();
        let own = run.compile(&clients, &doubted, pairs, |pair| (&pair.old, &pair.old))?;
        if let Some((index, error)) = own.first_key_value() {
            return Err(Failure::new(format_args!(
                "{}: the crate that uses the old client does not compile against it:\n{}",
                pairs[*index].name,
                error.trim_end()
            )));
        }
        run.broken = broken;
        Ok(run)
    }

    /// Compiles consumers of one crate against another, and returns the errors.
    fn compile(
        &self,
        clients: &BTreeSet<String>,
        chosen: &[usize],
        pairs: &[Pair],
        of: impl Fn(&Pair) -> (&Arc<Package>, &Arc<Package>),
    ) -> Result<BTreeMap<usize, String>, Failure> {
        let mut users = BTreeSet::new();
        for index in chosen {
            let (old, new) = of(&pairs[*index]);
            if users.insert(user_name(old, new)) {
                self.workspace.write_user(old, new, &self.consumer(old))?;
            }
        }
        if users.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.workspace.write_members(clients, &users)?;
        let packages: Vec<String> = users.into_iter().collect();
        let ran = cargo::check(self.workspace, &packages)?;
        let mut broken = BTreeMap::new();
        for index in chosen {
            let (old, new) = of(&pairs[*index]);
            // If the client does not compile, there is no result for its consumer.
            if let Some(error) = ran.errors.get(&client_name(new)) {
                return Err(does_not_compile(&pairs[*index].name, error));
            }
            if let Some(error) = ran.failure(&user_name(old, new)) {
                broken.insert(*index, error.to_owned());
            }
        }
        Ok(broken)
    }

    /// Returns the source of a crate that uses everything of another.
    fn consumer(&self, package: &Package) -> String {
        let mut text = String::from("#![allow(warnings)]\n\n");
        if let Some(listing) = self.listings.get(&package.key) {
            for uses in listing.items.values().filter_map(|item| item.uses.as_ref()) {
                text.push_str(uses);
            }
        }
        text
    }

    fn observed(
        &self,
        index: usize,
        pair: &Pair,
        semver_checks: Option<&SemverChecks>,
    ) -> Result<Observed, Failure> {
        let known = |package: &Package| self.listings.get(&package.key);
        let differences = match (known(&pair.old), known(&pair.new)) {
            (Some(old), Some(new)) => listing::compare(old, new),
            _ => Vec::new(),
        };
        let consumer = self
            .broken
            .get(&index)
            .map_or_else(Finding::none, |error| Finding {
                level: SemverLevel::Major,
                what: vec![error.trim_end().to_owned()],
            });
        let is_same = pair.old.key == pair.new.key;
        let semver_checks = semver_checks.filter(|_| !is_same).map(|tool| {
            let path = |package: &Package| self.workspace.rustdoc(package);
            tool.run(
                (&path(&pair.old), &pair.old.key),
                (&path(&pair.new), &pair.new.key),
            )
        });
        Ok(Observed {
            text: text(&pair.old, &pair.new),
            listing: Finding::new(differences),
            consumer,
            semver_checks: semver_checks.transpose()?,
        })
    }
}

/// Returns the JSON of rustdoc for packages. rustdoc runs for those without a stored result.
fn run_rustdoc(
    workspace: &Workspace,
    packages: &BTreeMap<&str, &Arc<Package>>,
) -> Result<BTreeMap<String, Listing>, Failure> {
    let unknown: Vec<&Arc<Package>> = packages
        .values()
        .filter(|package| !workspace.rustdoc(package).is_file())
        .copied()
        .collect();
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().map(|one| client_name(one)).collect();
        let ran = cargo::document(workspace, &names)?;
        for package in unknown {
            let name = client_name(package);
            if let Some(error) = ran.failure(&name) {
                return Err(does_not_compile(&name, error));
            }
            let file = format!("doc/{}.json", name.replace('-', "_"));
            let (from, to) = (workspace.build().join(file), workspace.rustdoc(package));
            fs::rename(&from, &to).map_err(|error| unreadable(&from, &error))?;
        }
    }
    let mut listings = BTreeMap::new();
    for (key, package) in packages {
        let path = workspace.rustdoc(package);
        let json = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let listing = listing::read(&json).map_err(|error| unreadable(&path, &error))?;
        if listing.unused > 0 {
            let unused = listing.unused;
            eprint(&format!(
                "{key}: {unused} items cannot be used from outside, because of their types"
            ));
        }
        listings.insert((*key).to_owned(), listing);
    }
    Ok(listings)
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(format_args!("cannot read {}: {error}", path.display()))
}

fn does_not_compile(name: &str, error: &str) -> Failure {
    let error = error.trim_end();
    Failure::new(format_args!(
        "{name}: a generated crate does not compile:\n{error}"
    ))
}

/// Returns `true` if two crates differ beyond the order of their lines.
fn text(old: &Package, new: &Package) -> Finding {
    fn lines(package: &Package) -> BTreeMap<&str, usize> {
        let mut lines = BTreeMap::new();
        let all = package.files.values().flat_map(|text| text.lines());
        for line in all.map(str::trim).filter(|line| !line.is_empty()) {
            *lines.entry(line).or_default() += 1;
        }
        lines
    }
    if old.key == new.key || lines(old) == lines(new) {
        return Finding::none();
    }
    Finding {
        level: SemverLevel::Patch,
        what: Vec::new(),
    }
}
