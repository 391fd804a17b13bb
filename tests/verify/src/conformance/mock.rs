//! Prism, the mock server.

use apicrate::Failure;
use apicrate::terminal::status;
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The package to install: one fixed version, because another may judge differently.
const PRISM: &str = "@stoplight/prism-cli@5.14.2";

/// The time limit for Prism to read a document.
const TIMEOUT: Duration = Duration::from_secs(180);

/// The interval between attempts to connect.
const INTERVAL: Duration = Duration::from_millis(100);

/// Installs Prism into a folder, unless it exists, and returns the path of its program.
///
/// # Errors
///
/// Returns an error if npm cannot be started or fails.
pub(super) fn install(folder: &Path) -> Result<PathBuf, Failure> {
    let program = folder.join("node_modules/.bin/prism");
    if program.exists() {
        return Ok(program);
    }
    status(&format!("installing {PRISM} into {}", folder.display()));
    let cannot = |error: io::Error| {
        Failure::new(format_args!(
            "npm cannot install {PRISM}: {error}\n  hint: install Node.js, or name a program with --prism"
        ))
    };
    fs::create_dir_all(folder).map_err(cannot)?;
    let output = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder)
        .arg(PRISM)
        .output()
        .map_err(cannot)?;
    if output.status.success() {
        return Ok(program);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format_args!(
        "npm cannot install {PRISM}: {}",
        message.trim_end()
    )))
}

/// A running mock server, which is stopped on drop.
#[derive(Debug)]
pub(super) struct Mock {
    child: Child,
    port: u16,
    command: Command,
}

impl Mock {
    /// Starts Prism with a document, and waits until it listens.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be started, stops, or does not listen in time.
    pub(super) fn start(program: &Path, document: &Path, log: &Path) -> Result<Self, Failure> {
        let cannot = |error: io::Error| {
            Failure::new(format_args!("cannot start {}: {error}", program.display()))
        };
        let port = free_port().map_err(cannot)?;
        let output = File::create(log).map_err(cannot)?;
        let errors = output.try_clone().map_err(cannot)?;
        let mut command = Command::new(program);
        command
            .args(["mock", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .arg(document)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        let child = command.spawn().map_err(cannot)?;
        let mut mock = Self {
            child,
            port,
            command,
        };
        if !mock.listens().map_err(cannot)? {
            let message = fs::read_to_string(log).unwrap_or_default();
            let message: String = message.lines().take(20).collect::<Vec<_>>().join("\n");
            return Err(Failure::new(format_args!(
                "Prism does not serve {}:\n{message}",
                document.display()
            )));
        }
        Ok(mock)
    }

    /// Restarts the server if it has stopped: some requests make it crash.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be started, stops, or does not listen in time.
    pub(super) fn revive(&mut self) -> Result<(), Failure> {
        let cannot = |error: io::Error| Failure::new(format_args!("cannot start Prism: {error}"));
        // The process ends some time after the last connection.
        thread::sleep(INTERVAL);
        if self.child.try_wait().map_err(cannot)?.is_some() {
            self.child = self.command.spawn().map_err(cannot)?;
        }
        if self.listens().map_err(cannot)? {
            Ok(())
        } else {
            Err(Failure::new("Prism does not start again"))
        }
    }

    /// Waits until the server listens. Returns `false` if it does not.
    fn listens(&mut self) -> io::Result<bool> {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if self.child.try_wait()?.is_some() || start.elapsed() > TIMEOUT {
                return Ok(false);
            }
            thread::sleep(INTERVAL);
        }
        Ok(true)
    }

    /// The port on the loopback interface.
    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> io::Result<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()
        .map(|address| address.port())
}
