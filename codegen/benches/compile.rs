//! The cost of `cargo check` of the generated types, compared with the same types with serde's derives.
//!
//! ```text
//! cargo bench -p apicrate-codegen --bench compile                    # a synthetic document
//! cargo bench -p apicrate-codegen --bench compile -- stripe.json     # documents of yours
//! RUNS=9 cargo bench -p apicrate-codegen --bench compile             # more than three runs each
//! ```
//!
//! Three crates are written for each document: one with the generated types, their tables and the whole runtime, one with
//! the same types deriving `Serialize` and `Deserialize`, and one with the types alone, which no way of reading them can beat.
//! Operations are in none. What they depend on is built before; then they are checked in turns. If the system provides it, the
//! time is that of the processor, so other programs hardly change it; the table has the median.

mod derived;
mod documents;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use documents::Sample;

/// At most so much of the time of the derived types.
const TARGET: f64 = 1.0 / 3.0;

/// The manifest of the generated crate for one that is measured: another name, serde's derives, and no TLS, which takes longest
/// to build.
fn manifest(generated: &str, name: &str) -> String {
    let line = |line: &str| match line.split(' ').next() {
        Some("name") => format!("name = {name:?}\n"),
        Some("default") => line.replace("\"rustls\", ", "").replace("\"rustls\"", "") + "\n",
        Some("serde") => "serde = { version = \"1.0\", features = [\"derive\"] }\n".to_owned(),
        _ => format!("{line}\n"),
    };
    generated.lines().map(line).collect()
}

/// A crate that is checked.
struct Crate {
    name: &'static str,
    files: Vec<(String, String)>,
    times: Vec<Duration>,
}

impl Crate {
    fn new(name: &'static str, files: Vec<(String, String)>) -> Self {
        Self {
            name,
            files,
            times: Vec::new(),
        }
    }

    fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort();
        times
            .get(times.len() / 2)
            .map_or(f64::NAN, Duration::as_secs_f64)
    }

    fn lines(&self) -> usize {
        let files = self
            .files
            .iter()
            .filter(|(path, _)| !path.starts_with("src/runtime/"));
        files.map(|(_, text)| text.lines().count()).sum()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test --benches` only asks whether it runs.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let samples = if is_bench {
        Sample::from_arguments()
    } else {
        vec![Sample::synthetic(1)]
    };
    let runs = env::var("RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(3);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    println!(
        "{:26} {:>20} {:>8} {:>10} {:>10} {:>10} {:>6}",
        "document", "", "types", "bare", "tables", "derive", "ratio"
    );
    for sample in samples {
        let path = root.join("document").join(&sample.name);
        write(&path, &sample.text)?;
        let mut options = Options::new("sample");
        options.lenient = true;
        let generated = apicrate_codegen::generate(&path, &options)
            .map_err(|failure| failure.render(Style::Plain))?;
        let manifest = generated
            .output
            .files
            .iter()
            .find(|file| file.path == "Cargo.toml");
        let manifest = manifest.map_or("", |file| &file.text);
        for (what, constructors) in [("types", false), ("with constructors", true)] {
            let mut crates = [
                Crate::new("bare", derived::bare(&generated.output.files, constructors)),
                Crate::new(
                    "tables",
                    derived::tables_of(&generated.output.files, constructors),
                ),
                Crate::new(
                    "derive",
                    derived::crate_of(&generated.api, &generated.output.files, constructors),
                ),
            ];
            if is_bench {
                measure(&root, manifest, &mut crates, runs)?;
            }
            let [bare, tables, derive] = crates.each_ref().map(Crate::median);
            let ratio = tables / derive;
            let verdict = if !is_bench || ratio <= TARGET {
                ""
            } else {
                "  more than a third"
            };
            println!(
                "{:26} {what:>20} {:8} {bare:8.2} s {tables:8.2} s {derive:8.2} s {ratio:6.2}{verdict}",
                sample.name,
                generated.api.types.len(),
            );
            println!(
                "{:26} {:>20} {:8} {:>10} {:>10} {:>10}",
                "",
                "lines",
                "",
                crates[0].lines(),
                crates[1].lines(),
                crates[2].lines(),
            );
        }
    }
    Ok(())
}

/// Checks the crates in turns.
fn measure(
    root: &Path,
    generated: &str,
    crates: &mut [Crate; 3],
    runs: usize,
) -> Result<(), Box<dyn Error>> {
    let workspace = root.join("workspace");
    // Debug information and incremental state do not belong to a check.
    write(
        &workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"bare\", \"tables\", \"derive\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
    )?;
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, workspace.join("Cargo.lock"))?;
    for one in crates.iter() {
        let folder = workspace.join(one.name);
        let _ = fs::remove_dir_all(&folder);
        write(&folder.join("Cargo.toml"), &manifest(generated, one.name))?;
        for (path, text) in &one.files {
            write(&folder.join(path), text)?;
        }
    }
    // Once unmeasured, for what they depend on, which is the same for all.
    check(&workspace, crates[0].name)?;
    for _ in 0..runs {
        for one in crates.iter_mut() {
            one.times.push(check(&workspace, one.name)?);
        }
    }
    Ok(())
}

/// Measures a complete `cargo check` of a crate.
fn check(workspace: &Path, name: &str) -> Result<Duration, Box<dyn Error>> {
    let lib = workspace.join(name).join("src/lib.rs");
    let text = fs::read_to_string(&lib)?;
    fs::write(&lib, text)?;
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let before = processor_time();
    let start = Instant::now();
    let output = Command::new(program)
        .args(["check", "--quiet", "--offline", "--package", name])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .stdin(Stdio::null())
        .output()?;
    let elapsed = start.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(match (before, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => elapsed,
    })
}

/// Returns the processor time of the child processes (proc(5), `/proc/self/stat`, fields 16 and 17).
fn processor_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields = text.rsplit(')').next()?;
    let mut fields = fields.split_whitespace().skip(13);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    // The unit is a hundredth of a second on every Linux.
    Some(Duration::from_millis((user + system) * 10))
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder: PathBuf = path.parent().map(Path::to_owned).unwrap_or_default();
    fs::create_dir_all(folder)?;
    fs::write(path, text)
}
