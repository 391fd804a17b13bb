//! The cost of each stage of a generation, which is proportional to the size of the document.
//!
//! ```text
//! cargo bench -p apicrate-codegen --bench stages                     # a synthetic document
//! cargo bench -p apicrate-codegen --bench stages -- stripe.json      # a document of yours
//! ```
//!
//! `unchanged` is a run in which nothing changed, to be held against `load`: it finds what was made in the cache, and compares it
//! with the disk. `growth` is the whole of it on the document 1, 2, 4 and 8 times, each time under other names: its throughput in bytes
//! stays as it is where the cost is linear.

mod documents;

use std::hint::black_box;

use apicrate_codegen::cache::Cache;
use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Diagnostics;
use apicrate_codegen::document::Document;
use apicrate_codegen::emit::Emitter;
use apicrate_codegen::output::Plan;
use apicrate_codegen::source::SourceFile;
use apicrate_codegen::{generate_cached, lower, output, resolve};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use documents::Sample;

/// All stages but reading and writing of files.
fn whole(sample: &Sample, options: &Options) -> usize {
    let mut diagnostics = Diagnostics::new();
    let document = Document::from_text(&sample.name, &sample.text).expect("the document is read");
    let lowered = lower::lower(&document, &mut diagnostics);
    let api = resolve::resolve(&lowered, options, &mut diagnostics);
    let emitter = Emitter::new(&api, options);
    let make = |file: &_| output::render(emitter.source(file), &sample.name);
    let files = output::render_each(&emitter.files(), make);
    files.expect("what is emitted parses").len()
}

fn stages(criterion: &mut Criterion, sample: &Sample, options: &Options) {
    let mut group = criterion.benchmark_group(&sample.name);
    group.throughput(Throughput::Bytes(sample.text.len() as u64));
    let load = || Document::from_text(&sample.name, &sample.text).expect("the document is read");
    group.bench_function("load", |bencher| bencher.iter(load));

    let document = load();
    group.bench_function("lower", |bencher| {
        bencher.iter(|| lower::lower(&document, &mut Diagnostics::new()));
    });

    let lowered = lower::lower(&document, &mut Diagnostics::new());
    group.bench_function("resolve", |bencher| {
        bencher.iter(|| resolve::resolve(&lowered, options, &mut Diagnostics::new()));
    });

    let api = resolve::resolve(&lowered, options, &mut Diagnostics::new());
    let emitter = Emitter::new(&api, options);
    let files = emitter.files();
    group.bench_function("emit", |bencher| {
        bencher.iter(|| {
            for file in &files {
                black_box(emitter.source(file));
            }
        });
    });

    group.bench_function("output", |bencher| {
        let sources = || -> Vec<_> { files.iter().map(|file| emitter.source(file)).collect() };
        let render = |sources: Vec<SourceFile>| {
            for source in sources {
                black_box(output::render(source, &sample.name).expect("what is emitted parses"));
            }
        };
        bencher.iter_batched(sources, render, BatchSize::PerIteration);
    });
    group.bench_function("whole", |bencher| bencher.iter(|| whole(sample, options)));
    group.finish();
}

/// A run in which nothing changed: the document and the crate are read, and nothing is written.
fn unchanged(criterion: &mut Criterion, sample: &Sample, options: &Options) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (path, out) = (folder.path().join(&sample.name), folder.path().join("out"));
    std::fs::write(&path, &sample.text).expect("there is room for the document");
    let cache = Cache::at(folder.path().join("cache"));
    let run = || {
        let kept = generate_cached(&path, options, &cache).expect("the document can be used");
        Plan::new(&out, kept.files).expect("the output can be read")
    };
    run().apply().expect("there is room for the crate");
    let mut group = criterion.benchmark_group(&sample.name);
    group.throughput(Throughput::Bytes(sample.text.len() as u64));
    group.bench_function("unchanged", |bencher| {
        bencher.iter(|| assert!(run().is_current()));
    });
    group.finish();
}

fn growth(criterion: &mut Criterion, sample: &Sample, options: &Options) {
    let mut group = criterion.benchmark_group("growth");
    for times in [1, 2, 4, 8] {
        let sample = sample.times(times);
        group.throughput(Throughput::Bytes(sample.text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(times), |bencher| {
            bencher.iter(|| whole(&sample, options));
        });
    }
    group.finish();
}

fn main() {
    // The path of a document is not a filter of Criterion, so its arguments are not read.
    let mut criterion = Criterion::default().sample_size(10);
    if !std::env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches` only asks whether it runs.
        assert!(whole(&Sample::synthetic(1).times(2), &Options::default()) > 0);
        return;
    }
    let mut options = Options::new("measured-client");
    options.lenient = true;
    let samples = Sample::from_arguments();
    for sample in &samples {
        stages(&mut criterion, sample, &options);
        unchanged(&mut criterion, sample, &options);
    }
    if let Some(sample) = samples.first() {
        growth(&mut criterion, sample, &options);
    }
    criterion.final_summary();
}
