//! Documents with the values of `serde_json`, which samples and validators use.

use apicrate_codegen::SourceLocation;
use apicrate_codegen::document::{Document, Version};
use apicrate_codegen::{FileId, document};
use serde_json::Value;

/// A document and the values of its files.
#[derive(Debug)]
pub(crate) struct JsonDocument {
    document: Document,
    files: Vec<Value>,
}

impl From<Document> for JsonDocument {
    fn from(document: Document) -> Self {
        let files = (0..).map_while(|index| document.file(FileId(index)));
        let files = files.map(Value::from);
        Self {
            files: files.collect(),
            document,
        }
    }
}

impl JsonDocument {
    /// The version that the document declares.
    pub(crate) fn version(&self) -> Version {
        self.document.version()
    }

    /// The value at a location.
    pub(crate) fn get(&self, at: &SourceLocation) -> Option<&Value> {
        self.files.get(at.file.0)?.pointer(&at.pointer)
    }

    /// The location that a reference in a file leads to.
    pub(crate) fn resolve(
        &self,
        file: FileId,
        reference: &str,
    ) -> Result<SourceLocation, document::ReferenceError> {
        self.document.resolve(file, reference)
    }
}
