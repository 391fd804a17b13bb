//! The table of a union.

/// Reads a variant with or without a payload.
#[macro_export]
#[doc(hidden)]
macro_rules! variant {
    ($deserializer:ident $variant:ident) => {
        ::std::result::Result::Ok(Self::$variant)
    };
    ($deserializer:ident $variant:ident $type:ty) => {
        $crate::runtime::json::union::shape::payload($deserializer, Self::$variant)
    };
}
pub use variant;

/// Implements serde's traits for an enum, with a row for each variant.
///
/// ```text
/// union! {
///     NEpochs {
///         "auto" => Auto,                    // a literal: a string, a number, true or false; several with `|`
///         null => Null,                      // null needs no payload
///         integer => Integer(i64),           // a kind: null bool integer number string array object any
///         string | bool => Other(Other),     // several kinds
///         struct => Plan(Box<Plan>),         // a type of object!, by its required and constant properties
///         union => More(More),               // another union
///     }
/// }
/// union! {
///     open ContentBlock by "type" {          // `open`: has a variant UnknownValue(serde_json::Value); `by`: the tag of objects
///         "text" | 2 | true => Text(TextBlock),  // values of the tag; the payload has the tag, or reads any member
///         add: "audio" => Audio(AudioBlock),     // the payload does not have it: it is written before the payload
///         string => Id(String),                  // rows for other kinds are allowed
///     }
/// }
/// ```
///
/// A literal takes precedence over a kind, and `integer` over `number`. An integer may have the form `1.0` if no `number` row
/// accepts it. If several rows accept arrays or strings, the row that skips least of the value is chosen (unknown members, unknown
/// enum values), then the first one. If several rows accept objects, only those whose required properties are present and whose
/// constants match are candidates; the row that skips least is chosen, then the one that declares most of the members, then the
/// first one. A null in a member that is optional but not nullable counts as skipped. An `any` row accepts values that no other row
/// accepts. If a single row accepts arrays or objects, or if the tag determines the row, only the members before the tag are
/// buffered.
///
/// `UnknownValue` is chosen for an object whose tag is missing or unknown, and for a scalar of a kind that has literals and no other
/// row. In an open union without a tag, it is also chosen for an object without any of the properties of the rows, if each row for
/// objects is a struct with one required property; and for an object that two rows accept, if the better one skips a member that
/// the other one declares.
#[macro_export]
#[doc(hidden)]
macro_rules! union {
    (@ $name:ident [$($tag:literal)?] [$open:literal $($unknown:ident)?] {$(
        $($word:ty $(| $words:ty)* $(: $added:literal $(| $more_added:literal)*)? => $variant:ident $(($type:ty))?)?
        $($literal:literal $(| $literals:literal)* => $listed:ident $(($listed_type:ty))?)?
        $(struct => $object:ident($object_type:ty))?
    ),*}) => {
        #[allow(
            unused_assignments,
            unused_parens,
            unused_variables,
            clippy::needless_update,
            reason = "not all rows use all of it"
        )]
        impl $crate::runtime::json::union::shape::Union for $name {
            const SHAPE: &'static $crate::runtime::json::union::shape::Shape = {
                #[allow(unused_imports, reason = "a union need not have all words")]
                use $crate::runtime::json::union::shape::words::*;
                &$crate::runtime::json::union::shape::Shape {
                    names: ::std::stringify!($name $($($object)? $($listed)? $($variant)?)*),
                    tag: [$(::std::option::Option::Some($tag),)? ::std::option::Option::None][0],
                    open: $open,
                    rows: &[$(
                        $($crate::runtime::json::union::shape::VariantRow {
                            accepts: &[$crate::runtime::json::union::shape::Accepts::Struct(
                                <$object_type as $crate::runtime::json::object::Object>::PROPERTIES,
                                <$object_type as $crate::runtime::json::object::Object>::HAS_OTHERS,
                            )],
                            ..$crate::runtime::json::union::shape::VariantRow::NONE
                        },)?
                        $($crate::runtime::json::union::shape::VariantRow {
                            literals: &[
                                $crate::runtime::json::union::literal::Written($literal).literal(),
                                $($crate::runtime::json::union::literal::Written($literals).literal(),)*
                            ],
                            $(role: $crate::runtime::json::union::shape::tag_of::<$listed_type>(),)?
                            ..$crate::runtime::json::union::shape::VariantRow::NONE
                        },)?
                        $($crate::runtime::json::union::shape::VariantRow {
                            accepts: &[
                                <$word as RowKeyword<($($type)?)>>::ACCEPTS,
                                $(<$words as RowKeyword<()>>::ACCEPTS,)*
                            ],
                            $(
                                literals: &[
                                    $crate::runtime::json::union::literal::Written($added).literal(),
                                    $($crate::runtime::json::union::literal::Written($more_added).literal(),)*
                                ],
                                role: $crate::runtime::json::union::shape::Role::AddedTag,
                            )?
                            ..$crate::runtime::json::union::shape::VariantRow::NONE
                        },)?
                    )*],
                }
            };

            // A chain of comparisons takes rustc less time than a match over named rows.
            fn read<'de, D: ::serde::Deserializer<'de>>(
                row: usize,
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let mut at = 0;
                $(
                    $(if row == at {
                        return $crate::runtime::json::union::shape::payload(deserializer, Self::$object);
                    })?
                    $(if row == at {
                        return $crate::runtime::json::union::table::variant!(deserializer $listed $($listed_type)?);
                    })?
                    $(if row == at {
                        return $crate::runtime::json::union::table::variant!(deserializer $variant $($type)?);
                    })?
                    at += 1;
                )*
                ::std::result::Result::Err($crate::runtime::json::union::shape::no_row())
            }

            $(fn unknown(value: ::serde_json::Value) -> ::std::option::Option<Self> {
                ::std::option::Option::Some(Self::$unknown(value))
            })?
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::union::read::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            #[allow(unreachable_patterns, reason = "a row with a payload has the arm of one without as well")]
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(
                        $(Self::$object(payload) => ::serde::Serialize::serialize(payload, serializer),)?
                        $(
                            $(Self::$listed(payload) => {
                                <$listed_type as ::serde::Serialize>::serialize(payload, serializer)
                            })?
                            Self::$listed { .. } => ::serde::Serialize::serialize(
                                &$crate::runtime::json::union::literal::Written($literal).literal(),
                                serializer,
                            ),
                        )?
                        $(
                            $(Self::$variant(payload) => $crate::runtime::json::union::write::serialize_added(
                                <Self as $crate::runtime::json::union::shape::Union>::SHAPE,
                                $crate::runtime::json::union::literal::Written($added).literal(),
                                payload,
                                serializer,
                            ),)?
                            $(Self::$variant(payload) => {
                                <$type as ::serde::Serialize>::serialize(payload, serializer)
                            })?
                            Self::$variant { .. } => serializer.serialize_unit(),
                        )?
                    )*
                    $(Self::$unknown(value) => ::serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (open $name:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::json::union::table::union! { open $name else UnknownValue $(by $tag)? {$($rows)*} }
    };
    (open $name:ident else $unknown:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::json::union::table::union! { @ $name [$($tag)?] [true $unknown] {$($rows)*} }
    };
    ($name:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::json::union::table::union! { @ $name [$($tag)?] [false] {$($rows)*} }
    };
}
pub use union;
