//! Words of names in upper camel case: shared ones, plurals and singulars.

/// The minimum number of letters of a name from which words are dropped.
const MIN_LETTERS: usize = 3;

/// Nouns whose plural does not follow the rules of [`plural`] and [`singular`].
const IRREGULAR: [(&str, &str); 20] = [
    ("Alias", "Aliases"),
    ("Analysis", "Analyses"),
    ("Api", "Apis"),
    ("Axis", "Axes"),
    ("Bonus", "Bonuses"),
    ("Cache", "Caches"),
    ("Canvas", "Canvases"),
    ("Child", "Children"),
    ("Cookie", "Cookies"),
    ("Criterion", "Criteria"),
    ("Hash", "Hashes"),
    ("Id", "Ids"),
    ("Index", "Indices"),
    ("Ip", "Ips"),
    ("Matrix", "Matrices"),
    ("Menu", "Menus"),
    ("Movie", "Movies"),
    ("Person", "People"),
    ("Status", "Statuses"),
    ("Vertex", "Vertices"),
];

/// Nouns without a plural.
const UNCOUNTABLE: [&str; 9] = [
    "Data",
    "Information",
    "Media",
    "Metadata",
    "News",
    "Series",
    "Species",
    "Stats",
    "Usage",
];

/// Splits a name before each capital letter.
fn split(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, character) in name.char_indices() {
        if at > start && character.is_uppercase() {
            words.push(&name[start..at]);
            start = at;
        }
    }
    words.push(&name[start..]);
    words
}

/// Returns a name without the longest run of words that it shares with another name: `ResponseFormatText`
/// in `ResponseFormat` is `Text`, `DeletedCustomer` in `ChargeCustomer` is `Deleted`.
///
/// Returns `None` if there is no such run, or if too little would be left.
pub(super) fn without_shared(name: &str, other: &str) -> Option<String> {
    let (words, others) = (split(name), split(other));
    let run_at = |start: usize| {
        let rest = &words[start..];
        let lengths = (0..others.len()).map(|at| {
            let pairs = rest.iter().zip(&others[at..]);
            pairs.take_while(|(one, other)| one == other).count()
        });
        lengths.max().unwrap_or_default()
    };
    let mut longest = (0, 0);
    for start in 0..words.len() {
        let length = run_at(start);
        if length > longest.1 {
            longest = (start, length);
        }
    }
    let (start, length) = longest;
    let left = words[..start].concat() + &words[start + length..].concat();
    let letters = left.chars().filter(|character| character.is_alphabetic());
    (length > 0 && letters.count() >= MIN_LETTERS).then_some(left)
}

/// Returns the plural of the last word of a name: `ContentBlocks` for `ContentBlock`. A plural is
/// unchanged.
pub(super) fn plural(name: &str) -> String {
    let words = split(name);
    let last = words.last().copied().unwrap_or_default();
    let stem = &name[..name.len() - last.len()];
    if let Some((_, plural)) = IRREGULAR.iter().find(|(singular, _)| *singular == last) {
        return format!("{stem}{plural}");
    }
    if UNCOUNTABLE.contains(&last) || is_plural(last) {
        return name.to_owned();
    }
    let before = last.strip_suffix('y').and_then(|rest| rest.chars().last());
    if before.is_some_and(|before| before.is_alphabetic() && !"aeiou".contains(before)) {
        return format!("{}ies", &name[..name.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| last.ends_with(end))
    {
        return format!("{name}es");
    }
    format!("{name}s")
}

/// Returns the singular of the last word of a name: `Permission` for `Permissions`; `None` if it is
/// not a plural.
pub(super) fn singular(name: &str) -> Option<String> {
    let words = split(name);
    let last = words.last().copied()?;
    let stem = &name[..name.len() - last.len()];
    if let Some((singular, _)) = IRREGULAR.iter().find(|(_, plural)| *plural == last) {
        return Some(format!("{stem}{singular}"));
    }
    if !is_plural(last) {
        return None;
    }
    if let Some(rest) = name.strip_suffix("ies") {
        return Some(format!("{rest}y"));
    }
    let has_extra_e = ["sses", "xes", "ches", "shes", "zzes"];
    let ending = if has_extra_e.iter().any(|end| last.ends_with(end)) {
        2
    } else {
        1
    };
    Some(name[..name.len() - ending].to_owned())
}

/// Returns `true` if a word looks like a plural. Words of three letters are abbreviations, such as
/// `Dns`.
fn is_plural(word: &str) -> bool {
    let is_singular = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let is_listed = |word: &str| {
        UNCOUNTABLE.contains(&word) || IRREGULAR.iter().any(|(singular, _)| *singular == word)
    };
    let is_irregular = IRREGULAR.iter().any(|(_, plural)| *plural == word);
    is_irregular || word.len() > 3 && word.ends_with('s') && !is_singular && !is_listed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_shared_run_of_words_is_dropped_wherever_it_stands() {
        for (name, other, left) in [
            ("ResponseFormatText", "ResponseFormat", Some("Text")),
            ("DeletedCustomer", "ChargeCustomer", Some("Deleted")),
            (
                "InputContentBlock",
                "InputMessageContent",
                Some("ContentBlock"),
            ),
            ("TextContentPart", "Content", Some("TextPart")),
            // All words, too few letters, only a part of a word.
            ("Customer", "ChargeCustomer", None),
            ("PetV2", "Pet", None),
            ("Petition", "Pet", None),
        ] {
            assert_eq!(without_shared(name, other).as_deref(), left, "{name}");
        }
    }

    #[test]
    fn the_last_word_of_a_name_has_a_plural_and_a_singular() {
        for (one, many) in [
            ("ContentBlock", "ContentBlocks"),
            ("Category", "Categories"),
            ("Day", "Days"),
            ("Address", "Addresses"),
            ("Box", "Boxes"),
            ("Response", "Responses"),
            ("OrderStatus", "OrderStatuses"),
            ("ChildIndex", "ChildIndices"),
            ("UserId", "UserIds"),
            ("Movie", "Movies"),
            ("Vector2", "Vector2s"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(plural(many), many);
            if one != "Vector2" {
                assert_eq!(singular(many).as_deref(), Some(one));
            }
            assert_eq!(singular(one), None);
        }
        for name in ["Metadata", "Dns", "Series", "Access", "Analysis", ""] {
            assert_eq!(singular(name), None, "{name}");
        }
        assert_eq!(plural("Metadata"), "Metadata");
    }
}
