//! The codes of diagnostics with their explanations.

use std::fmt;
use std::hash::{Hash, Hasher};

/// The kind of a diagnostic: a stable name in kebab case, with a paragraph that explains it.
#[derive(Clone, Copy)]
pub struct Code {
    name: &'static str,
    explanation: &'static str,
}

impl Code {
    /// The name, such as `unresolved-reference`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.name
    }

    /// What it means and what to do about it.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.explanation
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.name == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.name == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The explanation of the code with this name; `None` where there is no such code.
#[must_use]
pub fn explain(name: &str) -> Option<&'static str> {
    ALL.iter()
        .find(|code| code.name == name)
        .map(|code| code.explanation)
}

macro_rules! codes {
    ($($constant:ident $name:literal $explanation:literal)*) => {
        $(
            #[doc = $explanation]
            pub const $constant: Code = Code { name: $name, explanation: $explanation };
        )*

        /// Every code, in the order of the pipeline.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    UNREADABLE_FILE "unreadable-file"
    "The file cannot be read: it is not there, it is a folder, or the system refuses it. Check the path; it is taken relative \
     to the folder in which the command runs, and that of a reference relative to the file that holds the reference."

    NOT_TEXT "not-text"
    "The file holds bytes that are no text. A document is YAML or JSON in UTF-8 or UTF-16; an archive, an image or a text in \
     another encoding has to be unpacked or converted first."

    EMPTY_FILE "empty-file"
    "The file holds nothing but white space, so there is no document in it."

    SYNTAX "syntax"
    "The text is neither valid YAML nor valid JSON. The message is the parser's own and the position is where the parser \
     gave up, which is at or soon after the mistake."

    TOO_DEEP "too-deep"
    "Objects and arrays are nested in each other for more than 127 levels. No document that people write does this; nesting \
     is limited so that no document can exhaust the stack. Schemas can be moved to components and referred to."

    ALIAS_EXPANSION "alias-expansion"
    "The aliases of a YAML document expand to far more than the document itself. This is refused, since a few lines can \
     expand to more than any memory holds."

    DUPLICATE_KEY "duplicate-key"
    "A key stands more than once in one object, which YAML forbids and JSON leaves undefined. The last one counts, as in most \
     parsers; remove the others."

    NOT_OPENAPI "not-openapi"
    "The file is valid YAML or JSON but no OpenAPI document: the root is not an object, or it has no member `openapi`."

    SWAGGER_2 "swagger-2"
    "The document is written for Swagger 2.0, the predecessor of OpenAPI 3. Converters are at hand, such as swagger2openapi or \
     the one of editor.swagger.io."

    UNSUPPORTED_VERSION "unsupported-version"
    "The member `openapi` names a version that is not known. Versions 3.0, 3.1 and 3.2 are; a later 3.x is read as 3.2."

    UNRESOLVED_REFERENCE "unresolved-reference"
    "A `$ref` points to something that is not there: a misspelt name, or a component that was moved or removed. The hint \
     names the most similar one that exists."

    EXTERNAL_REFERENCE "external-reference"
    "A `$ref` points outside the folder of the root document: a URL, an absolute path, a path that leaves the folder, also by a \
     symbolic link. Nothing is ever fetched, and no file outside that folder is read."

    REFERENCE_CYCLE "reference-cycle"
    "References lead in a circle without ever reaching a schema or another object, so there is nothing that they stand for."

    INVALID_VALUE "invalid-value"
    "A member holds a value of the wrong kind, such as a string where an array belongs. The message says how it is read \
     instead; often it counts as absent."

    MISSING_MEMBER "missing-member"
    "A member that the specification requires is not there. What depends on it is left empty."

    UNKNOWN_MEMBER "unknown-member"
    "An object has a member that the specification does not know and that is no extension (`x-`). It is ignored; perhaps it is \
     misspelt or belongs to another version."

    RESERVED_EXTENSION "reserved-extension"
    "Extensions that begin with `x-codegen-` carry information between the stages of the generator, so a document cannot set \
     them."

    INVALID_TYPE "invalid-type"
    "`type` holds something that is no type of JSON Schema. Where it is clear what was meant that is taken, otherwise any \
     value is accepted."

    UNKNOWN_KEYWORD "unknown-keyword"
    "A schema has a member that is no keyword of JSON Schema or OpenAPI and no extension (`x-`). It is ignored; perhaps it is \
     misspelt, or it was meant to be a property and belongs under `properties`."

    IGNORED_KEYWORD "ignored-keyword"
    "A keyword restricts values in a way that a Rust type cannot express, so it is not carried into the crate. The type is \
     the same as without it."

    DISCRIMINATOR_MAPPING "discriminator-mapping"
    "An entry of a discriminator's mapping names a schema that is not there. The entry is ignored."

    INVALID_PARAMETER "invalid-parameter"
    "A parameter lacks what every parameter needs, or is in a place or has a style that the specification does not know. The \
     message says what is made of it."

    INVALID_STATUS "invalid-status"
    "A response is declared for something that is no status: neither a number of three digits, nor a range such as `4XX`, nor \
     `default`. It is left out."

    INVALID_PATH "invalid-path"
    "A path does not begin with a slash, as every path must (OpenAPI 3.0.3, \"Paths Object\")."

    INVALID_SECURITY "invalid-security"
    "A security scheme lacks what its type needs, or has a type that the specification does not know."

    UNSUPPORTED_METHOD "unsupported-method"
    "An operation has a method that only OpenAPI 3.2 knows. No method of the client is made for it."

    IGNORED_CALLBACK "ignored-callback"
    "Callbacks are requests that the service sends to a server of the caller. A client does not receive requests, so nothing is \
     made from them."
}
