//! Runs a program of a generated workspace.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The interval between checks that the program has ended.
const INTERVAL: Duration = Duration::from_millis(5);

/// Returns the standard output of a program, even if it crashes. Its standard error is discarded.
///
/// # Errors
///
/// Returns an error if it cannot be started, or if it is stopped because it runs longer than `timeout`.
pub(crate) fn output(
    program: &Path,
    arguments: &[&OsStr],
    timeout: Duration,
) -> Result<String, String> {
    let cannot_run = |error: io::Error| format!("cannot run the driver: {error}");
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
        // The bytes read before an error are used like the output before a crash.
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
        .map_err(|_| "cannot read the output of the driver".to_owned())
}
