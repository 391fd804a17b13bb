//! The folder in which crates are compiled: one workspace with one target folder.
//!
//! Every generated crate carries the same runtime, which is most of it. Here the runtime is a crate of its own that all of them
//! use, so that it is compiled once: macros are exported, and private items are public. Compared items never come from it.
//! A crate with another runtime is refused.

use super::listing::{CRATE, RUNTIME_LIB};
use super::package::{Package, is_runtime};
use crate::cargo_harness::workspace::write_if_changed;
use apicrate::Failure;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The package with the runtime.
const RUNTIME: &str = "client-runtime";

/// If there are more crates than this from earlier runs, all are removed.
const KEPT: usize = 400;

/// The folder of a run.
#[derive(Debug)]
pub(super) struct Workspace {
    root: PathBuf,
    runtime: String,
}

impl Workspace {
    /// Opens the workspace below a target folder, with the runtime of a package. Crates of earlier runs are kept as a cache, unless
    /// the runtime or the compiler has changed or there are too many.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written.
    pub(super) fn open(
        target: &Path,
        first: &Package,
        lock: &Path,
        compiler: &str,
    ) -> Result<Self, Failure> {
        let workspace = Self {
            root: target.join("diff-verify"),
            runtime: runtime(first),
        };
        workspace
            .prepare(first, lock, compiler)
            .map_err(|error| workspace.cannot_write(error))?;
        Ok(workspace)
    }

    fn cannot_write(&self, error: impl std::fmt::Display) -> Failure {
        let root = self.root.display();
        Failure::new(format_args!("cannot write below {root}: {error}"))
    }

    fn prepare(&self, first: &Package, lock: &Path, compiler: &str) -> io::Result<()> {
        let earlier = fs::read_dir(self.root.join("clients")).map_or(0, Iterator::count);
        let folder = self.root.join("runtime");
        let stamp = self.root.join("made-with.txt");
        let made_with = format!("{compiler}\n{}", self.runtime);
        let is_other = fs::read_to_string(&stamp).is_ok_and(|before| before != made_with);
        if earlier > KEPT {
            fs::remove_dir_all(&self.root)?;
        } else if is_other {
            fs::remove_dir_all(self.root.join("clients"))?;
        }
        let files = first.files.iter();
        for (path, text) in files.filter(|(path, _)| is_runtime(path)) {
            write_if_changed(&folder.join(path), &shared(text))?;
        }
        let lib = "#![allow(warnings)]\n\npub mod runtime;\n";
        write_if_changed(&folder.join("src/lib.rs"), lib)?;
        let mut manifest = manifest(first);
        rename(&mut manifest, RUNTIME);
        write_if_changed(&folder.join("Cargo.toml"), &manifest.to_string())?;
        write_if_changed(&stamp, &made_with)?;
        let own = self.root.join("Cargo.lock");
        if !own.exists() && lock.is_file() {
            fs::copy(lock, own)?;
        }
        Ok(())
    }

    /// Returns the target folder of all crates.
    pub(super) fn build(&self) -> PathBuf {
        self.root.join("_build")
    }

    /// Returns the path of the workspace manifest.
    pub(super) fn manifest(&self) -> PathBuf {
        self.root.join("Cargo.toml")
    }

    /// Returns the path of the JSON of rustdoc for a client.
    pub(super) fn rustdoc(&self, package: &Package) -> PathBuf {
        self.client(package).join("rustdoc.json")
    }

    fn client(&self, package: &Package) -> PathBuf {
        self.root.join("clients").join(&package.key)
    }

    /// Writes a client crate.
    ///
    /// # Errors
    ///
    /// Returns an error if it has another runtime, or cannot be written.
    pub(super) fn write_client(&self, package: &Package) -> Result<(), Failure> {
        if runtime(package) != self.runtime {
            return Err(Failure::new("the crates carry different runtimes"));
        }
        let folder = self.client(package);
        let write = || -> io::Result<()> {
            let files = package.files.iter();
            for (path, text) in files.filter(|(path, _)| !is_runtime(path)) {
                if path.starts_with("src/") {
                    write_if_changed(&folder.join(path), text)?;
                }
            }
            let stub = format!("pub use {RUNTIME_LIB}::runtime::*;\n");
            write_if_changed(&folder.join("src/runtime/mod.rs"), &stub)?;
            let mut manifest = manifest(package);
            rename(&mut manifest, &client_name(package));
            let runtime = path_dependency(None, &self.root.join("runtime"));
            add_dependency(&mut manifest, RUNTIME, runtime);
            write_if_changed(&folder.join("Cargo.toml"), &manifest.to_string())
        };
        write().map_err(|error| self.cannot_write(error))
    }

