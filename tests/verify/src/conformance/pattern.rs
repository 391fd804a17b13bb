//! Texts that match a pattern.

use rand::SeedableRng;
use rand::distr::Distribution;
use rand::rngs::SmallRng;
use rand_regex::Regex;
use serde_json::Value;

/// How often what may be repeated without end is repeated at most.
const REPEATS: u32 = 8;

/// How many texts are tried for one of the right length.
const TRIES: usize = 200;

/// A text that matches a pattern of ECMA-262, as far as that is one that Rust knows too; else the example, or what will most
/// probably do.
pub(super) fn matching(pattern: &str, example: Option<&str>, schema: &Value) -> String {
    let bound = |keyword, usual| schema.get(keyword).and_then(Value::as_u64).unwrap_or(usual);
    let (least, most) = (bound("minLength", 0), bound("maxLength", u64::MAX));
    let fits = |text: &String| {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        (least..=most).contains(&length)
    };
    // An anchor says nothing about a text that is made of the pattern alone.
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    let made = Regex::compile(&of_ascii(inner), REPEATS)
        .ok()
        .and_then(|regex| {
            // The same every time.
            let random = SmallRng::seed_from_u64(7);
            let texts = regex.sample_iter(random).take(TRIES);
            let is_plain = |text: &String| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            let mut texts = texts.filter(fits).filter(|text| !text.is_empty());
            let all: Vec<String> = texts.by_ref().collect();
            all.iter()
                .find(|text| is_plain(text))
                .or(all.first())
                .cloned()
        });
    made.unwrap_or_else(|| example.unwrap_or("text").to_owned())
}

/// The pattern with the classes of letters, digits and spaces as ECMA-262 has them, whose Rust namesakes are those of Unicode.
fn of_ascii(pattern: &str) -> String {
    let mut text = String::new();
    let mut is_in_class = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next();
                let class = match escaped {
                    Some('d') => "0-9",
                    Some('w') => "A-Za-z0-9_",
                    Some('s') => " ",
                    _ => {
                        text.push(character);
                        text.extend(escaped);
                        continue;
                    }
                };
                if is_in_class {
                    text.push_str(class);
                } else {
                    text.push_str(&format!("[{class}]"));
                }
                continue;
            }
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            _ => {}
        }
        text.push(character);
    }
    text
}
