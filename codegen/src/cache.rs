//! A cache of generated files: if nothing changed since an earlier run, nothing is parsed, resolved or emitted.
//!
//! An entry contains its complete inputs: the texts of the document, the options and the identity of the program. All of them
//! are compared byte for byte, so documents are never confused, and rebuilding the generator invalidates the cache. The folder may
//! be deleted at any time. Entries are written atomically, so any number of runs can share it. The least recently used entries
//! are removed if there are more than 32, or more than 256 MB in total.
//!
//! All files of a crate are one entry.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::config::Options;
use crate::coverage::Untyped;
use crate::diagnostic::{Diagnostics, Locate, Span};
use crate::document::Sources;
use crate::location::SourceLocation;
use crate::output::{Ownership, Rendered};
use crate::pipeline::DeferredDrop;
use crate::pipeline::DiagnosticReport;
use crate::pipeline::Output;
use crate::timing::Timings;

/// The maximum number of entries.
const MAX_ENTRIES: usize = 32;
/// The maximum size of all entries in bytes; the newest one is never removed.
const MAX_BYTES: u64 = 256 << 20;

/// The time after which an unfinished entry is a leftover.
const MAX_WRITE_TIME: Duration = Duration::from_secs(600);

/// The first line of an entry; entries of other versions are ignored.
const MAGIC: &str = "codegen cache 2\n";
/// The maximum length of the two lines before the header, in bytes.
const MAX_PREFIX: u64 = 64;
/// The size of the read buffer in bytes, which fits into a processor's cache.
const BUFFER_SIZE: usize = 64 << 10;

/// A folder with the output of earlier runs.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// The contents of an entry.
#[derive(Debug)]
pub(crate) struct CachedOutput {
    pub(crate) files: Vec<Rendered>,
    pub(crate) untyped: Vec<Untyped>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) sources: Sources,
}

impl CachedOutput {
    /// The output of the run that found it.
    pub(crate) fn into_output(self, timings: Timings) -> Output {
        Output {
            files: self.files,
            untyped: self.untyped,
            timings,
            report: DiagnosticReport {
                diagnostics: self.diagnostics,
                sources: self.sources,
            },
            deferred: DeferredDrop::default(),
        }
    }
}

/// The header of an entry, followed by the listed texts in order.
#[derive(Debug, Serialize, Deserialize)]
struct EntryHeader {
    program: String,
    options: String,
    /// The paths of the document's files and the lengths of their texts.
    sources: Vec<(String, usize)>,
    /// The paths of the crate's files, their ownership, and the lengths of their texts.
    files: Vec<(String, Ownership, usize)>,
    diagnostics: Diagnostics,
    untyped: Vec<Untyped>,
    /// The spans of the untyped values.
    spans: Vec<(SourceLocation, Span)>,
    /// The checksum of all texts.
    sum: u64,
}

impl Cache {
    /// Creates a cache in a folder, which is created when an entry is stored.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Returns the output for a document and options, if it is cached and no file of the document has changed.
    pub(crate) fn find(&self, path: &Path, options: &Options) -> Option<CachedOutput> {
        if !options.changes.is_empty() {
            return None;
        }
        let program = program_identity()?;
        let shown = path.display().to_string();
        let root = Sources::read(path)?;
        let configuration = options.file.as_ref();
        let options = format!("{options:?}");
        let entry = self
            .folder
            .join(entry_name(&program, &options, &shown, &root));
        let (head, mut texts) = EntryReader::open(&entry)?;
        if head.program != program || head.options != options {
            return None;
        }
        let mut sources = Vec::with_capacity(head.sources.len());
        let mut root = Some(root);
        for (source, length) in head.sources {
            let text = match root.take() {
                Some(root) => Some(root).filter(|_| source == shown)?,
                None => Sources::read(Path::new(&source))?,
            };
            if text.len() != length || !texts.next_is(&text)? {
                return None;
            }
            sources.push((source, text));
        }
        let mut files = Vec::with_capacity(head.files.len());
        for (path, ownership, length) in head.files {
            let text = texts.next(length)?;
            files.push(Rendered {
                path,
                text,
                ownership,
            });
        }
        if texts.sum.digest() != head.sum {
            return None;
        }
        // The least recently used entries are removed first.
        if let Ok(entry) = File::options().append(true).open(&entry) {
            let _ = entry.set_modified(SystemTime::now());
        }
        let mut sources = Sources::from_cache(sources, head.spans);
        if let Some(file) = configuration {
            sources.set_configuration(&file.path, &file.text);
        }
        Some(CachedOutput {
            files,
            untyped: head.untyped,
            diagnostics: head.diagnostics,
            sources,
        })
    }

