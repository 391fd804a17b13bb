//! Descriptions as doc comments.

use super::sample::AWKWARD;
use crate::emit::docs::{DocCache, Docs, is_prose, is_safe, is_shown_unchanged};

/// Returns the lines of a description.
fn lines(text: &str) -> Vec<String> {
    let mut docs = Docs::new(0);
    docs.markdown(Some(text));
    docs.into_lines()
}

pub(super) fn written(text: &str) -> String {
    lines(text).join("\n")
}

#[track_caller]
pub(super) fn is_written(text: &str, expected: &str) {
    assert_eq!(written(text), expected);
    assert!(!is_shown_unchanged(text), "{text:?}");
}

#[test]
fn an_empty_description_has_no_lines() {
    assert!(lines("").is_empty());
    assert!(lines(" \n\t\n").is_empty());
}

#[test]
fn cached_descriptions_equal_new_ones() {
    let known = DocCache::default();
    let texts = ["", "b c", "c", "* one\n* two", &"word ".repeat(40)];
    // In the second round, all descriptions are cached.
    for _ in 0..2 {
        for indent in [0, 1] {
            for text in texts {
                for head in [None, Some("a"), Some("a b"), Some("a b c")] {
                    let [known, anew] =
                        [Docs::with_cache(&known, indent), Docs::new(indent)].map(|mut docs| {
                            match head {
                                Some(head) => docs.headed(head, Some(text)),
                                None => docs.markdown(Some(text)),
                            }
                            docs.into_lines()
                        });
                    assert_eq!(known, anew, "{head:?} {text:?}");
                }
            }
        }
    }
}

#[test]
fn paragraphs_are_wrapped_between_words() {
    let text = "word ".repeat(50);
    let lines = lines(&text);
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.chars().count() <= 96));
    assert_eq!(lines.join(" "), text.trim());
}

#[test]
fn words_are_counted_in_characters() {
    let text = format!("{} {}", "ж".repeat(60), "ж".repeat(35));
    assert_eq!(lines(&text).len(), 1);
}

#[test]
fn no_line_of_a_paragraph_starts_like_another_block() {
    for mark in [
        "-", "+", "*", "#", ">", "|", "1.", "23)", "---", "===", "<p>", "```x", ":",
    ] {
        for length in 85..96 {
            let text = format!("{} a {mark} b", "x".repeat(length));
            let lines = lines(&text);
            let starts = lines.iter().any(|line| line.starts_with(mark));
            assert!(!starts, "{lines:#?}");
        }
    }
}

#[test]
fn hard_line_breaks_stay() {
    is_written("one  \ntwo\\\nthree", "one\\\ntwo\\\nthree");
}

#[test]
fn code_in_other_languages_keeps_its_language() {
    is_written("```json\n{ \"a\":  1 }\n```", "```json\n{ \"a\":  1 }\n```");
    is_written("~~~Shell Session\n$ ls\n~~~", "```Shell\n$ ls\n```");
}

#[test]
fn code_without_a_language_is_text() {
    is_written("```\nfn main() {}\n```", "```text\nfn main() {}\n```");
    is_written("a\n\n    b\n      c", "a\n\n```text\nb\n  c\n```");
}

#[test]
fn no_code_is_a_test() {
    for language in [
        "rust",
        "Rust",
        "rs,ignore",
        "no_run",
        "edition2021",
        "E0308",
        "{.x}",
        "ignore-x",
    ] {
        let text = written(&format!("```{language}\nlet x = 1;\n```"));
        assert!(
            text.starts_with("```text\n") || text.starts_with("```rs\n"),
            "{text}"
        );
    }
}

#[test]
fn a_fence_is_longer_than_those_inside() {
    is_written("~~~\n```\n~~~", "````text\n```\n````");
}

#[test]
fn code_in_lists_and_quotations_stays_there() {
    is_written(
        "- one\n\n      let x = 1;\n\n> two\n>\n>     let y = 2;",
        "- one\n\n  ```text\n  let x = 1;\n  ```\n\n> two\n>\n> ```text\n> let y = 2;\n> ```",
    );
}

#[test]
fn urls_become_links_without_the_punctuation_after_them() {
    is_written(
        "See https://a.example/b_c?d=e&f=g, (http://x.example/y(z)) and **https://a.b**.",
        "See <https://a.example/b_c?d=e&f=g>, (<http://x.example/y(z)>) and **<https://a.b>**.",
    );
    is_written("https://a.b&lt;c", "<https://a.b>&lt;c");
}

#[test]
fn urls_in_links_or_code_stay() {
    is_written(
        "<https://a.b> [https://a.b](https://a.b) `https://a.b`",
        "<https://a.b> [https://a.b](https://a.b) `https://a.b`",
    );
}

#[test]
fn brackets_without_a_target_are_escaped() {
    is_written(
        "[x] [y][z] a[] \\[w] [`Vec`] [^1]",
        "\\[x] \\[y]\\[z] a[] \\[w] \\[`Vec`] \\[^1]",
    );
}

#[test]
fn links_never_name_items() {
    is_written(
        "[a](foo) [b](#part) [c](https://x.y) [d](tel:123) [e](a.html)",
        "[a](./foo) [b](#part) [c](https://x.y) [d](tel:%3123) [e](a.html)",
    );
}

#[test]
fn links_by_reference_carry_their_target() {
    is_written(
        "See [the docs] and [more][m].\n\n[the docs]: https://x.y/z \"Title\"\n[m]: <https://m.n>",
        "See [the docs](https://x.y/z \"Title\") and [more](https://m.n).",
    );
}

