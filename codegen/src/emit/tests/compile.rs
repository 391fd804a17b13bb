//! Compiles a whole crate on demand: `cargo test -p apicrate-codegen compiles -- --ignored`.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::sample::{options, sample};
use crate::emit::{Emitter, emit};
use crate::output::{Rendered, render, render_each};

/// Writes the sample's crate to `folder`.
fn write(folder: &Path) {
    let (api, options) = (sample(), options());
    let emitter = Emitter::new(&api, &options);
    let mut files = render_each(&emitter.files(), |file| {
        render(emitter.source(file), "sample.yaml")
    })
    .expect("what is emitted is Rust");
    for (name, source) in apicrate_runtime::sources() {
        let path = format!("src/runtime/{name}");
        files.push(Rendered::verbatim(path, &source, "sample.yaml"));
    }
    // The crate is not a member of the workspace around it.
    let manifest = format!("{}\n[workspace]\n", emitter.manifest());
    files.push(Rendered::create_only("Cargo.toml", manifest));
    for file in files {
        let path = folder.join(file.path);
        let parent = path.parent().expect("a folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(path, file.text).expect("a file can be written");
    }
}

#[test]
#[ignore = "it compiles a crate with all its dependencies"]
fn a_crate_of_everything_compiles_without_a_warning() {
    let folder = std::env::temp_dir().join("codegen-sample-client");
    let _ = fs::remove_dir_all(folder.join("src"));
    write(&folder);
    for arguments in [
        &["clippy", "--", "-D", "warnings"][..],
        &["doc", "--no-deps"],
        &["test"],
        &["fmt", "--check"],
    ] {
        let status = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&folder)
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("RUSTFLAGS", "-D warnings")
            .status()
            .expect("cargo runs");
        assert!(
            status.success(),
            "cargo {arguments:?} in {}",
            folder.display()
        );
    }
}

#[test]
fn files_are_ordered() {
    let (api, options) = (sample(), options());
    let emitted = emit(&api, &options);
    let paths: Vec<_> = emitted
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "src/lib.rs",
            "src/client.rs",
            "src/types/mod.rs",
            "src/types/names.rs",
            "src/types/node.rs",
            "src/types/x.rs",
            "src/serde/mod.rs",
            "src/serde/node.rs",
            "src/serde/x.rs",
            "src/operations/mod.rs",
            "src/operations/files.rs",
            "src/operations/x.rs",
            "src/mock.rs",
        ]
    );
    for file in emitted.files {
        render(file, "sample.yaml").expect("what is emitted is Rust");
    }
}
