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

/// What a warning or note of some kind says of the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The crate is as the document says, or the document was read in another way than it stands.
    None,
    /// Something that the document says has no part in the crate.
    LeftOut,
    /// A type or a method says less, or something else, than the document.
    Approximated,
    /// A value has no type: it is kept as `serde_json::Value`, as bytes or as text.
    Untyped,
}

impl Effect {
    /// The words for it: `left out`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "as the document says",
            Self::LeftOut => "left out",
            Self::Approximated => "approximated",
            Self::Untyped => "untyped",
        }
    }
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

    /// What a warning or note of this kind says of the generated crate.
    #[must_use]
    pub fn effect(self) -> Effect {
        self.effect
    }

    /// The code of this name.
    ///
    /// # Errors
    ///
    /// The name that is most like it, where there is no such code and one is like it at all.
    pub fn find(name: &str) -> Result<Self, Option<&'static str>> {
        let found = ALL.iter().find(|code| code.name == name);
        found.copied().ok_or_else(|| closest(name))
    }
}

/// How different a name may be from a known one to be taken for a slip: 0 is different, 1 is equal.
const SIMILAR: f64 = 0.8;

/// The name of the code that is most like a name, where one is like it at all.
fn closest(name: &str) -> Option<&'static str> {
    let plain = name.trim().to_lowercase().replace(['_', ' '], "-");
    ALL.iter()
        .map(|code| (strsim::jaro_winkler(&plain, code.name), code.name))
        .filter(|(similarity, _)| *similarity >= SIMILAR)
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
            .ok_or_else(|| D::Error::custom(format_args!("`{name}` is no code")))
    }
}