#[test]
fn an_unclosed_backtick_is_escaped() {
    is_written("a ` b", "a \\` b");
}

#[test]
fn bars_in_cells_of_tables_are_escaped() {
    let table = |row: &str| format!("> | a | b |\n> |---|---|\n> {row}");
    let expected = |row: &str| format!("> | a | b |\n> | --- | --- |\n> {row}");
    let rows = [
        ("| `x|y` | z |", "| `x\\|y` | z |"),
        ("`x` | ``y|`|z``", "| `x` | ``y\\|`\\|z`` |"),
        ("| 1 | 2 | 3 |", "| 1 | 2 \\| 3 |"),
        ("| 1 |", "| 1 |  |"),
        ("| `x\\|y` | z |", "| `x\\|y` | z |"),
    ];
    for (row, shown) in rows {
        is_written(&table(row), &expected(shown));
    }
    is_written("`a|b` | c", "`a|b` | c");
}

#[test]
fn tables_lists_and_headings_stay() {
    is_written(
        "Title\n=====\n\n| a | b |\n|---|:-:|\n| 1 | `x\\|y` |\n\n* one\n  1. two\n  2. three\n\n* [x] done",
        "# Title\n\n| a | b |\n| --- | :-: |\n| 1 | `x\\|y` |\n\n- one\n\n  1. two\n  2. three\n\n- [x] done",
    );
}

#[test]
fn two_lists_in_a_row_stay_two() {
    is_written("- one\n\n* two", "- one\n\n* two");
    is_written("- one\n\n1. two", "- one\n\n1. two");
}

#[test]
fn text_of_any_script_stays() {
    let text = "Привет, 世界 — “quotes”, naïve, 🎉.";
    is_written(text, text);
}

#[test]
fn characters_that_comments_cannot_contain_are_removed() {
    is_written(
        "a\u{202e}b\u{0}c\r\nd\te\u{1b}[0m",
        "abc d   e\\[0m".replace("   ", " ").as_str(),
    );
}

#[test]
fn descriptions_nested_too_deep_are_shown_unchanged() {
    let text = format!("{}deep", "> ".repeat(40));
    assert!(is_shown_unchanged(&text));
    assert_eq!(written(&text), format!("```text\n{text}\n```"));
}

#[test]
fn conversion_is_idempotent() {
    let once = written(AWKWARD);
    assert_eq!(written(&once), once);
}

/// Fragments of random texts, some of which change the meaning of others.
const FRAGMENTS: &[&str] = &[
    "a",
    "b c",
    " ",
    "    ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "`",
    "``",
    "```",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "[x][y]",
    "[x](y)",
    "[^1]",
    "[^1]: z",
    "<",
    ">",
    "<b>",
    "</b>",
    "<p>",
    "<id>",
    "<!--",
    "-->",
    "<a href=\"",
    "https://example.com/a_b",
    "http://",
    "*",
    "**",
    "_",
    "~",
    "# ",
    "- ",
    "1. ",
    "> ",
    "---",
    "===",
    "| a | b |\n|---|---|\n",
    "\\",
    "&amp;",
    "&#91;",
    "![",
    "```rust\n",
    "*/",
    "//!",
    "é",
    "\u{202e}",
    "\u{0}",
    "\u{200b}",
    "fn main() {}",
    "Vec<T>",
    "`x`",
    "<script>",
    "[a]: http://x.y 't'\n",
];

/// Fragments of prose, some of which are markup at the start of a line.
const PROSE: &[&str] = &[
    "a", "Word", " ", "  ", "\n", "\nB", "\n\nC", "\n\n\nD", " 1.", " 2)", " - ", " + ", " = ",
    "===", "---", "-", "(x)", "\"q\"", "é", "'s", "!", "?", "/", ": ", "www.x.y", "http", "a=b",
    "…", "%", "$x$", "...", "  \n", "\n1. ", " `x_y`", "`a  b`", " ` *c* `", "`", "``", "`\n",
];

/// Returns a random text of fragments, chosen with xorshift.
fn random(state: &mut u64, fragments: &[&str]) -> String {
    let mut next = |below: usize| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state % below as u64) as usize
    };
    let count = next(30) + 1;
    (0..count)
        .map(|_| fragments[next(fragments.len())])
        .collect()
}

#[test]
fn no_text_ends_its_comment_or_becomes_a_test() {
    let mut state = 0x9e37_79b9_7f4a_7c15;
    let mut shown = 0;
    for _ in 0..3_000 {
        let text = random(&mut state, FRAGMENTS);
        let lines = lines(&text);
        for line in &lines {
            let is_clean = line.chars().all(|character| {
                !character.is_control() && !('\u{202a}'..='\u{202e}').contains(&character)
            });
            assert!(is_clean && line.trim_end() == line, "{text:?}: {line:?}");
        }
        assert!(is_safe(&lines.join("\n")), "{text:?}: {lines:#?}");
        shown += usize::from(is_shown_unchanged(&text));
    }
    // Most texts can be converted.
    assert!(shown < 300, "{shown} texts are shown unchanged");
}

#[test]
fn prose_needs_no_parser() {
    let mut state = 0x9e37_79b9_7f4a_7c15;
    let texts = (0..6_000).map(|_| format!("A{}", random(&mut state, PROSE)));
    let count = texts.filter(|text| is_prose(text)).count();
    assert!(count > 500, "{count} texts are prose");
}
