//! Every document of a folder, named by the environment variable `OPENAPI_FOLDER`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::diagnostic::{Diagnostics, Severity, Style, render};
use crate::document::Document;
use crate::lower::lower;

#[test]
#[ignore = "reads the folder that OPENAPI_FOLDER names"]
fn every_document_of_a_folder_lowers() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OPENAPI_FOLDER")?;
    let mut documents = Vec::new();
    find_documents(Path::new(&folder), &mut documents)?;
    let mut codes: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for path in documents {
        let start = Instant::now();
        let document = match Document::load(&path) {
            Ok(document) => document,
            Err(error) => {
                println!("{error}");
                continue;
            }
        };
        let loaded = start.elapsed();
        let mut diagnostics = Diagnostics::new();
        let lowered = lower(&document, &mut diagnostics);
        let took = start.elapsed();
        let start = Instant::now();
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in diagnostics.sorted() {
            let text = render(diagnostic, &document, Style::Plain);
            let kind = (diagnostic.severity, diagnostic.code.as_str());
            *codes.entry(kind).or_default() += 1;
            let seen = shown.entry(diagnostic.code.as_str()).or_default();
            *seen += 1;
            if *seen <= 3 || diagnostic.severity == Severity::Error {
                print!("{text}");
            }
        }
        let size = fs::metadata(&path)?.len();
        println!(
            "{}: {size} bytes, load {loaded:?}, load and lower {took:?}, show {:?}, {} operations",
            path.display(),
            start.elapsed(),
            lowered.api.operations().count(),
        );
    }
    for ((severity, code), count) in codes {
        println!("{severity:8} {code:24} {count}");
    }
    Ok(())
}

fn find_documents(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            find_documents(&path, found)?;
        } else if matches!(extension, Some("json" | "yaml" | "yml")) {
            found.push(path);
        }
    }
    Ok(())
}
