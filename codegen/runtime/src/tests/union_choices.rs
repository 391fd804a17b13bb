//! The cost of choosing variants at many levels.

use std::cell::Cell;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::runtime::{object, union};

thread_local! {
    static READS: Cell<usize> = const { Cell::new(0) };
}

/// A value that counts how often one is read.
#[derive(Debug, PartialEq)]
pub(crate) struct Counted(i64);

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READS.set(READS.get() + 1);
        i64::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

macro_rules! wide {
    ($($name:ident $own:literal),*) => {$(
        #[derive(Debug, PartialEq)]
        pub(crate) struct $name {
            own: Option<String>,
            n: Option<Counted>,
            z: Option<Vec<Wide>>,
        }

        object! { $name { $own => own?: optional, "n" => n?: optional, "z" => z?: optional, } }
    )*};
}

wide! { A "a", B "b", C "c", D "d" }

#[derive(Debug, PartialEq)]
enum Wide {
    A(A),
    B(B),
    C(C),
    D(D),
}

union! {
    Wide { struct => A(A), struct => B(B), struct => C(C), struct => D(D), }
}

/// Returns a value that is `depth` levels deep, with a count at each level.
fn nest(depth: usize, bottom: &str) -> String {
    (0..depth).fold(bottom.to_owned(), |text, _| {
        format!(r#"{{"n":1,"z":[{text}]}}"#)
    })
}

fn reads(text: &str) -> (Result<Vec<Wide>, String>, usize) {
    READS.set(0);
    let read = serde_json::from_str(text).map_err(|error| error.to_string());
    (read, READS.get())
}

#[test]
fn the_work_of_an_unknown_member_does_not_multiply_with_each_level() {
    for (depth, count) in [(8, 100), (24, 30), (40, 1)] {
        let item = nest(depth, r#"{"unknown":1}"#);
        let text = format!("[{}]", vec![item; count].join(","));
        let (read, work) = reads(&text);
        assert_eq!(read.map(|items| items.len()), Ok(count));
        // Each of the four variants reads each level below it once more.
        let bound = count * (depth * depth * 2 + 600);
        assert!(work < bound, "{work} reads at depth {depth}, bound {bound}");
    }
}

#[test]
fn the_work_of_an_error_does_not_multiply_with_each_level() {
    let (read, work) = reads(&format!("[{}]", nest(40, r#"{"z":[1]}"#)));
    assert!(read.is_err_and(|error| error.starts_with("no variant of Wide fits an object")));
    assert!(work < 4_000, "{work} reads");
}

#[test]
fn a_remembered_choice_is_that_of_a_single_attempt() {
    // Many levels with unknown members before the one in which a later variant is the only one without loss.
    let text = nest(30, r#"{"unknown":1,"z":[{"d":"x"},{"c":"y"},{"n":3}]}"#);
    let (read, _) = reads(&format!("[{text}]"));
    let written = serde_json::to_string(&read.expect("it is read")).expect("it is written");
    assert_eq!(
        written,
        format!("[{}]", text.replace(r#""unknown":1,"#, ""))
    );
}

#[test]
fn a_value_without_ambiguity_is_read_once() {
    let (read, work) = reads(&format!("[{}]", nest(20, r#"{"n":2,"a":"x"}"#)));
    assert!(read.is_ok_and(|items| matches!(items[..], [Wide::A(_)])));
    assert_eq!(work, 21);
}
