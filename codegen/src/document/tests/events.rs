//! Comparison of the event reader with serde_yaml.

use proptest::prelude::*;

use super::super::parse::{Parsed, parse_by_serde, parse_events};
use super::super::position::Lines;
use super::super::yaml;

/// Reads a text without serde_yaml; `None` if serde_yaml has to decide.
fn read(text: &str) -> Option<Parsed> {
    if !yaml::is_harmless(text) {
        return None;
    }
    let events = yaml::read(text, &Lines::new(text)).events?;
    parse_events(text, events)
}

/// Returns `true` if a text is read without serde_yaml; panics if the result differs from that of serde_yaml.
fn is_read_alike(text: &str) -> bool {
    let Some(read) = read(text) else {
        return false;
    };
    let Ok(expected) = parse_by_serde(text) else {
        panic!("serde_yaml refuses {text:?}, which gave {}", read.value);
    };
    assert_eq!(read.value, expected.value, "{text:?}");
    // The order is the same as well.
    assert_eq!(
        read.value.to_string(),
        expected.value.to_string(),
        "{text:?}"
    );
    assert_eq!(read.duplicates, expected.duplicates, "{text:?}");
    assert_eq!(read.external, expected.external, "{text:?}");
    true
}

#[test]
fn ordinary_documents_are_read_without_serde_yaml() {
    let texts = [
        "a: 1\nb: [x, 'y', \"z\\n\", {c: d}]\n",
        "a: |\n  two\n  lines\nb: >-\n  one\n  line\n",
        "base: &base {a: 1, b: 2}\nc:\n  <<: *base\n  b: 3\nd: [*base, *base]\n",
        "a: &x 1\nb: *x\nc: &x 2\nd: *x\n&k key: v\ne: *k\n*k : again\n",
        "a: 1\na: 2\n$ref: other.yaml#/a\n200: ok\n1.10: ok\nnull: ok\n? a\n: b\n",
        "# a comment\n---\na: b\n...\n",
        "- no\n- ~\n-\n- Null\n- TRUE\n- off\n",
        "a: b",
        "",
    ];
    let alike: Vec<bool> = texts.iter().map(|text| is_read_alike(text)).collect();
    // serde_yaml decides on an empty text.
    assert_eq!(
        alike,
        [true, true, true, true, true, true, true, true, false]
    );
}

#[test]
fn scalars_have_the_types_of_serde_yaml() {
    let scalars = [
        "0",
        "-0",
        "+0",
        "00",
        "007",
        "-07",
        "1",
        "-1",
        "+1",
        "++1",
        "+-1",
        "1_000",
        "1e3",
        "1.5e-3",
        ".5",
        "-.5",
        "5.",
        ".",
        "..",
        "-",
        "+",
        "- 1",
        "-a",
        "0x1F",
        "-0x1F",
        "0x",
        "0xG",
        "0o17",
        "0b101",
        "0b2",
        "1a",
        "1:2",
        "2020-01-01",
        "1.2.3",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "+9223372036854776000",
        "018446744073709551616",
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456",
        "-170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105729",
        "1e400",
        "-1e400",
        ".inf",
        "-.inf",
        "+.INF",
        ".nan",
        ".NaN",
        "inf",
        "nan",
        "infinity",
        "+infinity",
        "-nan",
        "~",
        "null",
        "NULL",
        "nUll",
        "true",
        "True",
        "tRue",
        "False",
        "yes",
        "on",
        "y",
        "---a",
        "...",
        "١",
        "1١",
    ];
    for scalar in scalars {
        let text = format!("a: {scalar}\n");
        let is_alike = is_read_alike(&text);
        let digits = scalar.trim_start_matches(['+', '-']);
        let has_base = ["0x", "0o", "0b"]
            .iter()
            .any(|base| digits.starts_with(base));
        assert!(
            is_alike || has_base || parse_by_serde(&text).is_err(),
            "{scalar}"
        );
    }
}

#[test]
fn serde_yaml_decides_on_unclear_texts() {
    let texts = [
        "a: !tag b\n",
        "a: !!str 1\n",
        "[!a, b]\n",
        "[sheet: 'a'!<b[c>, d",
        "a: |\n  no line break behind this",
        "?\n>\n nor behind this",
        "a: 1\n---\nb: 2\n",
        "a: *unknown\n",
        "a: &a [*a]\n",
        "? [a]\n: b\n",
        "a: 0xFFFFFFFFFFFFFFFFF\n",
        "a: 'open\n",
    ];
    for text in texts {
        assert!(read(text).is_none(), "{text:?}");
    }
    let deep = format!("{}1{}\n", "[".repeat(120), "]".repeat(120));
    assert!(read(&deep).is_none());
}

#[test]
fn exclamation_marks_in_texts_are_not_tags() {
    let texts = [
        "a: Hello!, said he\n",
        "a: [\"Hello!\", 'Hello!', \"Hello!, you\"]\n",
        "a: {b: Hello!, c: d}\n# Hello!, you\n",
        "a: |\n  !\n  Hello!, you\n",
    ];
    for text in texts {
        assert!(is_read_alike(text), "{text:?}");
    }
}

