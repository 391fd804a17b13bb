//! The table of rules.

use super::rule::{Rule, RuleGroup};

macro_rules! rules {
    ($(
        $name:ident $id:literal $group:ident $title:literal
        $why:literal $(request $request:literal response $response:literal)? $advice:literal
    )*) => {
        $(pub(in crate::diff) static $name: Rule = Rule {
            id: $id,
            group: RuleGroup::$group,
            title: $title,
            why: $why,
            request: concat!($($request)?),
            response: concat!($($response)?),
            advice: $advice,
        };)*

        /// All rules, ordered by group.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    OPERATION_ADDED "operation-added" Operations
        "an operation was added"
        "Existing code and requests are unaffected."
        "No action needed."
    OPERATION_REMOVED "operation-removed" Operations
        "an operation was removed"
        "Calls to it fail, and the client no longer has its method."
        "Deprecate it for a release before removing it."
    OPERATION_RENAMED "operation-renamed" Operations
        "the operationId of an operation changed"
        "Requests are unchanged; the client's method and builder are renamed."
        "Keep the operationId, or keep a deprecated method and a type alias under the old names."
    OPERATION_MOVED "operation-moved" Operations
        "the path or method of an operation changed"
        "Released clients call the old path, and code that uses the client still compiles."
        "Serve the old path until released clients are no longer used."
    OPERATION_TAG_CHANGED "operation-tag-changed" Operations
        "the first tag of an operation changed"
        "The operation moves to another file. Modules of operations are private, so callers are unaffected."
        "No action needed."
    OPERATION_DEPRECATED "operation-deprecated" Operations
        "an operation was deprecated, or no longer is"
        "Callers get a compiler warning, which is an error in builds that deny warnings."
        "Name the replacement in the description."

    PARAMETER_ADDED "parameter-added" Parameters
        "an optional parameter was added"
        "The request builder gets a setter; requests without the parameter stay valid."
        "No action needed."
    REQUIRED_PARAMETER_ADDED "required-parameter-added" Parameters
        "a required parameter was added"
        "Requests without it are rejected, and the client's method gets an argument."
        "Make it optional with a default."
    PARAMETER_REMOVED "parameter-removed" Parameters
        "a parameter was removed"
        "Servers may ignore or reject it; the client loses its argument or setter."
        "Keep it as deprecated and ignore its value."
    PARAMETER_BECAME_REQUIRED "parameter-became-required" Parameters
        "a parameter became required"
        "Requests without it are rejected; its setter becomes an argument."
        "Keep it optional with a default."
    PARAMETER_BECAME_OPTIONAL "parameter-became-optional" Parameters
        "a parameter became optional"
        "Requests stay valid; its argument becomes a setter."
        "Keep it required to avoid a breaking change of the crate."
    PARAMETER_RENAMED "parameter-renamed" Parameters
        "a path parameter was renamed"
        "Path parameters are passed by position, so requests and callers are unaffected."
        "No action needed."
    PARAMETER_SETTER_RENAMED "parameter-setter-renamed" Parameters
        "the setter of an optional parameter was renamed"
        "The case of the parameter's name changed, or a parameter with the same Rust name was added or removed."
        "If the other parameter is not needed, drop it with a patch in codegen.toml."
    PARAMETER_PLACE_CHANGED "parameter-place-changed" Parameters
        "a parameter moved between path, query, headers and cookies"
        "Released clients send it in the old location, which the server no longer reads."
        "Accept it in both locations during the transition."
    PARAMETER_ENCODING_CHANGED "parameter-encoding-changed" Parameters
        "the style, explode or content of a parameter changed"
        "The same value is encoded differently, and code that uses the client still compiles."
        "Accept both encodings during the transition."
    PARAMETER_DEPRECATED "parameter-deprecated" Parameters
        "a parameter was deprecated, or no longer is"
        "Callers of its setter get a compiler warning."
        "Name the replacement in the description."

    BODY_ADDED "body-added" Requests
        "an optional request body was added"
        "The request builder gets a setter; requests without a body stay valid."
        "No action needed."
    REQUIRED_BODY_ADDED "required-body-added" Requests
        "a required request body was added"
        "Requests without it are rejected, and the client's method gets an argument."
        "Make it optional."
    BODY_REMOVED "body-removed" Requests
        "a request body was removed"
        "Servers may ignore or reject it; the client loses its argument or setter."
        "Keep it and ignore its value."
    BODY_BECAME_REQUIRED "body-became-required" Requests
        "a request body became required"
        "Requests without it are rejected; its setter becomes an argument."
        "Keep it optional."
    BODY_BECAME_OPTIONAL "body-became-optional" Requests
        "a request body became optional"
        "Requests stay valid; its argument becomes a setter."
        "Keep it required to avoid a breaking change of the crate."
    REQUEST_MEDIA_TYPE_ADDED "request-media-type-added" Requests
        "a media type was added to a request body, or became its first"
        "Requests stay valid. The client sends the first media type of the list by default."
        "List new media types last, so that the client's argument keeps its type."
    REQUEST_MEDIA_TYPE_REMOVED "request-media-type-removed" Requests
        "a media type was removed from a request body"
        "Requests in this media type are rejected."
        "Keep the media type."

    MEDIA_TYPE_PARAMETERS_CHANGED "media-type-parameters-changed" Requests
        "the parameters of a media type changed, such as its charset"
        "The `Content-Type` or `Accept` header changes, and code that uses the client still compiles."
        "Accept both spellings during the transition."

    RESPONSE_ADDED "response-added" Responses
        "a success status was added"
        "Released clients decode it like the other successes, and fail if the body has another shape."
        "Use the schema of the existing success response."
    RESPONSE_REMOVED "response-removed" Responses
        "a success status was removed"
        "Callers never receive it."
        "Keep it declared as long as servers send it."
    ERROR_RESPONSE_ADDED "error-response-added" Responses
        "an error status was added"
        "Clients already treat every status that is not a success as an error."
        "No action needed."
    ERROR_RESPONSE_REMOVED "error-response-removed" Responses
        "an error status was removed"
        "Callers that handle it never receive it."
        "Keep it declared as long as servers send it."
    RESPONSE_BODY_ADDED "response-body-added" Responses
        "a response got a body"
        "Released clients ignore the body; the output of the call is no longer `()`."
        "Declare the body under another status."
    RESPONSE_BODY_REMOVED "response-body-removed" Responses
        "a response lost its body"
        "Released clients expect a body and fail to decode an empty one."
        "Keep the body, or use another status."
    RESPONSE_MEDIA_TYPE_ADDED "response-media-type-added" Responses
        "a media type was added to a response, or became its first"
        "Clients list the media types that they read in `Accept`, so servers do not send them others."
        "No action needed."
    RESPONSE_MEDIA_TYPE_REMOVED "response-media-type-removed" Responses
        "a media type was removed from a response"
        "Released clients request it and cannot decode others."
        "Keep the media type."
    RESPONSE_STREAM_CHANGED "response-stream-changed" Responses
        "a response became a stream of events, or no longer is one"
        "Released clients cannot decode the body."
        "Add an operation or a media type for the stream."
    RESPONSE_HEADER_ADDED "response-header-added" Responses
        "a response header was added, or is now always present"
        "Released clients ignore it."
        "No action needed."
    RESPONSE_HEADER_REMOVED "response-header-removed" Responses
        "a response header was removed, or is no longer always present"
        "Callers that read it find no value."
        "Keep it as long as clients read it."

    TYPE_ADDED "type-added" Types
        "a type was added"
        "Existing code and requests are unaffected."
        "No action needed."
    TYPE_REMOVED "type-removed" Types
        "a type was removed"
        "Code that names it no longer compiles."
        "Keep the schema in `components` as deprecated for a release."
    TYPE_RENAMED "type-renamed" Types
        "a type was renamed"
        "Requests and responses are unchanged; code that names the type no longer compiles."
        "Keep the old name with `names` in codegen.toml, or keep a deprecated alias."
    TYPE_KIND_CHANGED "type-kind-changed" Types
        "the kind of a type changed, such as from an object to a union"
        "Values have another shape, and code that uses the type no longer compiles."
        "Add a new type instead."
    TYPE_SENT "type-sent" Types
        "a type is now used in requests, or no longer is"
        "Only types used in requests have `new` and `with_*`."
        "To keep these functions, keep the type in a request."
    TYPE_DEPRECATED "type-deprecated" Types
        "a type was deprecated, or no longer is"
        "Code that names it gets a compiler warning."
        "Name the replacement in the description."

    PROPERTY_ADDED "property-added" Properties
        "an optional property was added"
        "The type gets a field; it is `#[non_exhaustive]`, so existing code still compiles."
        request "Requests without it stay valid."
        response "Clients ignore unknown properties."
        "No action needed."
    REQUIRED_PROPERTY_ADDED "required-property-added" Properties
        "a required property was added"
        "If the type is sent, `new` gets an argument."
        request "Requests without it are rejected."
        response "Clients ignore unknown properties."
        "Make it optional with a default."
    PROPERTY_REMOVED "property-removed" Properties
        "an optional property was removed"
        "The type loses its field."
        request "Servers may ignore or reject it."
        response "Clients no longer receive it."
        "Keep it as deprecated for a release."
    REQUIRED_PROPERTY_REMOVED "required-property-removed" Properties
        "a required property was removed"
        "The type loses its field."
        request "Servers may ignore or reject it."
        response "Released clients fail to decode objects without it."
        "Keep sending it for a release, marked as deprecated."
    PROPERTY_RENAMED "property-renamed" Properties
        "a property was renamed"
        "Only the new name is sent and read; the field is renamed."
        "Send and accept both names during the transition."
    PROPERTY_WIRE_NAME_CHANGED "property-wire-name-changed" Properties
        "the spelling of a property changed, but not its field"
        "Code that uses the client still compiles, but released clients use the old spelling."
        "Send and accept both spellings during the transition."
    PROPERTY_BECAME_REQUIRED "property-became-required" Properties
        "a property became required"
        "The field is no longer an `Option`."
        request "Requests without it are rejected."
        response "Responses always contain it."
        "Keep it optional in request schemas."
    PROPERTY_BECAME_OPTIONAL "property-became-optional" Properties
        "a property became optional"
        "The field becomes an `Option`."
        request "Requests with it stay valid."
        response "Released clients fail to decode objects without it."
        "Keep it required in response schemas."
    PROPERTY_BECAME_NULLABLE "property-became-nullable" Properties
        "a property became nullable"
        "The field becomes an `Option`, or a `Field` if it is also optional."
        request "Existing requests stay valid."
        response "Released clients fail to decode null."
        "Omit the property instead of sending null."
    PROPERTY_BECAME_NON_NULL "property-became-non-null" Properties
        "a property is no longer nullable"
        "The field cannot hold null."
        request "Requests with null are rejected."
        response "Responses no longer contain null."
        "Keep accepting null."
    PROPERTY_ACCESS_CHANGED "property-access-changed" Properties
        "the readOnly or writeOnly of a property changed"
        "Servers may ignore or reject the property in the other direction; setters are added or removed."
        "Document the change in the description."
    PROPERTY_DEPRECATED "property-deprecated" Properties
        "a property was deprecated, or no longer is"
        "Code that reads or sets it gets a compiler warning."
        "Name the replacement in the description."
    PROPERTY_CONSTANT_CHANGED "property-constant-changed" Properties
        "the only allowed value of a property changed, was added or was removed"
        "`new` sets another value, and existing code may still compile."
        "Accept both values during the transition."
    PROPERTY_RECURSION_CHANGED "property-recursion-changed" Properties
        "a property or variant became boxed, or no longer is, because the recursion of types changed"
        "Requests and responses are unchanged; the Rust type changes."
        "Keep the cycle as it was; nothing else avoids the change."
    ADDITIONAL_PROPERTIES_ADDED "additional-properties-added" Properties
        "an object got a schema for undeclared properties, which are kept in a map"
        "Clients read properties that they ignored before."
        "No action needed."
    ADDITIONAL_PROPERTIES_REMOVED "additional-properties-removed" Properties
        "an object lost the schema for undeclared properties"
        "Clients ignore undeclared properties; the type loses the map with them."
        "Keep the schema."
    OBJECT_CLOSED "object-closed" Properties
        "an object forbids undeclared properties, or no longer does"
        "The Rust type is unchanged."
        request "If the object forbids them, requests with undeclared properties are rejected."
        response "Clients ignore unknown properties."
        "Allow undeclared properties."

    TYPE_CHANGED "type-changed" Values
        "the type of a value changed"
        "Clients and servers of different versions cannot decode each other's values."
        "Add a property or parameter with the new type instead."
    NUMBER_WIDENED "number-widened" Values
        "the range of a number grew, or it may have a fraction"
        "The Rust type changes."
        request "Existing requests stay valid."
        response "Released clients fail to decode numbers outside the old range."
        "Keep the format in responses."
    NUMBER_NARROWED "number-narrowed" Values
        "the range of a number shrank, or it must be an integer"
        "The Rust type changes."
        request "Servers reject numbers outside the new range."
        response "Released clients decode all new values."
        "Keep the format in requests."
    FORMAT_ADDED "format-added" Values
        "a string got a format with a Rust type of its own"
        "The Rust type changes."
        request "Strings that do not match the format are rejected."
        response "Released clients decode all new values."
        "Do not map the format to a type in codegen.toml."
    FORMAT_REMOVED "format-removed" Values
        "a string lost the format that determined its Rust type"
        "The Rust type changes."
        request "Existing requests stay valid."
        response "Released clients fail to decode strings that do not match the format."
        "Keep the format."
    VALUE_OPENED "value-opened" Values
        "a value may be any JSON value"
        "The Rust type changes."
        request "Existing requests stay valid."
        response "Released clients fail to decode values of other types."
        "Keep a schema, even a loose one."
    VALUE_CLOSED "value-closed" Values
        "a value that could be any JSON value got a type"
        "The Rust type changes."
        request "Values of other types are rejected."
        response "Released clients decode all new values."
        "Make sure that the schema allows all values that clients send."
    ITEM_BECAME_NULLABLE "item-became-nullable" Values
        "the items of an array or map, or a body, became nullable"
        "The Rust type changes."
        request "Existing requests stay valid."
        response "Released clients fail to decode null."
        "Omit such items."
    ITEM_BECAME_NON_NULL "item-became-non-null" Values
        "the items of an array or map, or a body, are no longer nullable"
        "The Rust type changes."
        request "Requests with null are rejected."
        response "Responses no longer contain null."
        "Keep accepting null."
    CONSTRAINT_TIGHTENED "constraint-tightened" Values
        "a constraint allows fewer values"
        "The Rust type is unchanged."
        request "Requests outside the new limit are rejected."
        response "Responses stay within the old limit."
        "Keep the old limit for requests."
    CONSTRAINT_LOOSENED "constraint-loosened" Values
        "a constraint allows more values"
        "The Rust type is unchanged."
        request "Existing requests stay valid."
        response "Clients do not check constraints, but callers may rely on them."
        "No action needed if no caller relies on the limit."
    CONSTRAINT_CHANGED "constraint-changed" Values
        "a constraint allows different values, neither more nor fewer"
        "The Rust type is unchanged."
        request "Some requests that were valid are rejected."
        response "Clients do not check constraints, but callers may rely on them."
        "Accept values that match either constraint."
    DEFAULT_CHANGED "default-changed" Values
        "a default changed"
        "Omitted values have another meaning, and code that uses the client still compiles."
        "Mention it in the release notes."

    ENUM_VALUE_ADDED "enum-value-added" Enums
        "a value was added to an enum"
        "The enum gets a variant."
        request "Existing requests stay valid."
        response "Released clients decode the value as `UnknownValue`, updated ones as its own variant."
        "Check code that compares the content of `UnknownValue` with the new value."
    ENUM_VALUE_REMOVED "enum-value-removed" Enums
        "a value was removed from an enum"
        "Code that names its variant no longer compiles."
        request "Requests with it are rejected."
        response "Responses no longer contain it."
        "Keep the value, described as no longer used: its variant stays as a tombstone."
    ENUM_VARIANT_RENAMED "enum-variant-renamed" Enums
        "the variant of an enum value was renamed"
        "Requests and responses are unchanged; code that names the variant no longer compiles."
        "Name the variants with `x-enum-varnames`, so that new values do not rename them."
    ENUM_VALUES_REORDERED "enum-values-reordered" Enums
        "the order of an enum's values changed"
        "Requests, responses and callers are unaffected."
        "No action needed."
    ENUM_TO_TEXT "enum-to-text" Enums
        "an enum became a string or number"
        "The Rust type changes."
        request "Existing requests stay valid."
        response "Responses may contain values that were not listed."
        "Keep the enum: unlisted values are decoded as `UnknownValue`."
    TEXT_TO_ENUM "text-to-enum" Enums
        "a string or number became an enum"
        "The Rust type changes."
        request "Values that are not listed are rejected."
        response "Released clients decode all new values."
        "List every value that clients send."
    ENUM_OPENED "enum-opened" Enums
        "an enum or union became open or closed to unlisted values"
        "Open ones have the variant `UnknownValue`; closed ones fail to decode unlisted values."
        "Keep the discriminator of the union, and `closed_enums` in codegen.toml."

    UNION_VARIANT_ADDED "union-variant-added" Unions
        "a variant was added to a union"
        "The Rust enum gets a variant."
        request "Existing requests stay valid."
        response "Released clients decode it as `UnknownValue` if the union is open, and fail otherwise."
        "Give the union a discriminator, so that new variants are decoded as `UnknownValue`."
    UNION_VARIANT_REMOVED "union-variant-removed" Unions
        "a variant was removed from a union"
        "Code that names it no longer compiles."
        request "Requests with it are rejected."
        response "Responses no longer contain it."
        "Keep the variant, described as no longer used."
    UNION_VARIANT_RENAMED "union-variant-renamed" Unions
        "a variant of a union was renamed"
        "Requests and responses are unchanged; code that names the variant no longer compiles."
        "Give the schema a stable name or title."
    UNION_VARIANTS_REORDERED "union-variants-reordered" Unions
        "the order of a union's variants changed"
        "Without a discriminator, a value that matches several variants is decoded as the first."
        "Keep the order, or give the union a discriminator."
    UNION_TAG_CHANGED "union-tag-changed" Unions
        "the discriminator of a union changed, was added or was removed"
        "Another property selects the variant, and code that uses the client still compiles."
        "Send both properties during the transition."
    UNION_MAPPING_CHANGED "union-mapping-changed" Unions
        "the discriminator values of a union's variant changed"
        "Values with the old tag are decoded as another variant or not at all, and code that uses the client still compiles."
        "Keep the old tag in the mapping next to the new one."

    SECURITY_ADDED "security-added" Security
        "an operation requires other or more credentials"
        "Requests without them are rejected, and code that uses the client still compiles."
        "Make the new credentials optional during the transition, with an empty requirement `{}`."
    SECURITY_REMOVED "security-removed" Security
        "an operation requires fewer credentials"
        "Existing requests stay valid."
        "No action needed."
    SECURITY_ALTERNATIVE_ADDED "security-alternative-added" Security
        "an alternative was added to the credentials of an operation"
        "Existing requests stay valid."
        "No action needed."
    SECURITY_ALTERNATIVE_REMOVED "security-alternative-removed" Security
        "an alternative was removed from the credentials of an operation"
        "Requests that use it are rejected."
        "Keep accepting it during the transition."
    SECURITY_SCOPE_ADDED "security-scope-added" Security
        "an operation requires another scope or role"
        "Requests with a token that lacks it are rejected, and code that uses the client still compiles."
        "Accept tokens without it during the transition."
    SECURITY_SCOPE_REMOVED "security-scope-removed" Security
        "an operation no longer requires a scope or role"
        "Existing requests stay valid."
        "No action needed."
    SECURITY_REORDERED "security-reordered" Security
        "the order of an operation's alternative credentials changed"
        "A client with credentials for several alternatives uses the first."
        "No action needed."
    SECURITY_SCHEME_ADDED "security-scheme-added" Security
        "a security scheme was added"
        "The client builder gets a setter."
        "No action needed."
    SECURITY_SCHEME_REMOVED "security-scheme-removed" Security
        "a security scheme was removed"
        "Requests that use it are rejected; the client builder loses its setter."
        "Keep the scheme as long as clients use it."
    SECURITY_SCHEME_RENAMED "security-scheme-renamed" Security
        "a security scheme was renamed"
        "Requests are unchanged; the setter of the client builder is renamed."
        "Keep the name: only the generated code depends on it."
    SECURITY_SCHEME_CHANGED "security-scheme-changed" Security
        "a security scheme sends its credential in another way"
        "Released clients send it where the server no longer reads it."
        "Accept both during the transition."

    SERVERS_CHANGED "servers-changed" Servers
        "the servers changed"
        "A client that sets no server calls the first one."
        "Keep serving the old URL as long as released clients call it."

    DOCS_CHANGED "docs-changed" Documentation
        "a title, summary or description changed"
        "Only the documentation changes."
        "No action needed."

    UNEXPLAINED_RUST_CHANGE "unexplained-rust-change" Crate
        "the public API of the crate changed, and no other rule explains it"
        "The comparison of both generated crates found the difference."
        "Report it to the maintainers of the generator, with both documents."
    UNEXPLAINED_TEXT_CHANGE "unexplained-text-change" Crate
        "the generated code changed but not its public API, and no other rule explains it"
        "Callers are unaffected."
        "No action needed."
}

/// Returns the rule with this id.
#[must_use]
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
