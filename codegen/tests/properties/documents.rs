//! Arbitrary documents: plausible ones, and real ones that were changed in a few places.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use apicrate_codegen::document::Document;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{generate, plausible};

/// Far more than any of these documents needs without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

fn generate_in_time(document: &Value) {
    let start = Instant::now();
    generate(&document.to_string());
    let took = start.elapsed();
    assert!(took < PATIENCE, "it took {took:?}");
}

/// The documents of the golden tests.
pub(super) fn golden() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let cases = fs::read_dir(folder).expect("there are golden cases");
    let mut documents: Vec<PathBuf> = cases
        .map(|case| case.expect("it can be read").path().join("openapi.yaml"))
        .filter(|path| path.exists())
        .collect();
    documents.sort();
    documents
}

pub(super) fn value(path: &Path) -> Option<Value> {
    let document = Document::load(path).ok()?;
    Some(document.root().into())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plausible_document_gives_a_crate_or_an_error(bytes in vec(any::<u8>(), 0..1500)) {
        generate_in_time(&plausible::document(&bytes));
    }

    #[test]
    fn a_changed_document_gives_a_crate_or_an_error(
        index in any::<prop::sample::Index>(),
        bytes in vec(any::<u8>(), 0..64),
    ) {
        let path = index.get(&golden()).clone();
        let mut document = value(&path).expect("golden documents load");
        plausible::mutate(&mut document, &bytes);
        generate_in_time(&document);
    }

    #[test]
    fn any_text_gives_a_crate_or_an_error(text in "(openapi: 3.1.0\n)?\\PC{0,300}") {
        generate(&text);
    }
}

/// Changes the documents of a folder for as long as is asked:
/// `DOCUMENTS=folder SECONDS=600 cargo test -p apicrate-codegen --test properties -- --ignored --nocapture`.
#[test]
#[ignore = "takes a folder of documents and as long as it is told"]
fn documents_of_a_folder_that_are_changed_give_a_crate_or_an_error() {
    let setting = |name| std::env::var(name).unwrap_or_default();
    let folder = setting("DOCUMENTS");
    let seconds = setting("SECONDS").parse().unwrap_or(60);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("DOCUMENTS={folder}: {error}"));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut seed = setting("SEED").parse().unwrap_or(1_u64);
    let mut runs = 0_usize;
    for path in paths.iter().cycle() {
        if Instant::now() > end {
            println!("{runs} changed documents");
            return;
        }
        let size = fs::metadata(path).map_or(0, |data| data.len());
        let Some(original) = value(path) else {
            continue;
        };
        // A run over a large document takes as long as many over small ones.
        for _ in 0..(1_000_000 / size.max(1)).clamp(1, 10) {
            let before = seed;
            let bytes: Vec<u8> = (0..64).map(|_| random(&mut seed)).collect();
            let mut document = original.clone();
            plausible::mutate(&mut document, &bytes);
            let done = std::panic::catch_unwind(|| generate(&document.to_string()));
            assert!(done.is_ok(), "{}, SEED={before}", path.display());
            runs += 1;
        }
    }
    panic!("DOCUMENTS={folder} holds no document");
}

/// The next byte of a generator of random numbers (xorshift, of 64 bits).
fn random(state: &mut u64) -> u8 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    state.to_be_bytes()[0]
}
