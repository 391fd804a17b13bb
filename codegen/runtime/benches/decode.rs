//! Reading and writing a plain struct of ten members: `object!` beside serde's derive.
//!
//! The sources are compiled into this crate as into a generated one. After the report of Criterion, both are timed alternately
//! and their ratio is printed: above 1, `object!` is faster.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use serde::{Deserialize, Serialize};

#[path = "../src/runtime/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "a part is measured")]
mod runtime;

/// Declares a struct twice, in modules `derived` and `listed`.
macro_rules! twice {
    ($($field:ident: $type:ty,)*) => {
        mod derived {
            use super::{Deserialize, Serialize};

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            pub(super) struct Job {
                $(pub(super) $field: $type,)*
            }
        }

        mod listed {
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Job {
                $(pub(super) $field: $type,)*
            }
        }
    };
}

twice! {
    id: String,
    created_at: i64,
    model: String,
    finished_at: Option<i64>,
    organization_id: String,
    result_files: Vec<String>,
    trained_tokens: Option<i64>,
    learning_rate: f64,
    cancelled: bool,
    training_file: String,
}

mod impls {
    use super::listed::Job;
    use super::runtime::object;

    object! {
        Job {
            "id" => id: required,
            "created_at" => created_at: required,
            "model" => model: required,
            "finished_at" => finished_at: nullable,
            "organization_id" => organization_id: required,
            "result_files" => result_files: required,
            "trained_tokens" => trained_tokens: nullable,
            "learning_rate" => learning_rate: required,
            "cancelled" => cancelled: required,
            "training_file" => training_file: required,
        }
    }
}

/// The members of a job, in the order of the struct.
fn members(number: usize) -> Vec<String> {
    vec![
        format!(r#""id":"ftjob-{number}""#),
        format!(r#""created_at":{}"#, 1_720_000_000 + number),
        r#""model":"gpt-4o-mini-2024-07-18""#.to_owned(),
        r#""finished_at":null"#.to_owned(),
        r#""organization_id":"org-123""#.to_owned(),
        format!(r#""result_files":["file-{number}"]"#),
        format!(r#""trained_tokens":{number}"#),
        r#""learning_rate":0.25"#.to_owned(),
        r#""cancelled":false"#.to_owned(),
        format!(r#""training_file":"file-t{number}""#),
    ]
}

/// Returns an array of jobs with the members that `change` returns.
fn jobs(change: fn(&mut Vec<String>)) -> Vec<u8> {
    let mut objects = Vec::new();
    for number in 0..200 {
        let mut members = members(number);
        change(&mut members);
        objects.push(format!("{{{}}}", members.join(",")));
    }
    format!("[{}]", objects.join(",")).into_bytes()
}

fn read<T: serde::de::DeserializeOwned>(text: &[u8]) -> Vec<T> {
    serde_json::from_slice(text).expect("the text is of this type")
}

fn write<T: Serialize>(jobs: &[T]) -> Vec<u8> {
    serde_json::to_vec(jobs).expect("a job can be written")
}

/// Returns the time of the fastest of many runs.
fn fastest(best: &mut Duration, run: &mut dyn FnMut()) {
    let start = Instant::now();
    run();
    *best = start.elapsed().min(*best);
}

/// Measures two implementations.
fn compare(
    criterion: &mut Criterion,
    name: &str,
    bytes: usize,
    mut derive: impl FnMut(),
    mut object: impl FnMut(),
) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("derive", |bencher| bencher.iter(&mut derive));
    group.bench_function("object!", |bencher| bencher.iter(&mut object));
    group.finish();
    let (mut derived, mut listed) = (Duration::MAX, Duration::MAX);
    for _ in 0..1500 {
        fastest(&mut derived, &mut derive);
        fastest(&mut listed, &mut object);
    }
    let rate = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{name}: derive {:.0} MB/s, object! {:.0} MB/s, ratio {:.2}",
        rate(derived),
        rate(listed),
        derived.as_secs_f64() / listed.as_secs_f64()
    );
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let in_order = jobs(|_| {});
    for (name, text) in [
        ("read in order", in_order.clone()),
        ("read in reverse order", jobs(|job| job.reverse())),
        ("read with two members swapped", jobs(|job| job.swap(3, 7))),
        ("read sorted by name", jobs(|job| job.sort())),
        ("read without nulls", jobs(|job| drop(job.remove(3)))),
        (
            "read with members that no row names",
            jobs(|job| {
                job.insert(2, r#""object":"fine_tuning.job""#.to_owned());
                job.insert(6, r#""seed":42"#.to_owned());
                job.insert(9, r#""user_provided_suffix":null"#.to_owned());
            }),
        ),
    ] {
        compare(
            &mut criterion,
            name,
            text.len(),
            || drop(black_box(read::<derived::Job>(black_box(&text)))),
            || drop(black_box(read::<listed::Job>(black_box(&text)))),
        );
    }
    let (derived, listed): (Vec<derived::Job>, Vec<listed::Job>) =
        (read(&in_order), read(&in_order));
    assert_eq!(write(&derived), write(&listed));
    compare(
        &mut criterion,
        "write",
        in_order.len(),
        || drop(black_box(write(black_box(&derived)))),
        || drop(black_box(write(black_box(&listed)))),
    );
    criterion.final_summary();
}
