//! Reads an output folder.

use super::error::OutputError;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// A file on disk compared with the generated one.
pub(super) enum OnDisk {
    /// There is no file.
    Missing,
    /// It has the generated text.
    Same,
    /// It has another text.
    Different(Vec<u8>),
}

/// Compares a file with the generated text. `buffer` is memory that is used again by the next call.
pub(super) fn compare(
    path: &Path,
    text: &str,
    buffer: &mut Vec<u8>,
) -> Result<OnDisk, OutputError> {
    let failed = |error| OutputError::io("read", path)(error);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(OnDisk::Missing),
        Err(error) => return Err(failed(error)),
    };
    // One more byte is read, to detect a longer file.
    let limit = text.len() + 1;
    if buffer.len() < limit {
        buffer.resize(limit.next_power_of_two(), 0);
    }
    let mut length = 0;
    while length < limit {
        match file.read(&mut buffer[length..limit]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
    if buffer[..length] == *text.as_bytes() {
        return Ok(OnDisk::Same);
    }
    let mut bytes = buffer[..length].to_vec();
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(OnDisk::Different(bytes))
}

/// The contents of a file; `None` if it does not exist.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::io("read", path)(error)),
    }
}

/// Checks that no file is below a symbolic link, which could lead out of the output folder. The folder of the sources may be a
/// link, since that is the user's choice.
pub(super) fn refuse_links(root: &Path, sources: &str, files: &[&str]) -> Result<(), OutputError> {
    let mut seen = HashSet::new();
    for file in files {
        let slashes = file.match_indices('/').map(|(at, _)| at);
        for end in slashes.chain([file.len()]) {
            let path = &file[..end];
            let may_be_link = Path::new(sources).starts_with(path);
            if seen.insert(path) && !may_be_link && root.join(path).is_symlink() {
                return Err(OutputError::Path {
                    path: (*file).to_owned(),
                    reason: "it is a symbolic link, or below one",
                });
            }
        }
    }
    Ok(())
}

/// The files of `folder` below `root`, in the system's order; symbolic links are not followed.
pub(super) fn list(root: &Path, folder: &str) -> Result<Vec<String>, OutputError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let place = root.join(&folder);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(OutputError::io("read", place)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| OutputError::io("read", &place)(error))?;
            let kind = entry
                .file_type()
                .map_err(|error| OutputError::io("read", entry.path())(error))?;
            // Generated names are UTF-8.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = [&folder, "/", &name].concat();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                files.push(path);
            }
        }
    }
    Ok(files)
}
