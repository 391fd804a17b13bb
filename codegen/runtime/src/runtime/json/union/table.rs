//! The table of a union.

/// A variant, with the payload that it has.
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

/// Gives an enum its serde impls: a row for each variant.
///
/// ```text
/// union! {
///     NEpochs {
///         "auto" => Auto,                    // a literal: a string, a number, true or false; several with `|`
///         null => Null,                      // null needs no payload
///         integer => Integer(i64),           // a kind: null bool integer number string array object any
///         string | bool => Other(Other),     // several kinds
///         struct => Plan(Box<Plan>),         // a type of object!, told by its required and constant properties
///         union => More(More),               // another union
///     }
/// }
/// union! {
///     open ContentBlock by "type" {          // `open`: has a variant Unknown(serde_json::Value); `by`: the tag of objects
///         "text" | "note" => Text(TextBlock),    // values of the tag; the payload has the tag, or reads any member
///         add: "audio" => Audio(AudioBlock),     // the payload does not have it: it is written before the payload
///         string => Id(String),                  // rows for other kinds may stand beside
///     }
/// }
/// ```
///
/// A literal goes before a kind. An integer goes to an `integer` row before it goes to a `number` row, and may be written as
/// `1.0` where no `number` row takes it. Where several rows take arrays, or strings, the one has it that keeps most of the
/// value (members that it declares, values that its enums list), then the first. Where several rows take objects, those count
/// whose required properties are there and whose constants match; the one has it that keeps most, then the one that declares
/// most of the object's own members, then the first. An `any` row has what no other takes. Where a single row takes arrays, or
/// objects, and where the tag decides, nothing is held back except the members before the tag.
///
/// `Unknown` has an object whose tag is missing or not listed, and a scalar of a kind for which there are literals and no
/// other row.
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

            // A chain of comparisons costs rustc less than a match over named rows, and a call less than its result.
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
        $crate::runtime::json::union::table::union! { @ $name [$($tag)?] [true Unknown] {$($rows)*} }
    };
    ($name:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::json::union::table::union! { @ $name [$($tag)?] [false] {$($rows)*} }
    };
}
pub use union;
