//! The run: generates all documents, compiles the crates, and tries the examples.

use super::arguments::Arguments;
use super::crates::Crates;
use super::documents::{self, Source};
use super::examples;
use super::exceptions::{self, Steps};
use super::generation::{self, Crate};
use super::outcome::Outcome;
use super::table::{self, seconds};
use crate::cargo_harness::cargo::{self, Tool};
use crate::cargo_harness::exceptions::Exceptions;
use crate::cargo_harness::workspace::target;
use crate::repository;
use apicrate::Failure;
use apicrate::progress::Progress;
use apicrate::terminal::{eprint, print};
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let all = documents::list(&arguments.folder)?;
    let selected = documents::select(&all, &arguments.only)?;
    let mut exceptions = Exceptions::load(arguments.exceptions.as_deref())?;
    if let Some(folder) = &arguments.examples
        && !folder.is_dir()
    {
        return Err(Failure::new(format_args!(
            "{} is not a folder",
            folder.display()
        )));
    }
    let mut outcomes = Run::new(arguments, selected.len())?.all(&selected)?;
    let steps = Steps {
        tools: &tools(arguments),
        examples: arguments.examples.is_some(),
    };
    let unneeded = exceptions::apply(&mut exceptions, &mut outcomes, steps, &all);
    if arguments.json {
        print(table::json(&outcomes, &unneeded));
    } else if arguments.names {
        print(table::names(&outcomes).trim_end());
    } else {
        print(table::text(&outcomes, &unneeded).trim_end());
    }
    let is_well = outcomes
        .iter()
        .all(|outcome| outcome.failures().next().is_none());
    let is_empty = outcomes.iter().all(|outcome| outcome.skipped.is_some());
    if is_empty {
        return Err(Failure::new("there is no OpenAPI document among the files"));
    }
    if is_well && unneeded.is_empty() {
        Ok(())
    } else {
        Err(Failure::Reported)
    }
}

/// Returns the tools in an order in which later ones reuse the results of earlier ones.
fn tools(arguments: &Arguments) -> Vec<Tool> {
    let asked_for = |tool: &Tool| arguments.check.contains(tool);
    Tool::ALL.into_iter().filter(asked_for).collect()
}

/// The state of a run.
struct Run<'a> {
    crates: Crates,
    tools: Vec<Tool>,
    examples: Option<&'a Path>,
    lock: PathBuf,
    progress: Progress,
}

/// A generated crate.
struct GeneratedCrate {
    /// The index of its outcome.
    index: usize,
    manifest: String,
    examples: Option<examples::Plan>,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a Arguments, documents: usize) -> Result<Self, Failure> {
        let root = repository::root();
        let target = target(arguments.target_dir.as_deref(), root);
        let tools = tools(arguments);
        let examples = arguments.examples.as_deref();
        let steps = 1 + tools.len() + usize::from(examples.is_some());
        Ok(Self {
            crates: Crates::new(&target),
            tools,
            examples,
            lock: root.join("Cargo.lock"),
            progress: Progress::new(documents * steps),
        })
    }

    fn all(mut self, selected: &[Source]) -> Result<Vec<Outcome>, Failure> {
        let mut outcomes: Vec<Outcome> = selected.iter().cloned().map(Outcome::new).collect();
        let mut made = Vec::new();
        for (index, outcome) in outcomes.iter_mut().enumerate() {
            made.extend(self.generate(index, outcome));
        }
        if let Some(first) = made.first()
            && (!self.tools.is_empty() || self.examples.is_some())
        {
            self.crates
                .write(self.members(&outcomes, &made), &first.manifest, &self.lock)?;
            self.warm_up();
            for made in &made {
                if let Some(outcome) = outcomes.get_mut(made.index) {
                    self.compile(outcome);
                    self.round_trip(made, outcome);
                }
            }
        }
        self.progress.finish();
        Ok(outcomes)
    }

    fn generate(&mut self, index: usize, outcome: &mut Outcome) -> Option<GeneratedCrate> {
        let file = outcome.source.file.clone();
        self.progress.set_message(format!("{file}: generating"));
        let made = generation::generate(&self.crates, outcome);
        let made = made.map(|made| self.plan(index, &made, outcome));
        let message = match (&outcome.counts, &outcome.skipped) {
            (_, Some(reason)) => format!("{file}: skipped, {reason}"),
            (Some(counts), None) => format!(
                "{file}: generated {} lines in {}",
                counts.lines,
                seconds(outcome.generation)
            ),
            (None, None) => format!("{file}: cannot be generated"),
        };
        self.progress
            .advance(&message, outcome.failures().next().is_some());
        made
    }

    fn plan(&self, index: usize, made: &Crate, outcome: &mut Outcome) -> GeneratedCrate {
        let plan = self.examples.map(|folder| {
            let stem = outcome.source.stem();
            let plan = examples::Plan::load(folder, stem, &made.generated.api)?;
            if let Some(plan) = &plan {
                let written = examples::write(&self.crates, plan, &outcome.source);
                written.map_err(|error| format!("the driver cannot be written: {error}"))?;
            }
            Ok::<_, String>(plan)
        });
        let examples = match plan.transpose() {
            Ok(plan) => plan.flatten(),
            Err(error) => {
                outcome.fail("examples", error);
                None
            }
        };
        GeneratedCrate {
            index,
            manifest: made.manifest.clone(),
            examples,
        }
    }

    fn members(&self, outcomes: &[Outcome], made: &[GeneratedCrate]) -> Vec<PathBuf> {
        let mut members = Vec::new();
        for made in made {
            let Some(outcome) = outcomes.get(made.index) else {
                continue;
            };
            members.push(self.crates.client(&outcome.source));
            if made.examples.is_some() {
                members.push(self.crates.driver(&outcome.source));
            }
        }
        members
    }

    /// Compiles the common dependencies, so that their time does not count for the first crate.
    fn warm_up(&self) {
        if let Some(&tool) = self.tools.first() {
            self.progress.set_message("dependencies".to_owned());
            let ran = cargo::run(
                tool,
                &self.crates.dependencies(),
                self.crates.workspace().build(),
            );
            // If this fails, every crate fails, too, with a better message.
            if let Some(failure) = ran.failure {
                eprint(&format!("the dependencies do not compile: {failure}"));
            }
        }
    }

    fn compile(&mut self, outcome: &mut Outcome) {
        let file = outcome.source.file.clone();
        let folder = self.crates.client(&outcome.source);
        for tool in self.tools.clone() {
            self.progress
                .set_message(format!("{file}: cargo {}", tool.name()));
            let ran = cargo::run(tool, &folder, self.crates.workspace().build());
            outcome.tools.insert(tool, ran.timing);
            let took = seconds(ran.timing.elapsed);
            let failed = ran.failure.is_some();
            let word = if failed { "failed" } else { "passed" };
            self.progress
                .advance(&format!("{file}: {} {word} in {took}", tool.name()), failed);
            if let Some(failure) = ran.failure {
                outcome.fail(tool.name(), failure);
            }
        }
    }

    fn round_trip(&mut self, made: &GeneratedCrate, outcome: &mut Outcome) {
        if self.examples.is_none() {
            return;
        }
        let file = outcome.source.file.clone();
        let Some(plan) = &made.examples else {
            self.progress
                .advance(&format!("{file}: no examples"), false);
            return;
        };
        self.progress.set_message(format!("{file}: examples"));
        examples::run(&self.crates, plan, outcome);
        if let Some(examples) = &outcome.examples {
            let message = format!("{file}: {} of {} examples", examples.ok, examples.total);
            self.progress
                .advance(&message, examples.ok != examples.total);
        }
    }
}
