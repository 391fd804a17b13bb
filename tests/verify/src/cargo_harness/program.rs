//! Runs a program that was built for a trial.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often is looked whether the program has ended.
const INTERVAL: Duration = Duration::from_millis(5);

/// What a program prints on its standard output, also where it stops halfway; its error output is shown to nobody.
///
/// # Errors
///
/// When it cannot be started, or has not ended after `timeout`; then it is stopped.
pub(crate) fn output(
    program: &Path,
    arguments: &[&OsStr],
    timeout: Duration,
) -> Result<String, String> {
    let cannot_run = |error: io::Error| format!("the driver cannot be run: {error}");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(cannot_run)?;
    let stdout = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before a failure is as good as all that was printed before a crash.
        let _ = stdout.map(|mut stdout| stdout.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let start = Instant::now();
    while child.try_wait().map_err(cannot_run)?.is_none() {
        if start.elapsed() > timeout {
            child.kill().map_err(cannot_run)?;
            child.wait().map_err(cannot_run)?;
            return Err(format!(
                "the driver did not end within {} s",
                timeout.as_secs()
            ));
        }
        thread::sleep(INTERVAL);
    }
    reader
        .join()
        .map_err(|_| "what the driver prints cannot be read".to_owned())
}