    /// Writes a crate that uses `old` and is compiled against `new`.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be written.
    pub(super) fn write_user(
        &self,
        old: &Package,
        new: &Package,
        text: &str,
    ) -> Result<(), Failure> {
        let name = user_name(old, new);
        let folder = self.root.join("users").join(&name);
        let mut manifest = manifest(old);
        rename(&mut manifest, &name);
        manifest.remove("features");
        let client = path_dependency(Some(&client_name(new)), &self.client(new));
        add_dependency(&mut manifest, CRATE, client);
        let write = || -> io::Result<()> {
            write_if_changed(&folder.join("Cargo.toml"), &manifest.to_string())?;
            write_if_changed(&folder.join("src/lib.rs"), text)
        };
        write().map_err(|error| self.cannot_write(error))
    }

    /// Sets the members of the workspace to clients and users.
    ///
    /// # Errors
    ///
    /// Returns an error if the manifest cannot be written.
    pub(super) fn write_members(
        &self,
        clients: &BTreeSet<String>,
        users: &BTreeSet<String>,
    ) -> Result<(), Failure> {
        let clients = clients.iter().map(|key| format!("clients/{key}"));
        let users = users.iter().map(|name| format!("users/{name}"));
        let mut list = String::from("    \"runtime\",\n");
        for member in clients.chain(users) {
            list.push_str(&format!("    {member:?},\n"));
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        write_if_changed(&self.manifest(), &manifest).map_err(|error| self.cannot_write(error))
    }
}

/// Returns the name of a client's package.
pub(super) fn client_name(package: &Package) -> String {
    client_of(&package.key)
}

/// Returns the name of a client's package with this key.
pub(super) fn client_of(key: &str) -> String {
    format!("{CRATE}-{key}")
}

/// Returns the name of the package that uses `old` and is compiled against `new`.
pub(super) fn user_name(old: &Package, new: &Package) -> String {
    format!("user-{}-{}", old.key, new.key)
}

/// Returns the runtime of a package as one text.
fn runtime(package: &Package) -> String {
    let files = package.files.iter();
    files
        .filter(|(path, _)| is_runtime(path))
        .map(|(path, text)| format!("{path}\n{text}"))
        .collect()
}

/// Returns a file of the runtime, adapted to a crate of its own.
fn shared(text: &str) -> String {
    let exported: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub(crate) use ")?.strip_suffix(';'))
        .collect();
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let name = line.strip_prefix("macro_rules! ");
        let name = name.and_then(|rest| rest.strip_suffix(" {"));
        if name.is_some_and(|name| exported.contains(name)) {
            out.push_str("#[macro_export]\n");
        }
        out.push_str(&line.replace("pub(crate)", "pub"));
        out.push('\n');
    }
    out
}

/// Returns the manifest of a package without test dependencies, and without TLS, which takes long to compile.
fn manifest(package: &Package) -> Table {
    let mut manifest: Table = package.manifest().parse().unwrap_or_default();
    manifest.remove("dev-dependencies");
    let features = manifest.get_mut("features").and_then(Value::as_table_mut);
    let default = features.and_then(|features| features.get_mut("default"));
    if let Some(default) = default.and_then(Value::as_array_mut) {
        default.retain(|feature| feature.as_str() != Some("rustls"));
    }
    manifest
}

fn rename(manifest: &mut Table, name: &str) {
    if let Some(package) = manifest.get_mut("package").and_then(Value::as_table_mut) {
        package.insert("name".to_owned(), name.into());
    }
}

fn path_dependency(package: Option<&str>, path: &Path) -> Value {
    let mut dependency = Table::new();
    if let Some(package) = package {
        dependency.insert("package".to_owned(), package.into());
    }
    dependency.insert(
        "path".to_owned(),
        path.to_string_lossy().into_owned().into(),
    );
    Value::Table(dependency)
}

fn add_dependency(manifest: &mut Table, name: &str, dependency: Value) {
    let all = manifest
        .entry("dependencies")
        .or_insert_with(|| Value::Table(Table::new()));
    if let Some(all) = all.as_table_mut() {
        all.insert(name.to_owned(), dependency);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_of_the_runtime_are_exported() {
        let text = "macro_rules! object {\n}\npub(crate) use object;\nmacro_rules! own {\n}\n";
        assert_eq!(
            shared(text),
            "#[macro_export]\nmacro_rules! object {\n}\npub use object;\nmacro_rules! own {\n}\n"
        );
    }
}
