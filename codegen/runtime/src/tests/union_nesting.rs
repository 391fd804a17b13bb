//! Many unions that contain each other.

use serde::de::{Deserialize, Deserializer, IgnoredAny};

use crate::runtime::json::union::literal::Literal;
use crate::runtime::json::union::read;
use crate::runtime::json::union::shape::{Accepts, Shape, Union, VariantRow};

/// Defines unions, each of which has the others as variants, and its own number. A value is the index of its row.
macro_rules! unions {
    ($($number:literal)*) => {
        #[derive(Debug, PartialEq)]
        struct Numbered<const NUMBER: usize>(usize);

        const NAMES: &[&str] = &[$(concat!("Union", $number)),*];

        impl<const NUMBER: usize> Union for Numbered<NUMBER> {
            const SHAPE: &'static Shape = &Shape {
                names: NAMES[NUMBER],
                tag: None,
                open: false,
                rows: &[
                    $(VariantRow {
                        accepts: &[Accepts::Union(|| Numbered::<$number>::SHAPE)],
                        ..VariantRow::NONE
                    },)*
                    VariantRow {
                        literals: &[Literal::Integer(NUMBER as i128)],
                        ..VariantRow::NONE
                    },
                ],
            };

            fn read<'de, D: Deserializer<'de>>(row: usize, deserializer: D) -> Result<Self, D::Error> {
                IgnoredAny::deserialize(deserializer).map(|_| Self(row))
            }
        }

        impl<'de, const NUMBER: usize> Deserialize<'de> for Numbered<NUMBER> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read::deserialize(deserializer)
            }
        }
    };
}

unions! {
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
}

#[test]
fn a_value_of_forty_unions_that_contain_each_other_is_read_by_the_shortest_path() {
    let first: Result<Numbered<0>, _> = serde_json::from_str("39");
    assert_eq!(first.ok(), Some(Numbered(39)));
    let own: Result<Numbered<39>, _> = serde_json::from_str("39");
    assert_eq!(own.ok(), Some(Numbered(NAMES.len())));
}

#[test]
fn a_value_of_none_of_forty_unions_that_contain_each_other_is_an_error() {
    for text in ["40", "null", "[]", "{}"] {
        let read: Result<Numbered<7>, _> = serde_json::from_str(text);
        let message = read.expect_err(text).to_string();
        assert!(
            message.starts_with("no variant of Union7 fits"),
            "{message}"
        );
    }
}
