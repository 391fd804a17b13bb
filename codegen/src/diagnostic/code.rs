//! The codes of diagnostics with their explanations.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The kind of a diagnostic: a stable name in kebab case, with a paragraph that explains it.
#[derive(Clone, Copy)]
pub struct Code {
    name: &'static str,
    effect: Effect,
    explanation: &'static str,
}

/// The effect on the generated crate that a warning or note reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The crate matches the document, or the document was interpreted differently from how it is written.
    None,
    /// A part of the document is not represented in the crate.
    LeftOut,
    /// A type or a method is less specific than the document, or differs from it.
    Approximated,
    /// A value has no type: it is a `serde_json::Value`, bytes or text.
    Untyped,
}

impl Effect {
    /// Returns the words for it: `left out`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "as in the document",
            Self::LeftOut => "left out",
            Self::Approximated => "approximated",
            Self::Untyped => "untyped",
        }
    }
}

impl Code {
    /// Returns the name, such as `unresolved-reference`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.name
    }

    /// Returns a paragraph on the meaning and possible fixes.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.explanation
    }

    /// Returns the effect on the generated crate.
    #[must_use]
    pub fn effect(self) -> Effect {
        self.effect
    }

    /// Returns `true` if its errors are about an option that names something unknown, not about the document.
    #[must_use]
    pub(crate) fn is_unmatched_option(self) -> bool {
        [
            UNMATCHED_CHANGE,
            UNMATCHED_SELECTOR,
            UNKNOWN_SCHEMA,
            UNUSABLE_PAGINATION,
            UNDEFINED_SECURITY_SCHEME,
        ]
        .contains(&self)
    }

    /// Returns the code with this name.
    ///
    /// # Errors
    ///
    /// Returns the most similar name, if any, if there is no such code.
    pub fn find(name: &str) -> Result<Self, Option<&'static str>> {
        let found = ALL.iter().find(|code| code.name == name);
        found.copied().ok_or_else(|| closest(name))
    }
}

/// The minimum similarity of a suggested name: 0 is different, 1 is equal.
const MIN_SIMILARITY: f64 = 0.8;

/// Returns the name of the most similar code, if any is similar.
fn closest(name: &str) -> Option<&'static str> {
    let plain = name.trim().to_lowercase().replace(['_', ' '], "-");
    ALL.iter()
        .map(|code| (strsim::jaro_winkler(&plain, code.name), code.name))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
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

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let code = ALL.iter().find(|code| code.name == name);
        code.copied()
            .ok_or_else(|| D::Error::custom(format_args!("unknown code `{name}`")))
    }
}

/// Returns the explanation of the code with this name; `None` if there is no such code.
#[must_use]
pub fn explain(name: &str) -> Option<&'static str> {
    Code::find(name).ok().map(Code::explanation)
}

macro_rules! effect {
    () => {
        Effect::None
    };
    ($effect:ident) => {
        Effect::$effect
    };
}

