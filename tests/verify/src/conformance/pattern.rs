//! Creates texts that match a pattern.

use rand::SeedableRng;
use rand::distr::Distribution;
use rand::rngs::SmallRng;
use rand_regex::Regex;
use serde_json::Value;

/// The maximum number of repetitions for a quantifier without an upper bound.
const REPEATS: u32 = 8;

/// The number of attempts to create a text of the right length.
const TRIES: usize = 200;

/// Returns a text that matches an ECMA-262 pattern, if Rust supports the pattern. Otherwise returns the example or a
/// plausible text.
pub(super) fn matching(pattern: &str, example: Option<&str>, schema: &Value) -> String {
    let bound = |keyword, usual| schema.get(keyword).and_then(Value::as_u64).unwrap_or(usual);
    let (least, most) = (bound("minLength", 0), bound("maxLength", u64::MAX));
    let fits = |text: &String| {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        (least..=most).contains(&length)
    };
    // Anchors are irrelevant, because the text consists of the pattern alone.
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    let made = Regex::compile(&of_ascii(inner), REPEATS)
        .ok()
        .and_then(|regex| {
            // A fixed seed makes the texts reproducible.
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

/// Returns the pattern with the ASCII classes of ECMA-262 for letters, digits and spaces. In Rust these classes are Unicode.
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
