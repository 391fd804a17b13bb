//! Where a client stands: in a package of its own, or in a module of a package that is there.

use std::borrow::Cow;

use super::{Layout, Options};

/// The folder of a package's sources.
const SOURCES: &str = "src";

impl Options {
    /// The folder that the generator writes and tidies up, below the output folder: `src`, or that of the module.
    #[must_use]
    pub fn source_dir(&self) -> String {
        match &self.module {
            Some(module) => format!("{SOURCES}/{}", module.replace("::", "/")),
            None => SOURCES.to_owned(),
        }
    }

    /// The file of the types of a module, below the output folder.
    #[must_use]
    pub fn types_file(&self, module: &str) -> String {
        self.file("types", module)
    }

    /// The file of the operations of a module, below the output folder.
    #[must_use]
    pub fn operations_file(&self, module: &str) -> String {
        self.file("operations", module)
    }

    fn file(&self, folder: &str, module: &str) -> String {
        let module = if self.is_flat() { "mod" } else { module };
        format!("{}/{folder}/{module}.rs", self.source_dir())
    }

    /// Whether types, implementations and operations are one file each.
    pub(crate) fn is_flat(&self) -> bool {
        self.layout == Layout::Flat && !self.tag_features
    }

    /// The path of the client's root: `crate`, or `crate::api::pets`.
    pub(crate) fn root(&self) -> String {
        match &self.module {
            Some(module) => format!("crate::{module}"),
            None => "crate".to_owned(),
        }
    }

    /// Where a file goes that stands at `path` in a package of its own.
    pub(crate) fn placed(&self, path: &str) -> String {
        match (path.strip_prefix("src/"), &self.module) {
            (Some("lib.rs"), Some(_)) => format!("{}/mod.rs", self.source_dir()),
            (Some(below), Some(_)) => format!("{}/{below}", self.source_dir()),
            _ => path.to_owned(),
        }
    }

    /// A carried source, whose paths start from the client's root.
    pub(crate) fn rooted<'s>(&self, source: &'s str) -> Cow<'s, str> {
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
    fn a_module_has_a_folder_and_a_path_of_its_own() {
        let mut options = Options::new("shop");
        assert_eq!(options.placed("src/lib.rs"), "src/lib.rs");
        assert_eq!(options.root(), "crate");
        options.module = Some("api::pets".to_owned());
        assert_eq!(options.placed("src/lib.rs"), "src/api/pets/mod.rs");
        assert_eq!(
            options.placed("src/types/mod.rs"),
            "src/api/pets/types/mod.rs"
        );
        assert_eq!(options.placed("Cargo.toml"), "Cargo.toml");
        assert_eq!(options.types_file("pet"), "src/api/pets/types/pet.rs");
    }

    #[test]
    fn what_is_carried_has_no_path_from_the_root_of_a_crate_but_those_of_the_client() {
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
            options.rooted("pub(crate) use $crate::runtime::Core;"),
            "pub(crate) use $crate::pets::runtime::Core;"
        );
    }
}
