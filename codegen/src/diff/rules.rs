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

        /// Every rule, by group.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    OPERATION_ADDED "operation-added" Operations
        "an operation is new"
        "Nothing that exists is touched."
        "Nothing has to be done."
    OPERATION_REMOVED "operation-removed" Operations
        "an operation is gone"
        "Calls of it fail, and its method is gone from the client."
        "Mark it deprecated for a release before it goes."
    OPERATION_RENAMED "operation-renamed" Operations
        "the operationId of a method and path is another"
        "The server sees no difference; the client's method and builder have new names."
        "Keep the operationId, or keep a deprecated method and type alias under the old names."
    OPERATION_MOVED "operation-moved" Operations
        "an operation has another path or method"
        "Released clients call the old place, and callers compile as before."
        "Keep the old path served until released clients have gone."
    OPERATION_TAG_CHANGED "operation-tag-changed" Operations
        "an operation stands under another first tag"
        "The file that holds it is another; modules of operations are private, so no caller can tell."
        "Nothing has to be done."
    OPERATION_DEPRECATED "operation-deprecated" Operations
        "an operation is deprecated, or no longer"
        "Callers get a warning from the compiler, which fails builds that deny warnings."
        "Say in its description what to call instead."

    PARAMETER_ADDED "parameter-added" Parameters
        "an optional parameter is new"
        "It is a setter of the call; requests without it stay valid."
        "Nothing has to be done."
    REQUIRED_PARAMETER_ADDED "required-parameter-added" Parameters
        "a required parameter is new"
        "Requests without it are refused, and the client's method takes one argument more."
        "Make it optional with a default."
    PARAMETER_REMOVED "parameter-removed" Parameters
        "a parameter is gone"
        "Servers may ignore it or refuse it; its argument or setter is gone from the client."
        "Keep it as deprecated, and ignore what is sent."
    PARAMETER_BECAME_REQUIRED "parameter-became-required" Parameters
        "a parameter became required"
        "Requests without it are refused; it moves from a setter to an argument."
        "Keep it optional and give it a default."
    PARAMETER_BECAME_OPTIONAL "parameter-became-optional" Parameters
        "a parameter became optional"
        "Requests stay valid; it moves from an argument to a setter."
        "Keep it required where the crate should not break."
    PARAMETER_RENAMED "parameter-renamed" Parameters
        "a path parameter has another name"
        "Path parameters are given by their position: nothing that travels changes, and no caller."
        "Nothing has to be done."
    PARAMETER_SETTER_RENAMED "parameter-setter-renamed" Parameters
        "the setter of an optional parameter has another name"
        "A parameter whose name is the same in Rust came or went, or the document writes the name in another case."
        "Drop the other by a patch in codegen.toml, where nobody needs it."
    PARAMETER_PLACE_CHANGED "parameter-place-changed" Parameters
        "a parameter moved between path, query, headers and cookies"
        "Released clients send it where it is no longer read."
        "Accept it in both places for a while."
    PARAMETER_ENCODING_CHANGED "parameter-encoding-changed" Parameters
        "a parameter has another style, explode or content"
        "The same value is sent as other bytes, and callers compile as before."
        "Accept both forms for a while."
    PARAMETER_DEPRECATED "parameter-deprecated" Parameters
        "a parameter is deprecated, or no longer"
        "Callers of its setter get a warning from the compiler."
        "Say in its description what to use instead."

    BODY_ADDED "body-added" Requests
        "an optional request body is new"
        "Requests without it stay valid; it is a setter."
        "Nothing has to be done."
    REQUIRED_BODY_ADDED "required-body-added" Requests
        "a required request body is new"
        "Requests without it are refused, and the client's method takes one argument more."
        "Make it optional."
    BODY_REMOVED "body-removed" Requests
        "a request body is gone"
        "Servers may ignore it or refuse it; its argument or setter is gone."
        "Keep it, and ignore what is sent."
    BODY_BECAME_REQUIRED "body-became-required" Requests
        "a request body became required"
        "Requests without it are refused; it moves from a setter to an argument."
        "Keep it optional."
    BODY_BECAME_OPTIONAL "body-became-optional" Requests
        "a request body became optional"
        "Requests stay valid; it moves from an argument to a setter."
        "Keep it required where the crate should not break."
    REQUEST_MEDIA_TYPE_ADDED "request-media-type-added" Requests
        "a request may be sent in another media type too"
        "What was accepted still is. The client sends the first that is listed."
        "List a new media type after the others, so that the client's argument stays."
    REQUEST_MEDIA_TYPE_REMOVED "request-media-type-removed" Requests
        "a request can no longer be sent in a media type"
        "Requests in it are refused."
        "Keep the media type."

    MEDIA_TYPE_PARAMETERS_CHANGED "media-type-parameters-changed" Requests
        "a media type has other parameters: a charset, a version"
        "The header that names it is another, and callers compile as before."
        "Accept both spellings for a while."

    RESPONSE_ADDED "response-added" Responses
        "a status of success is new"
        "Released clients read it as they read the other: a body of another shape is not understood."
        "Give it the same schema as the other success."
    RESPONSE_REMOVED "response-removed" Responses
        "a status of success is gone"
        "Nothing that comes is of a new kind, but callers that wait for it wait in vain."
        "Keep it declared as long as it is sent."
    ERROR_RESPONSE_ADDED "error-response-added" Responses
        "a status of failure is new"
        "Every status that is no success was an error before."
        "Nothing has to be done."
    ERROR_RESPONSE_REMOVED "error-response-removed" Responses
        "a status of failure is gone"
        "Callers that tell it from others do so in vain."
        "Keep it declared as long as it is sent."
    RESPONSE_BODY_ADDED "response-body-added" Responses
        "a response that had no body has one"
        "Released clients pass the body over; the output of the call is no longer `()`."
        "Declare the body under a status of its own."
    RESPONSE_BODY_REMOVED "response-body-removed" Responses
        "a response no longer has a body"
        "Released clients wait for a body, and fail to read none."
        "Keep the body, or use a status of its own."
    RESPONSE_MEDIA_TYPE_ADDED "response-media-type-added" Responses
        "a response may come in another media type too"
        "Clients say in `Accept` what they read, so nothing comes that was not asked for."
        "Nothing has to be done."
    RESPONSE_MEDIA_TYPE_REMOVED "response-media-type-removed" Responses
        "a response no longer comes in a media type"
        "Released clients ask for it, and do not read another."
        "Keep the media type."
    RESPONSE_STREAM_CHANGED "response-stream-changed" Responses
        "a response became a stream of events, or no longer is one"
        "The whole body is of another form."
        "Give the stream an operation or a media type of its own."
    RESPONSE_HEADER_ADDED "response-header-added" Responses
        "a response header is new"
        "Released clients pass it over."
        "Nothing has to be done."
    RESPONSE_HEADER_REMOVED "response-header-removed" Responses
        "a response header is gone, or no longer always comes"
        "Callers that read it find nothing."
        "Keep it as long as clients read it."

    TYPE_ADDED "type-added" Types
        "a type is new"
        "Nothing that exists is touched."
        "Nothing has to be done."
    TYPE_REMOVED "type-removed" Types
        "a type is gone"
        "Code that names it no longer compiles."
        "Keep the schema under `components` for a release, marked deprecated."
    TYPE_RENAMED "type-renamed" Types
        "a type has another name and the same shape"
        "Nothing that travels changes; code that names the type no longer compiles."
        "Give the schema its old name with `names` in codegen.toml, or keep a deprecated alias."
    TYPE_KIND_CHANGED "type-kind-changed" Types
        "a type is another kind of thing: an object became a union, an enum a text"
        "Values are of another shape, and code that makes or reads them is another."
        "Give what is new a name of its own."
    TYPE_SENT "type-sent" Types
        "a type is now in requests, or no longer"
        "Types that are sent have `new` and `with_*`; others have not."
        "Nothing has to be done where it is gained; keep a use in a request where it is lost."
    TYPE_DEPRECATED "type-deprecated" Types
        "a type is deprecated, or no longer"
        "Code that names it gets a warning from the compiler."
        "Say in its description what to use instead."

    PROPERTY_ADDED "property-added" Properties
        "an optional property is new"
        "It is a field more of a type that callers cannot write out."
        request "Requests without it stay valid."
        response "Clients pass over what they do not know."
        "Nothing has to be done."
    REQUIRED_PROPERTY_ADDED "required-property-added" Properties
        "a required property is new"
        "Where it has to be given, `new` takes one argument more."
        request "Requests without it are refused."
        response "Clients pass over what they do not know."
        "Make it optional with a default."
    PROPERTY_REMOVED "property-removed" Properties
        "an optional property is gone"
        "Its field is gone."
        request "Servers may ignore it or refuse it."
        response "Clients no longer find it."
        "Keep it as deprecated for a release."
    REQUIRED_PROPERTY_REMOVED "required-property-removed" Properties
        "a required property is gone"
        "Its field is gone."
        request "Servers may ignore it or refuse it."
        response "Released clients fail to read objects without it."
        "Keep sending it, marked deprecated, for a release."
    PROPERTY_RENAMED "property-renamed" Properties
        "a property has another name and the same type"
        "The old name is not sent and not understood any more; the field has a new name."
        "Send and accept both names for a while."
    PROPERTY_WIRE_NAME_CHANGED "property-wire-name-changed" Properties
        "a property is written otherwise and its field is called the same"
        "Callers compile as before, and released clients neither send nor find it."
        "Send and accept both spellings for a while."
    PROPERTY_BECAME_REQUIRED "property-became-required" Properties
        "a property became required"
        "The field is no longer an `Option`."
        request "Requests without it are refused."
        response "It always comes."
        "Keep it optional in the schema of the request."
    PROPERTY_BECAME_OPTIONAL "property-became-optional" Properties
        "a property became optional"
        "The field becomes an `Option`."
        request "Requests with it stay valid."
        response "Released clients fail to read objects without it."
        "Keep it required in the schema of the response."
    PROPERTY_BECAME_NULLABLE "property-became-nullable" Properties
        "null is a value of a property now"
        "The field is an `Option`, or a `Field` where it is optional too."
        request "What was sent stays valid."
        response "Released clients fail to read null where a value was required."
        "Leave the property out instead of sending null."
    PROPERTY_BECAME_NON_NULL "property-became-non-null" Properties
        "null is no longer a value of a property"
        "The field no longer holds null."
        request "Requests with null are refused."
        response "Null no longer comes."
        "Accept null as before."
    PROPERTY_ACCESS_CHANGED "property-access-changed" Properties
        "a property is readOnly or writeOnly now, or no longer"
        "Servers may ignore or refuse it in the other direction; setters come and go."
        "Say in its description what happens to it."
    PROPERTY_DEPRECATED "property-deprecated" Properties
        "a property is deprecated, or no longer"
        "Code that reads or sets it gets a warning from the compiler."
        "Say in its description what to use instead."
    PROPERTY_CONSTANT_CHANGED "property-constant-changed" Properties
        "the only value of a property is another, or there is no longer only one"
        "The value that `new` sets is another, and callers may compile as before."
        "Accept both values for a while."
    PROPERTY_RECURSION_CHANGED "property-recursion-changed" Properties
        "a property is boxed now, or no longer, since types contain each other otherwise"
        "Nothing that travels changes; the field's type is another."
        "Nothing can be done in the document but to keep the cycle as it was."
    ADDITIONAL_PROPERTIES_ADDED "additional-properties-added" Properties
        "members without a field of their own are declared, and kept in a map"
        "Members that were passed over are read."
        "Nothing has to be done."
    ADDITIONAL_PROPERTIES_REMOVED "additional-properties-removed" Properties
        "members without a field of their own are no longer declared"
        "They are passed over; the map that kept them is gone."
        "Keep the declaration."
    OBJECT_CLOSED "object-closed" Properties
        "an object takes no other members now, or takes them again"
        "No type shows it."
        request "Where it is closed, requests with other members are refused."
        response "Clients pass over what they do not know."
        "Leave objects open."

    TYPE_CHANGED "type-changed" Values
        "a value is of another type"
        "What one side writes the other does not read."
        "Give the new type a property or parameter of its own."
    NUMBER_WIDENED "number-widened" Values
        "a number takes more values: a wider integer, or any number"
        "The Rust type is another."
        request "What was sent stays valid."
        response "Released clients fail to read what did not fit before."
        "Keep the format in responses."
    NUMBER_NARROWED "number-narrowed" Values
        "a number takes fewer values: a narrower integer, or integers alone"
        "The Rust type is another."
        request "Servers refuse what no longer fits."
        response "What comes fits what released clients read."
        "Keep the format in requests."
    FORMAT_ADDED "format-added" Values
        "a text has a format now that has a type of its own"
        "The Rust type is another."
        request "Texts that do not follow the format are refused."
        response "What comes is text as before."
        "Map no type to the format in codegen.toml."
    FORMAT_REMOVED "format-removed" Values
        "a text no longer has the format that gave it a type"
        "The Rust type is another."
        request "What was sent stays valid."
        response "Released clients fail to read texts that do not follow the format."
        "Keep the format."
    VALUE_OPENED "value-opened" Values
        "a value may be anything now"
        "The Rust type is another."
        request "What was sent stays valid."
        response "Released clients fail to read what is not of the old type."
        "Keep a schema for it, if a loose one."
    VALUE_CLOSED "value-closed" Values
        "a value that could be anything has a type now"
        "The Rust type is another."
        request "Values of other types are refused."
        response "What comes is something that released clients read."
        "Make sure that the schema takes all that was sent."
    ITEM_BECAME_NULLABLE "item-became-nullable" Values
        "null stands among the items of an array or map now, or is a body's value"
        "The Rust type is another."
        request "What was sent stays valid."
        response "Released clients fail to read null there."
        "Leave such items out."
    ITEM_BECAME_NON_NULL "item-became-non-null" Values
        "null no longer stands among the items of an array or map, nor is it a body's value"
        "The Rust type is another."
        request "Requests with null there are refused."
        response "Null no longer comes."
        "Accept null as before."
    CONSTRAINT_TIGHTENED "constraint-tightened" Values
        "a limit takes fewer values"
        "No type shows it."
        request "Requests beyond the new limit are refused."
        response "What comes stays within the old limit."
        "Keep the old limit for requests."
    CONSTRAINT_LOOSENED "constraint-loosened" Values
        "a limit takes more values"
        "No type shows it."
        request "What was sent stays valid."
        response "Clients check no limits, but their callers may count on them."
        "Nothing has to be done where nobody counts on the limit."
    CONSTRAINT_CHANGED "constraint-changed" Values
        "a limit is another, and neither takes all that the other takes"
        "No type shows it."
        request "Some requests that were valid are refused."
        response "Clients check no limits, but their callers may count on them."
        "Accept what either takes."
    DEFAULT_CHANGED "default-changed" Values
        "the default is another"
        "What is not sent means another thing than before, and callers compile as before."
        "Say it in the notes of the release."

    ENUM_VALUE_ADDED "enum-value-added" Enums
        "an enum has a new value"
        "There is a variant more."
        request "What was sent stays valid."
        response "Released clients keep the value in `Unknown`; after the update it is in a variant of its own."
        "Look for code that compares what `Unknown` holds with the new value."
    ENUM_VALUE_REMOVED "enum-value-removed" Enums
        "an enum has lost a value"
        "Code that names its variant no longer compiles."
        request "Requests with it are refused."
        response "It no longer comes."
        "Keep the value in the document, described as no longer sent: its variant stays as a tombstone."
    ENUM_VARIANT_RENAMED "enum-variant-renamed" Enums
        "the variant of a value has another name"
        "Nothing that travels changes; code that names the variant no longer compiles."
        "Name variants with `x-enum-varnames`, so that new values rename none."
    ENUM_VALUES_REORDERED "enum-values-reordered" Enums
        "the values of an enum stand in another order"
        "Nothing that travels changes, and no caller can tell."
        "Nothing has to be done."
    ENUM_TO_TEXT "enum-to-text" Enums
        "an enum became an open text or number"
        "The Rust type is another."
        request "What was sent stays valid."
        response "Values may come that were not listed."
        "Keep the enum: values that it does not list are kept in `Unknown`."
    TEXT_TO_ENUM "text-to-enum" Enums
        "a text or number became an enum"
        "The Rust type is another."
        request "Values that are not listed are refused."
        response "What comes is something that released clients read."
        "Make sure that every value that was sent is listed."
    ENUM_OPENED "enum-opened" Enums
        "values that an enum or union does not list are kept now, or refused"
        "Whether `Unknown` is there decides what is read."
        "Keep `closed_enums` in codegen.toml as it was."

    UNION_VARIANT_ADDED "union-variant-added" Unions
        "a union has a new variant"
        "There is a variant more."
        request "What was sent stays valid."
        response "Released clients read it where the union keeps what it does not know, and fail otherwise."
        "Give the union a discriminator, so that new variants are kept in `Unknown`."
    UNION_VARIANT_REMOVED "union-variant-removed" Unions
        "a union has lost a variant"
        "Code that names it no longer compiles."
        request "Requests with it are refused."
        response "It no longer comes."
        "Keep the variant, described as no longer used."
    UNION_VARIANT_RENAMED "union-variant-renamed" Unions
        "a variant of a union has another name"
        "Nothing that travels changes; code that names the variant no longer compiles."
        "Give the schema a title or a name that stays."
    UNION_VARIANTS_REORDERED "union-variants-reordered" Unions
        "the variants of a union stand in another order"
        "Without a tag, a value that fits several is read as the first."
        "Keep the order, or give the union a discriminator."
    UNION_TAG_CHANGED "union-tag-changed" Unions
        "the discriminator of a union is another property, or has come or gone"
        "Variants are told apart by another member, and callers compile as before."
        "Send both members for a while."
    UNION_MAPPING_CHANGED "union-mapping-changed" Unions
        "a variant of a union has other tags"
        "Values with the old tag are read as something else or not at all, and callers compile as before."
        "Keep the old tag in the mapping beside the new one."

    SECURITY_ADDED "security-added" Security
        "an operation needs credentials that it did not need"
        "Requests without them are refused, and callers compile as before."
        "Accept both for a while: an empty requirement `{}` among the alternatives."
    SECURITY_REMOVED "security-removed" Security
        "an operation needs fewer credentials"
        "What was sent is no longer needed."
        "Nothing has to be done."
    SECURITY_ALTERNATIVE_ADDED "security-alternative-added" Security
        "credentials may be given in another way too"
        "What was accepted still is."
        "Nothing has to be done."
    SECURITY_ALTERNATIVE_REMOVED "security-alternative-removed" Security
        "credentials can no longer be given in a way"
        "Requests that used it are refused."
        "Accept it for a while."
    SECURITY_SCOPE_ADDED "security-scope-added" Security
        "an operation needs a scope or role that it did not need"
        "Requests with a token that lacks it are refused, and callers compile as before."
        "Accept tokens without it for a while."
    SECURITY_SCOPE_REMOVED "security-scope-removed" Security
        "an operation no longer needs a scope or role"
        "What was sent is no longer needed."
        "Nothing has to be done."
    SECURITY_REORDERED "security-reordered" Security
        "the ways in which credentials may be given stand in another order"
        "A client that has credentials for several uses the first."
        "Nothing has to be done."
    SECURITY_SCHEME_ADDED "security-scheme-added" Security
        "a security scheme is new"
        "The builder of the client has a setter more."
        "Nothing has to be done."
    SECURITY_SCHEME_REMOVED "security-scheme-removed" Security
        "a security scheme is gone"
        "Requests that used it are refused; the builder's setter is gone."
        "Keep the scheme as long as clients use it."
    SECURITY_SCHEME_RENAMED "security-scheme-renamed" Security
        "a security scheme has another key"
        "Nothing that travels changes; the builder's setter has a new name."
        "Keep the key: no one else sees it."
    SECURITY_SCHEME_CHANGED "security-scheme-changed" Security
        "a security scheme sends its credential otherwise"
        "Released clients send it where it is no longer read."
        "Accept both for a while."

    SERVERS_CHANGED "servers-changed" Servers
        "the servers are others"
        "A client that names no server calls the first one."
        "Keep the old address served as long as released clients call it."

    DOCS_CHANGED "docs-changed" Documentation
        "a description, a title or a summary is another"
        "People read another text; nothing else changes."
        "Nothing has to be done."

    UNEXPLAINED_RUST_CHANGE "unexplained-rust-change" Crate
        "the crate's public surface differs and no other rule says why"
        "Two crates were compared, and this is what callers can see."
        "Tell the maintainers of the generator, with both documents."
    UNEXPLAINED_TEXT_CHANGE "unexplained-text-change" Crate
        "the text of the crate differs and its public surface does not, and no other rule says why"
        "The crate is another, and callers cannot see how."
        "Nothing has to be done."
}

/// Returns the rule with this id.
#[must_use]
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
