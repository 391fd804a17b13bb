//! Runs the commands of the guide in their order, in one folder, and compares their output with that of the guide.
#![cfg(unix)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of the guide with its expected output.
#[derive(Debug)]
struct Step {
    command: String,
    expected: Vec<String>,
    /// The lines of the guide with the expected output.
    lines: std::ops::Range<usize>,
}

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide.md")
}

/// Returns the commands of all console blocks, which start with `$`; `\` at the end of a line continues on the next.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut in_console = false;
    let mut goes_on = false;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            in_console = line == "```console";
        } else if in_console && goes_on {
            let last = steps.last_mut().expect("something goes on");
            last.command.push_str(&format!("\n{line}"));
            last.lines = number + 1..number + 1;
        } else if in_console && let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                command: command.to_owned(),
                expected: Vec::new(),
                lines: number + 1..number + 1,
            });
        } else if in_console {
            let last = steps.last_mut().expect("a block begins with a command");
            last.expected.push(line.to_owned());
            last.lines.end = number + 1;
        }
        goes_on = in_console && line.ends_with('\\');
    }
    steps
}

/// Returns `true` if lines are as expected; `...` matches any number of lines.
fn matches(expected: &[String], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((any, rest)) if any == "..." => {
            (0..=lines.len()).any(|skipped| matches(rest, &lines[skipped..]))
        }
        Some((first, rest)) => lines.first() == Some(&first.as_str()) && matches(rest, &lines[1..]),
    }
}

/// Runs a command in a shell, after a command with this exit code.
fn run(folder: &Path, command: &str, code: i32) -> (String, i32) {
    let path = env::var("PATH").unwrap_or_default();
    let output = Command::new("bash")
        .args(["-c", &format!("(exit {code}); {{ {command}\n}} 2>&1")])
        .current_dir(folder.join("work"))
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env_remove("GITHUB_ACTIONS")
        .env_remove("NO_COLOR")
        .output()
        .expect("there is a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (text, output.status.code().unwrap_or(-1))
}

/// Creates a folder with the document of the guide and the program `apicrate`.
fn workshop(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for name in ["bin", "work"] {
        fs::create_dir(folder.path().join(name)).expect("it can be made");
    }
    let document = text.split_once("```yaml\n").expect("there is a document").1;
    let document = document.split_once("```").expect("it ends").0;
    fs::write(folder.path().join("work/petstore.yaml"), document).expect("it can be written");
    std::os::unix::fs::symlink(
        env!("CARGO_BIN_EXE_apicrate"),
        folder.path().join("bin/apicrate"),
    )
    .expect("the link can be made");
    folder
}

#[test]
fn the_output_in_the_guide_is_current() {
    let text = fs::read_to_string(guide()).expect("the guide is there");
    let folder = workshop(&text);
    let lines: Vec<&str> = text.lines().collect();
    let mut mended = String::new();
    let mut copied = 0;
    let mut differences = String::new();
    let mut code = 0;
    let steps = steps(&text);
    assert!(steps.len() > 10, "the guide has commands");
    for step in &steps {
        let (printed, next) = run(folder.path(), &step.command, code);
        code = next;
        let printed: Vec<_> = printed.lines().collect();
        let copy_to = |end: usize, mended: &mut String| {
            for line in &lines[copied..end] {
                mended.push_str(&format!("{line}\n"));
            }
        };
        if matches(&step.expected, &printed) {
            copy_to(step.lines.end, &mut mended);
        } else {
            copy_to(step.lines.start, &mut mended);
            for line in &printed {
                mended.push_str(&format!("{line}\n"));
            }
            differences.push_str(&format!(
                "$ {}\nexpected:\n{}\nprinted:\n{}\n\n",
                step.command,
                step.expected.join("\n"),
                printed.join("\n")
            ));
        }
        copied = step.lines.end;
    }
    for line in &lines[copied..] {
        mended.push_str(&format!("{line}\n"));
    }
    if env::var_os("UPDATE_GOLDEN").is_some() && env::var_os("CI").is_none() {
        fs::write(guide(), mended).expect("it can be written");
    } else {
        assert!(
            differences.is_empty(),
            "{differences}To accept it: UPDATE_GOLDEN=1 cargo test -p apicrate --test guide"
        );
    }
}
