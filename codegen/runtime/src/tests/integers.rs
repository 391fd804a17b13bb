//! Integers of every width, including those written with a zero fraction.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::runtime::json::integer::integral;
use crate::runtime::{Field, object};

/// Integers in each kind of property.
#[derive(Debug, Clone, PartialEq)]
pub struct Integers {
    plain: i64,
    nullable: Option<u8>,
    list: Option<Vec<Option<i32>>>,
    field: Field<u64>,
    boxed: Box<i16>,
    rest: BTreeMap<String, Vec<i64>>,
}

object! {
    Integers {
        "plain" => plain: required integer,
        "nullable" => nullable: nullable integer,
        "list" => list?: optional integer,
        "field" => field?: tristate integer,
        "boxed" => boxed: required integer,
        .. => rest: integer,
    }
}

/// Integers of 128 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Wide {
    signed: i128,
    unsigned: u128,
}

object! { Wide { "signed" => signed: required integer, "unsigned" => unsigned: required integer } }

/// A floating point number.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    number: f64,
}

object! { Number { "number" => number: required } }

macro_rules! single {
    ($($name:ident $integer:ident,)*) => {$(
        /// An integer of one width.
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            value: $integer,
        }

        object! { $name { "value" => value: required integer } }
    )*};
}

single! { I8 i8, U8 u8, I16 i16, U16 u16, I32 i32, U32 u32, I64 i64, U64 u64, I128 i128, U128 u128, }

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Checks that the bounds of a range are read and written, also with a zero fraction if `f64` represents them exactly, and that the
/// next numbers are rejected.
fn check<T: DeserializeOwned + serde::Serialize + Debug>(ends: [i128; 2]) {
    for end in ends {
        let text = format!("{{\"value\":{end}}}");
        let value: T = read(&text).expect("it is in range");
        assert_eq!(serde_json::to_string(&value).ok(), Some(text));
        if end.unsigned_abs() < 1 << 53 {
            let fraction = format!("{{\"value\":{end}.0}}");
            assert!(read::<T>(&fraction).is_ok(), "{fraction}");
        }
    }
    for beyond in [ends[0] - 1, ends[1] + 1] {
        let text = format!("{{\"value\":{beyond}}}");
        assert!(read::<T>(&text).is_err(), "{text}");
    }
}

#[test]
fn each_width_has_its_range() {
    check::<I8>([i8::MIN.into(), i8::MAX.into()]);
    check::<U8>([u8::MIN.into(), u8::MAX.into()]);
    check::<I16>([i16::MIN.into(), i16::MAX.into()]);
    check::<U16>([u16::MIN.into(), u16::MAX.into()]);
    check::<I32>([i32::MIN.into(), i32::MAX.into()]);
    check::<U32>([u32::MIN.into(), u32::MAX.into()]);
    check::<I64>([i64::MIN.into(), i64::MAX.into()]);
    check::<U64>([u64::MIN.into(), u64::MAX.into()]);
}

#[test]
fn integers_of_128_bits_keep_every_bit() {
    let text = format!("{{\"signed\":{},\"unsigned\":{}}}", i128::MIN, u128::MAX);
    let wide: Wide = read(&text).expect("both are in range");
    let expected = Wide {
        signed: i128::MIN,
        unsigned: u128::MAX,
    };
    assert_eq!(wide, expected);
    assert_eq!(serde_json::to_string(&wide).ok(), Some(text));
    assert!(read::<U128>("{\"value\":-1}").is_err());
    assert!(read::<I128>("{\"value\":340282366920938463463374607431768211455}").is_err());
}

#[test]
fn a_zero_fraction_is_accepted_in_each_kind_of_property() {
    let text = r#"{"plain":1.0,"nullable":2.0,"list":[3.0,null,-4e0],"field":5.0e2,"boxed":6.0,"x":[7.0],"y":[-0.0]}"#;
    let integers: Integers = read(text).expect("all are integers");
    let expected = Integers {
        plain: 1,
        nullable: Some(2),
        list: Some(vec![Some(3), None, Some(-4)]),
        field: Field::Value(500),
        boxed: Box::new(6),
        rest: BTreeMap::from([("x".to_owned(), vec![7]), ("y".to_owned(), vec![0])]),
    };
    assert_eq!(integers, expected);
}

#[test]
fn null_and_absence_are_read_as_in_other_properties() {
    let text = r#"{"plain":1,"nullable":null,"list":null,"field":null,"boxed":2}"#;
    let integers: Integers = read(text).expect("all are integers");
    assert_eq!(
        (integers.nullable, integers.list, integers.field),
        (None, None, Field::Null)
    );
    let integers: Integers = read(r#"{"plain":1,"boxed":2}"#).expect("all are integers");
    assert_eq!(
        (integers.nullable, integers.list, integers.field),
        (None, None, Field::Absent)
    );
}

#[test]
fn values_that_are_not_integers_are_rejected() {
    let refusals = [
        (
            "1.5",
            "invalid type: floating point `1.5`, expected an integer of 64 bits at line 1 column 12",
        ),
        (
            "\"1\"",
            "invalid type: string \"1\", expected an integer of 64 bits at line 1 column 12",
        ),
        (
            "1e300",
            "invalid type: floating point `1e+300`, expected an integer of 64 bits at line 1 column 14",
        ),
        (
            "9223372036854775808",
            "invalid value: integer `9223372036854775808`, expected an integer of 64 bits at line 1 column 28",
        ),
        (
            "true",
            "invalid type: boolean `true`, expected an integer of 64 bits at line 1 column 13",
        ),
    ];
    for (value, message) in refusals {
        let refused = read::<I64>(&format!("{{\"value\":{value}}}"));
        assert_eq!(refused, Err(message.to_owned()));
    }
}

#[test]
fn a_float_is_an_integer_if_it_represents_one_exactly() {
    assert_eq!(integral(0.0), Some(0));
    assert_eq!(integral(-0.0), Some(0));
    assert_eq!(integral(-1e18), Some(-1_000_000_000_000_000_000));
    assert_eq!(
        integral(18_446_744_073_709_549_568.0),
        Some(18_446_744_073_709_549_568)
    );
    for not_integral in [
        0.5,
        -9_223_372_036_854_775_808.0,
        -1.1,
        18_446_744_073_709_551_616.0,
        f64::NAN,
        f64::INFINITY,
    ] {
        assert_eq!(integral(not_integral), None);
    }
}

#[test]
fn floats_keep_every_bit() {
    for text in [
        "0.1",
        "1e-7",
        "5e-324",
        "1.7976931348623157e308",
        "-0.0",
        "0.30000000000000004",
    ] {
        let text = format!("{{\"number\":{text}}}");
        let number: Number = read(&text).expect("it is a number");
        assert_eq!(
            serde_json::to_string(&number).ok(),
            Some(text.replace("e308", "e+308"))
        );
    }
    assert_eq!(read("{\"number\":3}"), Ok(Number { number: 3.0 }));
}
