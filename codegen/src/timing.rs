//! How long each stage of a generation takes.
//!
//! `apicrate regenerate --timings` tells it, and `cargo bench -p apicrate-codegen --bench stages` measures it.
//!
//! # What was measured
//!
//! Seconds by the clock and of processor time in user mode, and peak memory, of a whole run of the release build, the crate
//! written to an empty folder of a disk in memory, beside ploidy 0.15.0 in turns: the least of twenty, on a machine of two cores.
//!
//! | document | this | ploidy | ratio | user, this | ploidy | ratio | memory of this | of ploidy |
//! |---|---|---|---|---|---|---|---|---|
//! | Stripe, 2.5 MB of JSON | 0.138 | 1.070 | 7.8 | 0.156 | 0.813 | 5.2 | 135 MB | 439 MB |
//! | GitHub, 3.7 MB of JSON | 0.088 | 0.605 | 6.8 | 0.086 | 0.484 | 5.6 | 105 MB | 176 MB |
//! | OpenAI, 3.0 MB of YAML | 0.117 | 0.798 | 6.8 | 0.128 | 0.708 | 5.5 | 109 MB | 94 MB |
//! | Anthropic, 1.5 MB of JSON | 0.043 | 0.250 | 5.8 | | | | 67 MB | 38 MB |
//! | Portkey, 1.2 MB of YAML | 0.053 | 0.264 | 5.0 | 0.054 | 0.234 | 4.3 | 67 MB | 41 MB |
//!
//! Reading YAML, emitting, formatting and writing run on two cores or more; ploidy uses one. What a run needed on its way is
//! not freed before it ends, which would take as long as resolving does.
//!
//! A run in which nothing changed takes what it takes to read the document and the crate and to compare both, of all threads
//! together and with the start of the program; beside it, what a program takes that only parses the document. The least of
//! fifteen, on the same machine:
//!
//! | document | files of the crate | unchanged | parsed |
//! |---|---|---|---|
//! | Stripe | 2,476 | 17 ms | 10 ms |
//! | GitHub | 1,289 | 11 ms | 10 ms |
//! | OpenAI | 3,063 | 19 ms | 45 ms |
//! | Portkey | 1,332 | 10 ms | 21 ms |
//!
//! The cost of a whole run grows as the document does: one of 0.4 MB once, 2, 4 and 8 times under other names took 0.04, 0.08, 0.19
//! and 0.43 s.
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
    /// Reading the document, with the files that it refers to.
    Load,
    /// Bringing it into one form.
    Lower,
    /// Deciding names and types.
    Resolve,
    /// Making tokens.
    Emit,
    /// Making text of tokens.
    Format,
    /// Leaving it in a cache.
    Cache,
    /// Comparing with what is there.
    Compare,
    /// Writing what changed.
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

/// The processor time that each stage has taken, of all threads together; where the system does not tell it, the time that
/// passed.
#[derive(Debug, Default)]
pub struct Timings {
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timings {
    /// Runs something as part of a stage, on this thread.
    pub fn measure<T>(&self, stage: Stage, run: impl FnOnce() -> T) -> T {
        self.by(Clock::Thread, stage, run)
    }

    /// Runs something as part of a stage, on any number of threads while nothing else runs.
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

    /// What a stage has taken.
    #[must_use]
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.nanoseconds[stage as usize].load(Ordering::Relaxed))
    }

    /// What all stages have taken.
    #[must_use]
    pub fn total(&self) -> Duration {
        Stage::ALL.iter().map(|stage| self.spent(*stage)).sum()
    }
}

/// A line for each stage: milliseconds and share.
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

/// Whose processor time is asked for.
#[derive(Debug, Clone, Copy)]
enum Clock {
    Thread,
    Process,
}

/// The processor time that has been taken; the time since the first call, where the system does not tell.
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