    /// Stores the output for a document. Errors are ignored.
    pub(crate) fn store(&self, options: &Options, output: &Output) {
        let (files, sources) = (&output.files, output.sources());
        // A missing file may exist the next time.
        if !sources.is_complete() || !options.changes.is_empty() {
            return;
        }
        let Some(program) = program_identity() else {
            return;
        };
        let mut diagnostics = output.diagnostics().clone();
        diagnostics.locate(sources);
        let untyped = output.untyped.clone();
        let spans = untyped.iter().map(|value| &value.at);
        let spans = spans.filter_map(|at| Some((at.clone(), sources.locate(at)?)));
        let texts = sources.texts();
        let Some((shown, root)) = texts.first() else {
            return;
        };
        let options = format!("{options:?}");
        let name = entry_name(&program, &options, shown, root);
        let mut sum = Xxh3::new();
        let source_texts = texts.iter().map(|(_, text)| *text);
        for text in source_texts.chain(files.iter().map(|file| file.text.as_str())) {
            sum.update(text.as_bytes());
        }
        let head = EntryHeader {
            program,
            options,
            sources: texts
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.len()))
                .collect(),
            files: files
                .iter()
                .map(|file| (file.path.clone(), file.ownership, file.text.len()))
                .collect(),
            diagnostics,
            spans: spans.collect(),
            untyped: untyped.clone(),
            sum: sum.digest(),
        };
        // The cache is optional.
        let _ = self.write(&name, &head, &texts, files);
        self.prune(&name);
    }

    fn write(
        &self,
        name: &str,
        head: &EntryHeader,
        sources: &[(&str, &str)],
        files: &[Rendered],
    ) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let staged = self.folder.join(format!("{name}.{}", process::id()));
        let mut text = MAGIC.to_owned();
        let head = serde_json::to_string(head)?;
        let _ = writeln!(text, "{}", head.len());
        text.push_str(&head);
        for (_, source) in sources {
            text.push_str(source);
        }
        for file in files {
            text.push_str(&file.text);
        }
        let written = File::create(&staged).and_then(|mut file| file.write_all(text.as_bytes()));
        written
            .and_then(|()| fs::rename(&staged, self.folder.join(name)))
            .inspect_err(|_| {
                let _ = fs::remove_file(&staged);
            })
    }

    /// Removes the least recently used entries beyond the limits, but never the one with this name.
    fn prune(&self, newest: &str) {
        let Ok(listed) = fs::read_dir(&self.folder) else {
            return;
        };
        let mut entries: Vec<_> = listed
            .flatten()
            .filter(|entry| !remove_leftover(entry))
            .filter(|entry| entry.file_name() != newest)
            .filter_map(|entry| {
                let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
                Some((modified, metadata.len(), entry.path()))
            })
            .collect();
        entries.sort_by(|one, other| other.cmp(one));
        let own = fs::metadata(self.folder.join(newest)).map_or(0, |metadata| metadata.len());
        let mut bytes = own;
        for (index, (_, length, path)) in entries.into_iter().enumerate() {
            bytes += length;
            if index + 1 >= MAX_ENTRIES || bytes > MAX_BYTES {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// Removes the unfinished entry of a process that was killed. Returns `true` for each unfinished entry.
fn remove_leftover(entry: &fs::DirEntry) -> bool {
    // Names of entries have no extension, unfinished ones have the id of their process.
    let path = entry.path();
    if path.extension().is_none() {
        return false;
    }
    let modified = entry.metadata().and_then(|metadata| metadata.modified());
    let age = modified.ok().and_then(|modified| modified.elapsed().ok());
    if age.is_some_and(|age| age > MAX_WRITE_TIME) {
        let _ = fs::remove_file(path);
    }
    true
}

/// Reads the texts of an entry one after the other, so that an entry is never in memory completely.
struct EntryReader {
    reader: BufReader<File>,
    /// The checksum of the texts so far.
    sum: Xxh3,
}

impl EntryReader {
    /// Opens an entry; `None` if its length is wrong or it is of another version.
    fn open(entry: &Path) -> Option<(EntryHeader, Self)> {
        let file = File::open(entry).ok()?;
        let size = file.metadata().ok()?.len();
        let mut reader = BufReader::with_capacity(BUFFER_SIZE, file);
        let mut start = (&mut reader).take(MAX_PREFIX);
        let (mut magic, mut length) = (String::new(), String::new());
        start.read_line(&mut magic).ok()?;
        start.read_line(&mut length).ok()?;
        if magic != MAGIC {
            return None;
        }
        let start = (magic.len() + length.len()) as u64;
        let length: u64 = length.strip_suffix('\n')?.parse().ok()?;
        let mut head = String::new();
        (&mut reader).take(length).read_to_string(&mut head).ok()?;
        let head: EntryHeader = serde_json::from_str(&head).ok()?;
        // Memory is allocated by these lengths, so they must not exceed the size of the file.
        let sources = head.sources.iter().map(|(_, length)| *length);
        let mut lengths = sources.chain(head.files.iter().map(|(_, _, length)| *length));
        let end = lengths.try_fold(start.checked_add(length)?, |sum, length| {
            sum.checked_add(length as u64)
        });
        let sum = Xxh3::new();
        (end? == size).then_some((head, Self { reader, sum }))
    }

    /// Returns the next text, which has this length; `None` if it is damaged.
    fn next(&mut self, length: usize) -> Option<String> {
        let mut text = String::with_capacity(length);
        let mut reader = (&mut self.reader).take(length as u64);
        reader.read_to_string(&mut text).ok()?;
        self.sum.update(text.as_bytes());
        (text.len() == length).then_some(text)
    }

    /// Returns `true` if the next text equals this one; `None` if it cannot be read.
    fn next_is(&mut self, text: &str) -> Option<bool> {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let read = self.reader.fill_buf().ok()?;
            let length = read.len().min(rest.len());
            let (part, after) = rest.split_at(length);
            if length == 0 || read[..length] != *part {
                return Some(false);
            }
            self.reader.consume(length);
            rest = after;
        }
        self.sum.update(text.as_bytes());
        Some(true)
    }
}

/// Returns the name of an entry.
fn entry_name(program: &str, options: &str, path: &str, root: &str) -> String {
    let mut inputs = Xxh3::new();
    for text in [program, options, path] {
        inputs.update(text.as_bytes());
        // No text contains a null character, so different texts are not the same when joined.
        inputs.update(&[0]);
    }
    let document = xxh3_64(root.as_bytes());
    format!("{:016x}{document:016x}", inputs.digest())
}

/// Returns the path, length and modification time of the running program; `None` if they are not available.
fn program_identity() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let metadata = fs::metadata(&path).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (length, nanoseconds) = (metadata.len(), modified.as_nanos());
    Some(format!("{} {length} {nanoseconds}", path.display()))
}