/// The explanation of the code with this name; `None` where there is no such code.
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
    "`codegen.toml` says something that cannot be, such as a key that no option has. The message says where; the command \
     `schema` prints the JSON Schema of the file, with which editors show the same while it is written."

    GENERATOR_FAULT "generator-fault"
    "What was generated is no valid Rust. This is a fault of the generator and never of the document; nothing is written."

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

    INVALID_CHANGE "invalid-change"
    "An overlay, or a patch of `codegen.toml`, cannot be applied. An overlay keeps to the OpenAPI Overlay Specification: \
     each action has a `target` in JSONPath (RFC 9535) and one of `update`, `copy` and `remove: true`, and what is \
     merged is of the kind of what is there. Of patches, `optional` is for properties, parameters and request bodies, \
     `rename` for members of objects, parameters and operations, `retype` for schemas, `drop` for whatever there is, and \
     `add` for what there is not."

    UNMATCHED_CHANGE "unmatched-change"
    "An action of an overlay, or a patch of `codegen.toml`, changes nothing: what it is about is not in the document, or \
     is as the change would have it. The document was probably mended since, so the change can go, or something was \
     renamed."

    UNSUPPORTED_VERSION "unsupported-version"
    "The member `openapi` names a version that is not known. Versions 3.0, 3.1 and 3.2 are; a later 3.x is read as 3.2."

    UNRESOLVED_REFERENCE "unresolved-reference" Approximated
    "A `$ref` points to something that is not there: a misspelt name, or a component that was moved or removed. The hint \
     names the most similar one that exists."

    EXTERNAL_REFERENCE "external-reference" Approximated
    "A `$ref` points outside the folder of the root document: a URL, an absolute path, a path that leaves the folder, also by a \
     symbolic link. Nothing is ever fetched, and no file outside that folder is read."

    ENCLOSING_REFERENCE "enclosing-reference"
    "A reference such as `#/$defs/Name` leads nowhere from the root of the file, but a schema around it has such a definition. \
     This is what remains when a schema is pasted into a document, so the definition of the enclosing schema is taken."

    REFERENCE_CYCLE "reference-cycle" Approximated
    "References lead in a circle without ever reaching a schema or another object, so there is nothing that they stand for."

    INVALID_VALUE "invalid-value" Approximated
    "A member holds a value of the wrong kind, such as a string where an array belongs. The message says how it is read \
     instead; often it counts as absent."

    MISSING_MEMBER "missing-member"
    "A member that the specification requires is not there. What depends on it is left empty."

    UNKNOWN_MEMBER "unknown-member" LeftOut
    "An object has a member that the specification does not know and that is no extension (`x-`). It is ignored; perhaps it is \
     misspelt or belongs to another version."

    RESERVED_EXTENSION "reserved-extension" LeftOut
    "A few extensions that begin with `x-codegen-` carry information between the stages of the generator, so a document cannot \
     set them."

    INVALID_TYPE "invalid-type" Approximated
    "`type` holds something that is no type of JSON Schema. Where it is clear what was meant that is taken, otherwise any \
     value is accepted."

    UNKNOWN_KEYWORD "unknown-keyword" LeftOut
    "A schema has a member that is no keyword of JSON Schema or OpenAPI and no extension (`x-`). It is ignored; perhaps it is \
     misspelt, or it was meant to be a property and belongs under `properties`."

    IGNORED_KEYWORD "ignored-keyword" Approximated
    "A keyword restricts values in a way that a Rust type cannot express, so it is not carried into the crate. The type is \
     the same as without it."

    MISFIT_KEYWORD "misfit-keyword" LeftOut
    "A keyword is about values of another type than those that the schema's own `type` allows, such as `properties` beside \
     `type: string`. It says nothing of any allowed value, so it has no part in the Rust type; perhaps the type is wrong."

    DISCRIMINATOR_MAPPING "discriminator-mapping" Approximated
    "An entry of a discriminator's mapping names a schema that is not there. The entry is ignored."

    UNMATCHED_SELECTOR "unmatched-selector"
    "A pattern of `include` or `exclude` in `codegen.toml` matches no operation of the document: it is misspelt, or what it \
     matched was renamed or removed."

    INVALID_PARAMETER "invalid-parameter" LeftOut
    "A parameter lacks what every parameter needs, or is in a place or has a style that the specification does not know. The \
     message says what is made of it."

    INVALID_STATUS "invalid-status" LeftOut
    "A response is declared for something that is no status: neither a number of three digits, nor a range such as `4XX`, nor \
     `default`. It is left out."

    INVALID_PATH "invalid-path"
    "A path does not begin with a slash, as every path must (OpenAPI 3.0.3, \"Paths Object\")."

    INVALID_SECURITY "invalid-security" LeftOut
    "A security scheme lacks what its type needs, or has a type that the specification does not know."

    UNSUPPORTED_METHOD "unsupported-method" LeftOut
    "An operation has a method that only OpenAPI 3.2 knows. No method of the client is made for it."

    IGNORED_CALLBACK "ignored-callback" LeftOut
    "Callbacks are requests that the service sends to a server of the caller. A client does not receive requests, so nothing is \
     made from them."

    IGNORED_LINK "ignored-link" LeftOut
    "Links describe which operation can follow a response. No code is made from them; the operation they name can be called as \
     any other."

    UNSUPPORTED_COMPOSITION "unsupported-composition" Approximated
    "Compositions are nested deeper than the generator follows. Nest fewer `allOf`."

    TOO_LARGE "too-large"
    "The document is small, but what it stands for is not: many schemas that compose one of many properties, or many paths that \
     refer to one item of many parameters, repeat all of it. This is refused before it uses up time and memory."

    CONFLICTING_COMPOSITION "conflicting-composition" Approximated
    "The parts of an `allOf` contradict each other: no value can be valid against all of them. The generator takes what stands \
     last. Give the parts types and lists of values that have something in common."

    MISFIT_VALUE "misfit-value" Approximated
    "An `enum` lists values that the schema's own `type` refuses. They are left out as long as others are left; otherwise the \
     list is believed."

    MISFIT_DEFAULT "misfit-default" Approximated
    "A `default` is of another type than its schema, or is none of the values that the schema lists. It stands in the documentation \
     as the document says it; the generated crate has no constant of it."

    MISFIT_FORMAT "misfit-format" Approximated
    "The `format` of an integer names a width that the schema's own example or default is beyond, such as a time in milliseconds \
     called `int32`. A value that the document itself shows has to be read, so the type is as wide as without the format."

    UNREACHABLE_VARIANT "unreachable-variant" Approximated
    "A variant of a union is an object whose every value fits an earlier one too: the same members, none of them required only \
     there. The earlier one is taken, so the later one can be sent but is never read. Give the objects a property that tells \
     them apart, or list the narrower one first."

    UNTYPED "untyped" Untyped
    "Nothing that a Rust type could say is known of the value, or several things at once that no type says together. It is \
     kept whole as `serde_json::Value`; nothing is lost on the wire."

    UNCHECKED_CONSTRAINT "unchecked-constraint" Approximated
    "Alternatives that only say which properties go together do not change a type. The properties are all there, and whether \
     they go together is left to the service."

    REPEATED_VARIANT "repeated-variant" Approximated
    "Two variants of a `oneOf` or `anyOf` are the same type, so a value of the second could never be told from the first."

    AMBIGUOUS_DISCRIMINATOR "ambiguous-discriminator" Approximated
    "Two variants have the same value of the discriminator, or a variant can have none. The variants are told apart by their \
     required properties and constants instead. Give each variant a value of its own in `discriminator.mapping`."

    UNKNOWN_SCHEMA "unknown-schema"
    "An option of `codegen.toml` names a schema that the document does not have, or one that gives no type of the kind that the \
     option is about, such as a struct where an enum belongs. Perhaps it was renamed in the document; left alone, the option \
     would silently do nothing."

    UNUSABLE_PAGINATION "unusable-pagination"
    "A `[[client.pagination]]` of `codegen.toml` names an operation that the document does not have, or a parameter or member \
     that the operation does not have. Places in a page are names of members with dots between them, such as `meta.next`."

    DUPLICATE_OPERATION_ID "duplicate-operation-id"
    "Two operations have the same `operationId`, which must be unique. Give one of them another. With `lenient = true` in \
     `codegen.toml` this is a warning, and all but the first by path and method are called by their method and path."

    NAME_COLLISION "name-collision"
    "Two things of different names in the document would have the same name in Rust, or one that is taken. The later one gets \
     a number; renaming it in the document gives it a better name."

    UNDECLARED_PATH_PARAMETER "undeclared-path-parameter" Approximated
    "The path has a placeholder in braces, but neither the operation nor the path declares a parameter of that name with \
     `in: path`. With `lenient = true` in `codegen.toml` this is a warning, and the parameter is a string."

    UNUSED_PATH_PARAMETER "unused-path-parameter" LeftOut
    "A parameter is declared with `in: path`, but the path has no such placeholder, so there is nowhere to put it. It is left \
     out."

    DUPLICATE_PARAMETER "duplicate-parameter" LeftOut
    "A name is declared twice in one list of parameters with the same place, or twice among headers, whose names have no case. \
     The first one counts."

    NULL_PARAMETER "null-parameter" Approximated
    "A required parameter may be null by its schema, but the styles of OpenAPI have no way to write null. Outside paths it is \
     read as optional: what would be null is left out."

    IGNORED_HEADER "ignored-header" LeftOut
    "Header parameters called `Accept`, `Content-Type` or `Authorization`, and response headers called `Content-Type`, are \
     ignored, as the specification says: media types and security schemes decide about them."

    UNSENT_FRAGMENT "unsent-fragment" Approximated
    "A path has a fragment, the part after `#`. It tells operations of one path apart in the document, but no HTTP client sends \
     it. If the service tells the operations apart by something else, such as a header, declare that."

    UNTYPED_CONTENT "untyped-content" Untyped
    "A value is declared with a schema in a media type that is not read into types, such as XML. It is given and taken as bytes \
     or text, so nothing is lost."

    IGNORED_ENCODING "ignored-encoding" Approximated
    "The `encoding` of a form says how a property is written. It is not carried into the crate: properties are written in the \
     way that the specification has where nothing is said."

    IMPOSSIBLE_BODY "impossible-body" Approximated
    "A response is declared with content though HTTP allows it none: to a HEAD request, or with a status such as 204. The \
     response is read without a body."

    UNDEFINED_SECURITY_SCHEME "undefined-security-scheme" Approximated
    "A security requirement names a scheme that is not in `components/securitySchemes`, so nobody knows what to send. The \
     alternative is ignored; others remain."

    TOKEN_OF_CALLER "token-of-caller" LeftOut
    "Schemes of OAuth 2 and OpenID Connect describe how a token is got. The client sends a token as `Authorization: Bearer`; \
     getting it is up to the caller, who gives the token itself or a `TokenSource` that renews it. Only the flow of client \
     credentials is built into the client."

    SERVER_URL "server-url" Approximated
    "The URL of a server is none that requests can be sent to: it is relative, has no host, or is a placeholder. The client can be \
     made with a base URL that the caller gives."

    SERVER_VARIABLE "server-variable" Approximated
    "A variable of a server is missing, is not in the URL, or has a default that is none of its values. The URL is used as far as \
     it goes; the caller can give another."
}
