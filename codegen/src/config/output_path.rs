//! The paths of a client's files: in a separate package, or in a module of an existing package.

use std::borrow::Cow;

use super::layout::Layout;
use super::options::Options;

/// The folder of a package's sources.
const SOURCES: &str = "src";

impl Options {
    /// Returns the folder that the generator owns, relative to the output folder: `src`, or that of the module.
    #[must_use]
    pub fn source_dir(&self) -> String {
        match &self.module {
            Some(module) => format!("{SOURCES}/{}", module.replace("::", "/")),
            None => SOURCES.to_owned(),
        }
    }

    /// Returns the file with the types of a module, relative to the output folder.
    #[must_use]
    pub fn types_file(&self, module: &str) -> String {
        self.file("types", module)
    }

    /// Returns the file with the operations of a module, relative to the output folder.
    #[must_use]
    pub fn operations_file(&self, module: &str) -> String {
        self.file("operations", module)
    }

    fn file(&self, folder: &str, module: &str) -> String {
        let module = if self.is_flat() { "mod" } else { module };
        format!("{}/{folder}/{module}.rs", self.source_dir())
    }

    /// Returns `true` if types, serde implementations and operations are one file each.
    pub(crate) fn is_flat(&self) -> bool {
        self.layout == Layout::Flat && !self.tag_features
    }

    /// Returns the path of the client's root: `crate`, or `crate::api::pets`.
    pub(crate) fn root(&self) -> String {
        match &self.module {
            Some(module) => format!("crate::{module}"),
            None => "crate".to_owned(),
        }
    }

    /// Returns the path of a file whose path in a separate package is `path`.
    pub(crate) fn output_path(&self, path: &str) -> String {
        match (path.strip_prefix("src/"), &self.module) {
            (Some("lib.rs"), Some(_)) => format!("{}/mod.rs", self.source_dir()),
            (Some(below), Some(_)) => format!("{}/{below}", self.source_dir()),
            _ => path.to_owned(),
        }
    }

    /// Rewrites the paths of a runtime source to start from the client's root.
    pub(crate) fn rebase_paths<'s>(&self, source: &'s str) -> Cow<'s, str> {
        match &self.module {
            Some(_) => source
                .replace("crate::", &format!("{}::", self.root()))
                .into(),
            None => source.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_module_has_its_own_folder_and_path() {
        let mut options = Options::new("shop");
        assert_eq!(options.output_path("src/lib.rs"), "src/lib.rs");
        assert_eq!(options.root(), "crate");
        options.module = Some("api::pets".to_owned());
        assert_eq!(options.output_path("src/lib.rs"), "src/api/pets/mod.rs");
        assert_eq!(
            options.output_path("src/types/mod.rs"),
            "src/api/pets/types/mod.rs"
        );
        assert_eq!(options.output_path("Cargo.toml"), "Cargo.toml");
        assert_eq!(options.types_file("pet"), "src/api/pets/types/pet.rs");
    }

    #[test]
    fn paths_in_the_runtime_start_from_known_modules() {
        for (file, source) in apicrate_runtime::sources() {
            let paths = source.split("crate::").skip(1);
            for path in paths {
                let is_own = ["runtime::", "operations::"]
                    .iter()
                    .any(|own| path.starts_with(own));
                assert!(is_own, "{file}: crate::{:.40}", path);
            }
        }
        let mut options = Options::new("shop");
        options.module = Some("pets".to_owned());
        assert_eq!(
            options.rebase_paths("pub(crate) use $crate::runtime::Core;"),
            "pub(crate) use $crate::pets::runtime::Core;"
        );
    }
}
