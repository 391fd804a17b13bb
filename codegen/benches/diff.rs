//! The cost of a review of a change, compared with one generation of the crate.
//!
//! ```text
//! cargo bench -p apicrate-codegen --bench diff                     # a synthetic document
//! cargo bench -p apicrate-codegen --bench diff -- stripe.json      # a document of yours
//! ```
//!
//! The new document has one property more in every twentieth component. `generate` is a whole generation, `read` is what a
//! review does of it for each of both documents, `compare` what it does with both, and `review` is all of it.

mod documents;

use std::hint::black_box;

use apicrate_codegen::config::Options;
use apicrate_codegen::diff::{Review, Settings, diff};
use apicrate_codegen::{Resolved, generate_from_text, read_from_text};
use criterion::{Criterion, Throughput};
use documents::Sample;
use serde_json::{Value, json};

fn read(name: &str, text: &str, options: &Options) -> Resolved {
    read_from_text(name, text, options)
        .unwrap_or_else(|_| panic!("the document {name} can be resolved"))
}

fn compare(old: &Resolved, new: &Resolved) -> Review {
    diff(&old.revision(), &new.revision(), &Settings::default()).expect("they are of one API")
}

/// The text of a document with a property more here and there.
fn changed(sample: &Sample) -> String {
    let mut value = sample.value.clone();
    let schemas = value.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut).into_iter().flatten();
    for (_, schema) in schemas.step_by(20) {
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("another_note".to_owned(), json!({"type": "string"}));
        }
    }
    value.to_string()
}

fn review(criterion: &mut Criterion, sample: &Sample, options: &Options) {
    let (name, old, new) = (&sample.name, sample.value.to_string(), changed(sample));
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(old.len() as u64));
    group.bench_function("generate", |bencher| {
        bencher.iter(|| black_box(generate_from_text(name, &old, options).is_ok()));
    });
    group.bench_function("read", |bencher| {
        bencher.iter(|| read(name, &old, options));
    });
    let both = (read(name, &old, options), read(name, &new, options));
    group.bench_function("compare", |bencher| {
        bencher.iter(|| compare(&both.0, &both.1));
    });
    group.bench_function("review", |bencher| {
        bencher.iter(|| {
            let (old, new) =
                rayon::join(|| read(name, &old, options), || read(name, &new, options));
            compare(&old, &new)
        });
    });
    group.finish();
}

fn main() {
    // The path of a document is not a filter of Criterion, so its arguments are not read.
    let mut criterion = Criterion::default().sample_size(10);
    let mut options = Options::default();
    options.lenient = true;
    if !std::env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches` only asks whether it runs.
        let sample = Sample::synthetic(1);
        let old = read(&sample.name, &sample.text, &options);
        let new = read(&sample.name, &changed(&sample), &options);
        assert!(!compare(&old, &new).is_empty());
        return;
    }
    for sample in &Sample::from_arguments() {
        review(&mut criterion, sample, &options);
    }
    criterion.final_summary();
}
