//! The sources generated from each document of `golden/` equal the expected ones beside it.

use apicrate_codegen::output::{Plan, is_generated};
use tests::cases::{assert_as_expected, compare, is_update};
use tests::golden;

#[test]
fn every_document_generates_the_expected_files() {
    let mut differences = String::new();
    for golden in golden::all() {
        let plan = Plan::new(golden.case.path("expected"), golden.expected_files());
        let plan = plan.expect("the expected files can be read");
        if is_update() {
            plan.apply().expect("the expected files can be written");
        } else {
            differences.push_str(&plan.diff(&golden.case.shown("expected")));
        }
        differences.push_str(&compare(&golden.case, "warnings.txt", &golden.warnings));
    }
    assert_as_expected(&differences);
}

#[test]
fn output_is_deterministic() {
    let (first, second) = (golden::all(), golden::all());
    for (first, second) in first.iter().zip(&second) {
        assert!(first.files == second.files, "{}", first.case.name);
    }
}

#[test]
fn every_source_is_marked_as_generated() {
    for golden in golden::all() {
        for file in golden.files.iter().filter(|file| file.path != "Cargo.toml") {
            assert!(
                is_generated(&file.text),
                "{}: {}",
                golden.case.name,
                file.path
            );
        }
    }
}

#[test]
fn every_part_of_a_document_is_generated_or_reported() {
    let lost: Vec<_> = golden::all()
        .into_iter()
        .flat_map(|golden| {
            let name = golden.case.name;
            let lost = golden.lost.into_iter();
            lost.map(move |part| format!("{name}: {part}"))
        })
        .collect();
    assert_eq!(lost, Vec::<String>::new());
}
