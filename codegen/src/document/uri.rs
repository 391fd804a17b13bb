//! References to URIs (RFC 3986, section 5.2).

/// Resolves a reference without a fragment against a base, which may be a relative reference itself.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    let (reference_scheme, _) = split_scheme(reference);
    if !reference_scheme.is_empty() {
        return reference.to_owned();
    }
    let (scheme, after) = split_scheme(base);
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let (authority, path) = split_authority(after);
    let path = path.split('?').next().unwrap_or_default();
    if reference.starts_with('?') {
        return format!("{scheme}{authority}{path}{reference}");
    }
    let (target, query) = match reference.find('?') {
        Some(end) => reference.split_at(end),
        None => (reference, ""),
    };
    let merged = match path.rsplit_once('/') {
        _ if target.starts_with('/') => target.to_owned(),
        Some((folder, _)) => format!("{folder}/{target}"),
        None if authority.is_empty() => target.to_owned(),
        None => format!("/{target}"),
    };
    format!("{scheme}{authority}{}{query}", without_dots(&merged))
}

/// Splits a URI after the colon of its scheme, which may be missing.
fn split_scheme(uri: &str) -> (&str, &str) {
    let end = uri
        .find(|character: char| !character.is_ascii_alphanumeric() && !"+-.".contains(character));
    match end {
        Some(end) if end > 0 && uri[end..].starts_with(':') => uri.split_at(end + 1),
        _ => ("", uri),
    }
}

/// Splits the part after the scheme before its path.
fn split_authority(text: &str) -> (&str, &str) {
    let Some(authority) = text.strip_prefix("//") else {
        return ("", text);
    };
    let length = authority.find(['/', '?']).unwrap_or(authority.len());
    text.split_at(length + 2)
}

/// Removes the segments `.` and `..` (section 5.2.4).
fn without_dots(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut segments: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for segment in path.split('/').skip(usize::from(is_rooted)) {
        ends_in_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    if ends_in_folder {
        segments.push("");
    }
    let root = if is_rooted { "/" } else { "" };
    format!("{root}{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_resolve_as_in_the_examples_of_the_rfc() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(resolve(base, reference), expected, "{reference}");
        }
    }

    #[test]
    fn a_base_may_be_relative_or_lack_a_path() {
        assert_eq!(resolve("", "list"), "list");
        assert_eq!(resolve("schemas/list", "item"), "schemas/item");
        assert_eq!(resolve("schemas/list", "../item"), "item");
        assert_eq!(
            resolve("https://a.example", "list"),
            "https://a.example/list"
        );
        assert_eq!(resolve("urn:uuid:1", "urn:uuid:2"), "urn:uuid:2");
    }
}
