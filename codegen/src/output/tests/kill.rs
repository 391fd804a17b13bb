//! A process that is killed while it writes leaves the old sources or the new ones.

use crate::output::{HEADER, OutputError, Ownership, Plan, Rendered};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The variable with the folder that the child writes to.
const FOLDER: &str = "CODEGEN_TEST_KILLED_FOLDER";
/// The variable with the folder that has no space left for the child.
const FULL: &str = "CODEGEN_TEST_FULL_FOLDER";
const FILES: usize = 120;
/// The time limit for the start of the child.
const PATIENCE: Duration = Duration::from_secs(60);

/// One of two crates that share half of their files' names and none of their texts.
fn version(name: &str) -> Vec<Rendered> {
    (0..FILES)
        .map(|number| Rendered {
            path: match number % 2 {
                0 => format!("src/types/{number}.rs"),
                _ => format!("src/{name}/{number}.rs"),
            },
            text: format!("{HEADER}pets.yaml.\n// {name}\n"),
            ownership: Ownership::Generated,
        })
        .collect()
}

/// Not a test itself: the test below runs it in another process, and kills it.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    fs::write(started(Path::new(&folder)), "").expect("there is room beside the folder");
    for name in ["a", "b"].into_iter().cycle() {
        Plan::new(&folder, version(name))
            .and_then(|plan| plan.apply())
            .expect("the folder can be written");
    }
}

/// The file that shows that the child has begun to write to a folder.
fn started(folder: &Path) -> PathBuf {
    folder.with_extension("started")
}

#[test]
fn a_killed_process_leaves_the_old_sources_or_the_new_ones() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    Plan::new(&root, version("b"))
        .and_then(|plan| plan.apply())
        .expect("the folder can be written");
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
        let begun = Instant::now();
        while fs::remove_file(started(&root)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "the child does not start");
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(Duration::from_micros(round * 1_713));
        child.kill().expect("it still runs");
        child.wait().expect("it ends");
        version_on_disk(&root);
    }
}

/// Not a test itself: the test below runs it in another process, which cannot write files of more than a few bytes.
#[test]
fn child_that_has_no_room() {
    let Some(folder) = env::var_os(FULL) else {
        return;
    };
    let mut files = version("b");
    for file in &mut files {
        file.text.push_str(&"// b\n".repeat(1000));
    }
    let error = Plan::new(&folder, files)
        .and_then(|plan| plan.apply())
        .expect_err("there is no room");
    print!("{error}");
}

#[test]
fn a_disk_that_is_full_leaves_the_old_sources_and_nothing_else() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    let apply = |files| Plan::new(&root, files).and_then(|plan| plan.apply());
    apply(version("a")).expect("the folder can be written");
    // The limit of the size of a file, without the signal that it sends, looks like a full disk.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
        .arg(env::current_exe().expect("this test is a program"))
        .args([
            "--exact",
            "--nocapture",
            "output::tests::kill::child_that_has_no_room",
        ])
        .env(FULL, &root)
        .output()
        .expect("the program runs");
    let output_text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output_text}");
    assert!(output_text.contains("cannot write"), "{output_text}");
    assert_eq!(version_on_disk(&root), "a");
    let left = fs::read_dir(&root).map(Iterator::count).ok();
    assert_eq!(left, Some(1), "nothing but `src` is there");
}

/// Two processes behave the same: each run opens the lock on the folder again.
#[test]
fn two_runs_at_once_leave_the_sources_of_one_of_them() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    let write = |name| {
        let mut written = 0;
        for _ in 0..20 {
            match Plan::new(&root, version(name)).and_then(|plan| plan.apply()) {
                Ok(()) => written += 1,
                // The other one was faster; or it exchanged the folder while this one read it.
                Err(OutputError::Outdated { .. } | OutputError::Io { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        written
    };
    let written = thread::scope(|scope| {
        let other = scope.spawn(|| write("b"));
        write("a") + other.join().expect("it does not panic")
    });
    assert!(written > 0);
    version_on_disk(&root);
}

#[test]
fn a_folder_that_was_changed_after_it_was_compared_is_left_alone() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    let plan = |name| Plan::new(&root, version(name)).expect("the folder can be read");
    let (first, second) = (plan("a"), plan("b"));
    first.apply().expect("the folder can be written");
    let error = second.apply().expect_err("the folder is there by now");
    assert!(error.to_string().contains("run again"), "{error}");
    let (third, fourth) = (plan("b"), plan("b"));
    third.apply().expect("the folder can be written");
    fourth.apply().expect("all is done already");
    let stale = plan("a");
    fs::write(root.join("src/types/0.rs"), "fn mine() {}").expect("it can be written");
    let error = stale.apply().expect_err("a file is not as it was");
    assert!(error.to_string().contains("src/types/0.rs"), "{error}");
    let text = fs::read_to_string(root.join("src/types/0.rs"));
    assert_eq!(text.ok().as_deref(), Some("fn mine() {}"));
}

#[test]
fn a_folder_that_cannot_be_made_or_is_a_file_is_an_error_that_names_it() {
    let read_only = "/proc/client";
    let error = Plan::new(read_only, version("a"))
        .and_then(|plan| plan.apply())
        .expect_err("nobody writes there");
    assert!(error.to_string().contains("/proc"), "{error}");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().join("client");
    fs::write(&root, "mine").expect("it can be written");
    let error = Plan::new(&root, version("a"))
        .and_then(|plan| plan.apply())
        .expect_err("a file is no folder");
    assert!(error.to_string().contains("client"), "{error}");
    assert_eq!(fs::read_to_string(&root).ok().as_deref(), Some("mine"));
}

/// The version below a folder, which must be complete.
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