/// Blocks of YAML, most of them valid.
fn block() -> impl Strategy<Value = String> {
    let scalar = "[a-c]{1,2}|[0-9+.x-]{1,5}|'[a :]{0,4}'|\"[a:]{0,3}\"|~|true|&[ab] [a-c1]|\\*[ab]|\\[[a1, ]{0,5}\\]|\\{a: [b1]\\}|\\|-?\n    [a-c ]{1,4}|>[+-]?\n    [a-c]{1,4}";
    let entry = ("[abc1]|<<|\\$ref|&[ab] a|\"a\"", scalar, 0..3_usize);
    proptest::collection::vec(entry, 1..7).prop_map(|entries| {
        let mut text = String::new();
        let mut depth = 0;
        for (key, scalar, deeper) in entries {
            depth = depth.min(deeper);
            let indent = "  ".repeat(depth);
            if deeper > depth {
                text.push_str(&format!("{indent}{key}:\n"));
                depth += 1;
            } else {
                text.push_str(&format!("{indent}{key}: {scalar}\n"));
            }
        }
        text
    })
}

/// Reads a text in halves at every possible line; returns how often that succeeded, and panics if the result is wrong.
fn halves_read_alike(text: &str) -> usize {
    let lines = Lines::new(text);
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    let cuts = breaks.filter(|at| text[*at..].starts_with(|next: char| next.is_ascii_alphabetic()));
    let halves = cuts.filter_map(|at| Some((at, yaml::read_halves(text, &lines, at)?)));
    let mut count = 0;
    for (at, halves) in halves {
        let whole = yaml::read(text, &lines);
        assert!(whole.events.is_some(), "{text:?} at {at}");
        assert_eq!(
            format!("{:?}", (halves.events, halves.positions)),
            format!("{:?}", (whole.events, whole.positions)),
            "{text:?} at {at}"
        );
        count += 1;
    }
    count
}

#[test]
fn the_members_of_the_root_are_read_in_halves() {
    let text = "--- # a comment\na: &x\n- 1\n- *x\nb: |+\n  lines\n\nc: &y {d: [1,\n  2]}\ne: *y\nf: &y 'g\n\n  h'\nj: *y\n...\n";
    assert_eq!(halves_read_alike(text), 5);
}

#[test]
fn a_text_that_cannot_be_split_is_read_as_a_whole() {
    let texts = [
        "a: 'b\nc: d'\n",
        "a: [b,\nc]\n",
        "{a: b}\nc: d\n",
        "- a\nb: c\n",
        "  a: b\nc: d\n",
        "a: b\n...\nc: d\n",
        "a: *x\nc: &x d\n",
        "a: !tag b\nc: d\n",
        "a\nb: c\n",
        "|\na: b\nc: d\n",
    ];
    for text in texts {
        assert_eq!(halves_read_alike(text), 0, "{text:?}");
    }
}

#[test]
fn a_large_text_is_read_like_a_small_one() {
    let member = |number: usize| format!("key{number}: {{a: [b, {number}]}} # Grüße\n");
    let text: String = (0..4000).map(member).collect();
    assert!(is_read_alike(&text));
    let lines = Lines::new(&text);
    let positions = yaml::read(&text, &lines).positions;
    for number in [0, 1999, 2000, 2001, 3999] {
        let key = format!("key{number}");
        let path = [key.as_str().into(), "a".into()];
        let (start, _) = positions.find(path.into_iter()).expect("it is there");
        assert_eq!(lines.position(&text, start), (number + 1, key.len() + 4));
    }
}

/// Lines that sometimes form a document.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a: 1",
        "b:",
        "c: d",
        "- e",
        "-",
        "  f: g",
        "  - h",
        "  i",
        "'j",
        "k'",
        "l: \"m",
        "n\"",
        "[o,",
        "p]",
        "q: {r: s,",
        "}",
        "...",
        "---",
        "--- t",
        "u: |",
        "v: >+",
        "",
        "# w",
        "? x",
        ": y",
        "z: &a 1",
        "b: *a",
        "%YAML 1.1",
        "<<: {c: 1}",
        " ",
        "\td: e",
        "f: 'g'",
        "h: i # j",
        "&k l: m",
        "n: !o p",
        "q",
        "r:\r",
    ])
}

proptest! {
    #[test]
    fn what_is_read_in_halves_is_what_the_whole_holds(lines in prop::collection::vec(line(), 2..9)) {
        halves_read_alike(&lines.join("\n"));
        halves_read_alike(&(lines.join("\n") + "\n"));
    }

    #[test]
    fn blocks_are_read_in_halves_as_they_are_as_a_whole(text in block()) {
        halves_read_alike(&text);
    }

    #[test]
    fn blocks_are_read_as_serde_yaml_reads_them(text in block(), ends in any::<bool>()) {
        is_read_alike(if ends { &text } else { text.trim_end() });
    }

    #[test]
    fn any_text_is_read_as_serde_yaml_reads_it_or_left_to_it(
        text in "[ab01:&*!|>'\"#~<. \\n\r\t+x,?%@`{}\\[\\]\\\\-]{0,30}",
    ) {
        is_read_alike(&text);
    }

    #[test]
    fn no_tag_makes_the_parser_panic(text in "[a!<>,: '\"&*%|?{}1\n\\[\\]-]{0,16}") {
        is_read_alike(&text);
    }
}
