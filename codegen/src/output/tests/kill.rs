//! A process that is killed while it writes leaves the old sources or the new ones.

use crate::output::{HEADER, Kind, Plan, Rendered};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Tells the child which folder to write to.
const FOLDER: &str = "CODEGEN_TEST_KILLED_FOLDER";
const FILES: usize = 120;

/// One of two crates that share half of their files' names and none of their texts.
fn version(name: &str) -> Vec<Rendered> {
    (0..FILES)
        .map(|number| Rendered {
            path: match number % 2 {
                0 => format!("src/types/{number}.rs"),
                _ => format!("src/{name}/{number}.rs"),
            },
            text: format!("{HEADER}pets.yaml.\n// {name}\n"),
            kind: Kind::Generated,
        })
        .collect()
}

/// Not a test of its own: what the test below runs in another process, and kills.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    for name in ["a", "b"].into_iter().cycle() {
        Plan::new(&folder, version(name))
            .and_then(|plan| plan.apply())
            .expect("the folder can be written");
    }
}

#[test]
fn a_killed_process_leaves_the_old_sources_or_the_new_ones() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    let mut left = BTreeSet::new();
    for round in 0..24 {
        let mut child = Command::new(env::current_exe().expect("this test is a program"))
            .args([
                "--exact",
                "output::tests::kill::child_that_writes_until_it_is_killed",
            ])
            .env(FOLDER, &root)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        thread::sleep(Duration::from_micros(15_000 + round * 1_713));
        child.kill().expect("it still runs");
        child.wait().expect("it ends");
        if root.join("src").exists() {
            left.insert(version_on_disk(&root));
        }
    }
    assert!(!left.is_empty(), "some run got as far as writing");
}

/// The version that stands below a folder, which must be whole.
fn version_on_disk(root: &Path) -> &'static str {
    let name = if root.join("src/a").exists() {
        "a"
    } else {
        "b"
    };
    let expected: Vec<_> = version(name);
    for file in &expected {
        let text = fs::read_to_string(root.join(&file.path));
        assert_eq!(
            text.ok().as_deref(),
            Some(file.text.as_str()),
            "{}",
            file.path
        );
    }
    let present: usize = ["src", "src/types", &format!("src/{name}")]
        .iter()
        .filter_map(|folder| fs::read_dir(root.join(folder)).ok())
        .map(Iterator::count)
        .sum();
    // The two folders of `src` count too.
    assert_eq!(present, FILES + 2);
    name
}