macro_rules! codes {
    ($($constant:ident $name:literal $($effect:ident)? $explanation:literal)*) => {
        $(
            #[doc = $explanation]
            pub const $constant: Code = Code {
                name: $name,
                effect: effect!($($effect)?),
                explanation: $explanation,
            };
        )*

        /// Every code, in the order of the pipeline.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    INVALID_CONFIGURATION "invalid-configuration"
    "`codegen.toml` is invalid, for example because of an unknown key. The command `schema` prints the JSON Schema of the file, \
     with which editors check it."

    GENERATOR_FAULT "generator-fault"
    "The generated code is not valid Rust. This is a bug in the generator, not in the document; nothing is written."

    UNREADABLE_FILE "unreadable-file"
    "The file cannot be read: it does not exist, is a folder, or access is denied. Check the path. It is relative to the current \
     folder, or, in a reference, to the file that contains the reference."

    NOT_TEXT "not-text"
    "The file is not text. A document must be YAML or JSON in UTF-8 or UTF-16; unpack an archive or convert another encoding first."

    EMPTY_FILE "empty-file"
    "The file contains only white space and comments, so there is no document to read."

    SYNTAX "syntax"
    "The text is neither valid YAML nor valid JSON. The message is the parser's; the mistake is at the position or shortly before it."

    TOO_DEEP "too-deep"
    "Objects and arrays are nested more than 127 levels deep. The limit prevents a document from exhausting the stack. Move schemas \
     to `components` and refer to them."

    ALIAS_EXPANSION "alias-expansion"
    "The aliases of a YAML document expand to far more than the document itself. This is refused because a few lines can expand to \
     more than fits into memory."

    DUPLICATE_KEY "duplicate-key"
    "An object contains a key more than once, which YAML forbids and JSON leaves undefined. The last value wins, as in most \
     parsers; remove the others."

    NOT_OPENAPI "not-openapi"
    "The file is valid YAML or JSON but not an OpenAPI document: the root is not an object, or has no member `openapi`."

    SWAGGER_2 "swagger-2"
    "The document is written in Swagger 2.0, the predecessor of OpenAPI 3. Convert it first, for example with swagger2openapi or \
     editor.swagger.io."

    INVALID_CHANGE "invalid-change"
    "An overlay, or a patch in `codegen.toml`, cannot be applied. Overlays follow the OpenAPI Overlay Specification: each action \
     has a `target` in JSONPath (RFC 9535) and one of `update`, `copy` and `remove: true`, and a merged value has the type of its \
     target. In patches, `optional` applies to properties, parameters and request bodies, `rename` to members of objects, \
     parameters and operations, `retype` to schemas, `drop` to any existing node, and `add` to a node that does not exist."

    UNMATCHED_CHANGE "unmatched-change"
    "An action of an overlay, or a patch in `codegen.toml`, has no effect: its target does not exist, or already has the desired \
     value. If the document was fixed, remove the change; if something was renamed, adjust it. A patch without a target is an \
     error."

    UNSUPPORTED_VERSION "unsupported-version"
    "The member `openapi` contains an unknown version. Versions 3.0, 3.1 and 3.2 are supported; a later 3.x is read as 3.2."

    UNRESOLVED_REFERENCE "unresolved-reference" Approximated
    "The target of a `$ref` does not exist: a misspelt name, or a component that was moved or removed. The hint contains the most \
     similar existing name."

    EXTERNAL_REFERENCE "external-reference" Approximated
    "The target of a `$ref` is outside of the folder of the root document: a URL, an absolute path, or a path or symbolic link that \
     leaves the folder. Nothing is fetched, and no file outside of that folder is read unless `roots` in `codegen.toml` or the \
     option `--root` names the folder of the file."

    ENCLOSING_REFERENCE "enclosing-reference"
    "A reference such as `#/$defs/Name` has no target in the root of the file, but an enclosing schema has such a definition. This \
     happens when a schema is pasted into a document; the definition of the enclosing schema is used."

    REFERENCE_CYCLE "reference-cycle" Approximated
    "References form a cycle that never reaches an object, so they have no target."

    INVALID_VALUE "invalid-value" Approximated
    "A member has a value of the wrong type, such as a string instead of an array. The message describes how it is interpreted; \
     often it is ignored."

    MISSING_MEMBER "missing-member"
    "A member that the specification requires is missing. Dependent parts are left empty."

    UNKNOWN_MEMBER "unknown-member" LeftOut
    "An object has a member that is not in the specification and is not an extension (`x-`). It is ignored; it may be misspelt or \
     belong to another version."

    INVALID_TYPE "invalid-type" Approximated
    "The value of `type` is not a type of JSON Schema. If the intended type is clear, it is used; otherwise any value is accepted."

    UNKNOWN_KEYWORD "unknown-keyword" LeftOut
    "A schema has a member that is not a keyword of JSON Schema or OpenAPI and not an extension (`x-`). It is ignored; it may be \
     misspelt, or a property that belongs under `properties`."

    IGNORED_KEYWORD "ignored-keyword" Approximated
    "A keyword restricts values in a way that a Rust type cannot express, so it is ignored. The type is the same as without it."

    MISFIT_KEYWORD "misfit-keyword" LeftOut
    "A keyword applies to values of a type that the schema does not allow, such as `properties` beside `type: string`. It does not \
     affect any allowed value, so it is ignored; the type may be wrong."

    DISCRIMINATOR_MAPPING "discriminator-mapping" Approximated
    "An entry of a discriminator mapping refers to a schema that does not exist. The entry is ignored."

    UNUSED_FORMAT "unused-format"
    "An entry of `formats` in `codegen.toml` has no effect: no value of the crate has a type for this format. It may be misspelt, or \
     the schemas with this format have values of a fixed set."

    UNMATCHED_SELECTOR "unmatched-selector"
    "A pattern of `include` or `exclude`, or the extension of `group_by`, in `codegen.toml` matches no operation: it is misspelt, or \
     the operations were renamed or removed."

    INVALID_PARAMETER "invalid-parameter" LeftOut
    "A parameter lacks a required member, or has an unknown location or style. The message describes how it is interpreted."

    INVALID_STATUS "invalid-status" LeftOut
    "A response is declared for an invalid status: it is not a number of three digits, a range such as `4XX`, or `default`. It is \
     left out."

    INVALID_PATH "invalid-path"
    "A path does not begin with a slash, as every path must (OpenAPI 3.0.3, \"Paths Object\")."

    INVALID_SECURITY "invalid-security" LeftOut
    "A security scheme lacks a member that its type requires, or has an unknown type."

    UNSUPPORTED_METHOD "unsupported-method" LeftOut
    "An operation has a method that only exists in OpenAPI 3.2. It is left out of the client."

    IGNORED_CALLBACK "ignored-callback" LeftOut
    "Callbacks are requests from the service to a server of the caller. A client does not receive requests, so they have no \
     methods; their bodies become types for that server."

    IGNORED_WEBHOOK "ignored-webhook" LeftOut
    "Webhooks are requests from the service to a server of the caller, which a client does not receive. Their bodies become types for \
     that server; names, parameters such as a header with a signature, and security are ignored."

    IGNORED_LINK "ignored-link" LeftOut
    "Links describe which operation can follow a response. They are ignored; their operations can be called like any other."

    UNSUPPORTED_COMPOSITION "unsupported-composition" Approximated
    "Compositions are nested deeper than the generator supports. Nest fewer `allOf`."

    TOO_LARGE "too-large"
    "The document expands to far more than its size: many schemas compose one with many properties, or many paths refer to one path \
     item with many parameters. This is refused before it exhausts time and memory."

    CONFLICTING_COMPOSITION "conflicting-composition" Approximated
    "The schemas of an `allOf` contradict each other: no value is valid against all of them. The last one wins. Give the schemas \
     compatible types and enum values."

    MISFIT_VALUE "misfit-value" Approximated
    "An `enum` contains values that the schema's `type` does not allow. They are left out unless no others remain; then the type is \
     ignored."

    MISFIT_DEFAULT "misfit-default" Approximated
    "A `default` has another type than its schema, or is not one of the schema's enum values. It appears in the documentation, but \
     the crate has no constant for it."

    MISFIT_FORMAT "misfit-format" Approximated
    "The `format` of an integer is too narrow for the schema's own example or default, such as a time in milliseconds with `int32`. \
     The type is as wide as without the format."

    UNREACHABLE_VARIANT "unreachable-variant" Approximated
    "Every value of a union variant also fits an earlier variant: both are objects with the same members, and none is required only \
     in the later one. The earlier variant is used for decoding, so the later one can only be sent. Give the variants a property \
     that distinguishes them, or list the narrower one first."

    UNTYPED "untyped" Untyped
    "No Rust type can represent the value, because the document does not restrict it or combines several types. It is a \
     `serde_json::Value`; nothing is lost on the wire."

    UNCHECKED_CONSTRAINT "unchecked-constraint" Approximated
    "Alternatives that only restrict which properties may be combined do not affect a type. All properties exist; the service checks \
     the combination."

    REPEATED_VARIANT "repeated-variant" Approximated
    "Two variants of a `oneOf` or `anyOf` have the same type, so their values cannot be distinguished."

    AMBIGUOUS_DISCRIMINATOR "ambiguous-discriminator" Approximated
    "Two variants have the same discriminator value, or a variant cannot have one. The variants are distinguished by required \
     properties and constants instead. Give each variant its own value in `discriminator.mapping`."

    UNKNOWN_SCHEMA "unknown-schema"
    "An option in `codegen.toml` names a schema that does not exist, or whose type does not fit the option, such as a struct instead \
     of an enum. It may have been renamed in the document."

    UNUSABLE_PAGINATION "unusable-pagination"
    "A `[[client.pagination]]` in `codegen.toml` names an operation that does not exist, or a parameter or member that the operation \
     does not have. Paths in a page are member names separated by dots, such as `meta.next`."

    DUPLICATE_OPERATION_ID "duplicate-operation-id"
    "Two operations have the same `operationId`, which must be unique. Rename one of them. With `lenient = true` in `codegen.toml` \
     this is a warning, and all but the first by path and method are named by method and path."

    NAME_COLLISION "name-collision"
    "Two different names in the document map to the same name in Rust, or to a reserved one. The later one gets a number; rename it \
     in the document for a better name."

    UNDECLARED_PATH_PARAMETER "undeclared-path-parameter" Approximated
    "The path has a placeholder in braces, but neither the operation nor the path declares a parameter with that name and \
     `in: path`. With `lenient = true` in `codegen.toml` this is a warning, and the parameter is a string."

    UNUSED_PATH_PARAMETER "unused-path-parameter" LeftOut
    "A parameter is declared with `in: path`, but the path has no such placeholder. It is left out."

    DUPLICATE_PARAMETER "duplicate-parameter" LeftOut
    "A list of parameters declares a name twice with the same location. Header names are compared without case. The first one wins."

    NULL_PARAMETER "null-parameter" Approximated
    "The schema of a required parameter allows null, but the parameter styles of OpenAPI cannot represent null. Outside of paths it is \
     treated as optional: null is sent as absent."

    IGNORED_HEADER "ignored-header" LeftOut
    "Header parameters named `Accept`, `Content-Type` or `Authorization`, and response headers named `Content-Type`, are ignored, as \
     the specification requires: media types and security schemes determine them."

    UNSENT_FRAGMENT "unsent-fragment" Approximated
    "A path contains a fragment, the part after `#`. It distinguishes operations in the document, but HTTP clients do not send it. If \
     the service distinguishes the operations by something else, such as a header, declare that."

    UNTYPED_CONTENT "untyped-content" Untyped
    "A schema is declared for a media type that is not decoded into types, such as XML. The value is sent and received as bytes or \
     text, so nothing is lost."

    IGNORED_ENCODING "ignored-encoding" Approximated
    "The `encoding` of a form specifies how to serialize a property. It is ignored: properties are serialized by the default rules of \
     the specification."

    UNWRITABLE_BODY "unwritable-body" LeftOut
    "A media type cannot represent a body of its schema: a form is an object, and so is a multipart body whose parts have names. No \
     method sends the body in this format, unless there is no other. Some frameworks repeat one schema for all media types."

    IMPOSSIBLE_BODY "impossible-body" Approximated
    "A response is declared with content, but HTTP does not allow any: for a HEAD request, or with a status such as 204. The response \
     is read without a body."

    UNDEFINED_SECURITY_SCHEME "undefined-security-scheme" Approximated
    "A security requirement names a scheme that is not in `components/securitySchemes`. The requirement is ignored; alternatives \
     remain. A name in `codegen.toml` is an error."

    UNREQUIRED_SECURITY "unrequired-security" Approximated
    "No operation requires a security scheme that the document declares, so the client does not send its credential, even if it is \
     set. Frameworks often declare a scheme without requiring it. `security` in `codegen.toml` requires schemes for all operations \
     that declare no `security`."

    UNSUPPORTED_SECURITY "unsupported-security" Approximated
    "The client computes the credentials of the HTTP schemes Basic and Bearer only. Of another scheme it sends the name and the \
     credential as it is, which is not enough for schemes such as Digest, whose credentials depend on a challenge of the server or \
     on the request. A client certificate (mutual TLS) belongs to the connection, so the HTTP client of the caller has it."

    TOKEN_OF_CALLER "token-of-caller" LeftOut
    "OAuth 2 and OpenID Connect schemes describe how to obtain a token. The client sends a token as `Authorization: Bearer`; the \
     caller obtains it and passes it, or a `TokenSource` that renews it. Only the client credentials flow is built into the client."

    SERVER_URL "server-url" Approximated
    "Requests cannot be sent to the URL of a server: it is relative, has no host, or is a placeholder. Create the client with a base \
     URL."

    SERVER_VARIABLE "server-variable" Approximated
    "A server variable is undeclared, is not in the URL, or has a default that is not one of its enum values. The URL is used as far as \
     possible; the caller can set another one."
}
