//! The time of each stage of a generation.
//!
//! `apicrate regenerate --timings` prints it, and `cargo bench -p apicrate-codegen --bench stages` measures it.
//!
//! # Measurements
//!
//! Elapsed seconds, processor seconds in user mode, and peak memory of a complete run of the release build that writes the crate
//! to an empty folder on a RAM disk, alternating with ploidy 0.15.0: the minimum of twenty, on a machine with two cores.
//!
//! | document | this | ploidy | ratio | user, this | ploidy | ratio | memory of this | of ploidy |
//! |---|---|---|---|---|---|---|---|---|
//! | Stripe, 2.5 MB of JSON | 0.138 | 1.070 | 7.8 | 0.156 | 0.813 | 5.2 | 135 MB | 439 MB |
//! | GitHub, 3.7 MB of JSON | 0.088 | 0.605 | 6.8 | 0.086 | 0.484 | 5.6 | 105 MB | 176 MB |
//! | OpenAI, 3.0 MB of YAML | 0.117 | 0.798 | 6.8 | 0.128 | 0.708 | 5.5 | 109 MB | 94 MB |
//! | Anthropic, 1.5 MB of JSON | 0.043 | 0.250 | 5.8 | | | | 67 MB | 38 MB |
//! | Portkey, 1.2 MB of YAML | 0.053 | 0.264 | 5.0 | 0.054 | 0.234 | 4.3 | 67 MB | 41 MB |
//!
//! Reading YAML, emitting, formatting and writing run on two cores or more; ploidy uses one. Intermediate values
//! are not freed before a run ends; that would take as long as resolving.
//!
//! If nothing changed, a run only reads the document and the crate and compares both. Processor time of all threads, including the
//! start of the program, compared with a program that only parses the document; the minimum of fifteen, on the same machine:
//!
//! | document | files of the crate | unchanged | parsed |
//! |---|---|---|---|
//! | Stripe | 2,476 | 17 ms | 10 ms |
//! | GitHub | 1,289 | 11 ms | 10 ms |
//! | OpenAI | 3,063 | 19 ms | 45 ms |
//! | Portkey | 1,332 | 10 ms | 21 ms |
//!
//! The cost of a run is proportional to the size of the document: 1, 2, 4 and 8 renamed copies of one of 0.4 MB took 0.04, 0.08,
//! 0.19 and 0.43 s.
//!
//! A review of two documents of 7.4 MB each, most of Stripe twice under other names with a property more or less here and there,
//! takes 0.7 to 0.9 s by the clock on two idle cores, one of GitHub's 13 MB with all versions 1.0 to 1.1 s. The same twice of Stripe
//! without a blank, 5.0 MB, takes 0.8 s, and 1.2 s where the system is slow to give memory.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A stage of a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the document and the files that it refers to.
    Load,
    /// Normalising it.
    Lower,
    /// Choosing names and types.
    Resolve,
    /// Emitting tokens.
    Emit,
    /// Formatting tokens.
    Format,
    /// Storing the output in a cache.
    Cache,
    /// Comparing with the existing files.
    Compare,
    /// Writing changed files.
    Write,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Load,
        Self::Lower,
        Self::Resolve,
        Self::Emit,
        Self::Format,
        Self::Cache,
        Self::Compare,
        Self::Write,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Lower => "lower",
            Self::Resolve => "resolve",
            Self::Emit => "emit",
            Self::Format => "format",
            Self::Cache => "cache",
            Self::Compare => "compare",
            Self::Write => "write",
        }
    }
}

/// The processor time of each stage on all threads; the elapsed time if the system does not provide it.
#[derive(Debug, Default)]
pub struct Timings {
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timings {
    /// Runs a function and adds the time of this thread to a stage.
    pub fn measure<T>(&self, stage: Stage, run: impl FnOnce() -> T) -> T {
        self.by(Clock::Thread, stage, run)
    }

    /// Runs a function and adds the time of all threads to a stage; nothing else may run meanwhile.
    pub fn measure_all_threads<T>(&self, stage: Stage, run: impl FnOnce() -> T) -> T {
        self.by(Clock::Process, stage, run)
    }

    fn by<T>(&self, clock: Clock, stage: Stage, run: impl FnOnce() -> T) -> T {
        let start = now(clock);
        let result = run();
        let spent = now(clock).saturating_sub(start).as_nanos();
        let spent = u64::try_from(spent).unwrap_or(u64::MAX);
        self.nanoseconds[stage as usize].fetch_add(spent, Ordering::Relaxed);
        result
    }

    /// Returns the time of a stage.
    #[must_use]
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.nanoseconds[stage as usize].load(Ordering::Relaxed))
    }

    /// Returns the time of all stages.
    #[must_use]
    pub fn total(&self) -> Duration {
        Stage::ALL.iter().map(|stage| self.spent(*stage)).sum()
    }
}

/// Prints a line for each stage: milliseconds and share.
impl fmt::Display for Timings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total().as_secs_f64();
        for stage in Stage::ALL {
            let spent = self.spent(stage).as_secs_f64();
            let share = if total > 0.0 { spent / total } else { 0.0 };
            writeln!(
                formatter,
                "{:8} {:9.1} ms {:3.0} %",
                stage.as_str(),
                spent * 1000.0,
                share * 100.0
            )?;
        }
        write!(formatter, "{:8} {:9.1} ms", "all", total * 1000.0)
    }
}

/// The clock of a measurement.
#[derive(Debug, Clone, Copy)]
enum Clock {
    Thread,
    Process,
}

/// Returns the processor time; the time since the first call if the system does not provide it.
fn now(clock: Clock) -> Duration {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(match clock {
            Clock::Thread => ClockId::ThreadCPUTime,
            Clock::Process => ClockId::ProcessCPUTime,
        });
        let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
        let nanoseconds = u64::try_from(time.tv_nsec).unwrap_or_default();
        Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds)
    }
    #[cfg(not(unix))]
    {
        use std::sync::OnceLock;
        use std::time::Instant;
        let _ = clock;
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}
