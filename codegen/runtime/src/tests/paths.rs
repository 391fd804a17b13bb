//! Path parameters: each value is one segment and is received unchanged.

use crate::runtime::Style;
use crate::runtime::encode::percent::Keep;
use crate::runtime::encode::value::Value;
use crate::runtime::encode::{style, url};

fn address(template: &str, values: &[(&'static str, &str)]) -> Result<String, String> {
    use crate::runtime::encode::percent::encoded;
    let base = url::base("https://api.example.com/v1/").expect("a base URL");
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, encoded(value)))
        .collect();
    match url::build(&base, template, &values, "") {
        Ok(url) => Ok(url.as_str().replacen("https://api.example.com/v1", "", 1)),
        Err(error) => Err(format!("{:?}: {}", error.parameter, error.reason)),
    }
}

#[test]
fn a_value_is_percent_encoded_into_one_segment() {
    for (value, segment) in [
        ("ftjob-abc123", "ftjob-abc123"),
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("%3A", "%253A"),
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
        ("é", "%C3%A9"),
        ("日本", "%E6%97%A5%E6%9C%AC"),
        ("a\nb", "a%0Ab"),
        ("\t", "%09"),
        ("\0", "%00"),
        (" ", "%20"),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("...", "..."),
        (".a", ".a"),
        ("{id}", "%7Bid%7D"),
        (";v=1", "%3Bv%3D1"),
        ("~user:1@2", "~user%3A1%402"),
    ] {
        let expected = Ok(format!("/x/{segment}/y"));
        assert_eq!(address("/x/{id}/y", &[("id", value)]), expected);
    }
}

#[test]
fn a_dot_segment_as_a_value_is_an_error_that_names_the_parameter() {
    for value in [".", ".."] {
        for template in ["/x/{id}", "/x/{id}/y", "/{id}"] {
            let error = address(template, &[("id", value)]).expect_err("a dot segment");
            assert!(error.starts_with("Some(\"id\")"), "{error}");
        }
    }
}

#[test]
fn a_value_with_reserved_characters_may_have_several_segments_but_no_dot_segment() {
    let address = |value: &str| {
        let base = url::base("https://api.example.com/v1/").expect("a base URL");
        let value = Value::of(value).expect("a tree");
        let text = style::path("id", Style::Simple, false, Keep::Path, &value);
        let text = text.expect("no delimiter").unwrap_or_default();
        let url = url::build(&base, "/x/{id}/y", &[("id", text)], "");
        url.map(|url| url.path().to_owned())
            .map_err(|error| error.parameter)
    };
    let refused = Err(Some("id".to_owned()));
    assert_eq!(address("projects/p"), Ok("/v1/x/projects/p/y".to_owned()));
    assert_eq!(address("a%2Fb?c#d"), Ok("/v1/x/a%2Fb%3Fc%23d/y".to_owned()));
    assert_eq!(address("..a/.b"), Ok("/v1/x/..a/.b/y".to_owned()));
    for value in ["..", "../a", "a/..", "a/../b", "a/.", "./a", "a/%2e%2E/b"] {
        assert_eq!(address(value), refused, "{value}");
    }
}

#[test]
fn dot_segments_composed_of_several_values_are_rejected() {
    assert!(address("/x/{a}{b}", &[("a", "."), ("b", ".")]).is_err());
    assert!(address("/x/.{a}", &[("a", ".")]).is_err());
    assert!(address("/x/%2E{a}", &[("a", ".")]).is_err());
    assert!(address("/x/../y", &[]).is_err());
    assert!(address("/x/%2e%2E/y", &[]).is_err());
    assert_eq!(
        address("/x/{a}.{b}", &[("a", "."), ("b", ".")]),
        Ok("/x/...".to_owned())
    );
    assert_eq!(
        address("/x/{a}:cancel", &[("a", "..")]),
        Ok("/x/..:cancel".to_owned())
    );
}

#[test]
fn an_empty_or_missing_value_is_an_error_that_names_the_parameter() {
    for template in ["/x/{id}", "/x/{id}/y", "/x/a{id}", "/x?q={id}"] {
        let error = address(template, &[("id", "")]).expect_err("an empty value");
        assert!(error.starts_with("Some(\"id\")"), "{error}");
        assert!(address(template, &[]).is_err());
    }
}

#[test]
fn a_template_may_have_a_query_and_its_fragment_is_not_sent() {
    assert_eq!(
        address("/x?a=b&c={id}", &[("id", "d&e")]),
        Ok("/x?a=b&c=d%26e".to_owned())
    );
    assert_eq!(address("/#Target=Service.Action", &[]), Ok("/".to_owned()));
    assert_eq!(address("/x?a=b#c", &[]), Ok("/x?a=b".to_owned()));
    assert_eq!(
        address("/x/{a?b#c}", &[("a?b#c", "y")]),
        Ok("/x/y".to_owned())
    );
}

#[test]
fn the_text_of_a_template_is_encoded_only_if_necessary() {
    for (template, sent) in [
        ("/a b/é", "/a%20b/%C3%A9"),
        ("/a%20b", "/a%20b"),
        ("/a%C3%A9?%41=?/b", "/a%C3%A9?%41=?/b"),
        ("/100%", "/100%25"),
        ("/a//b/", "/a//b/"),
        ("/a\\b", "/a%5Cb"),
        ("/{unclosed", "/%7Bunclosed"),
        ("/a|b^c`d\"<e>", "/a%7Cb%5Ec%60d%22%3Ce%3E"),
        ("no/slash", "/no/slash"),
        ("/x:y@z!$&'()*+,;=", "/x:y@z!$&'()*+,;="),
        ("/", "/"),
        ("", "/"),
        ("/a\nb", "/a%0Ab"),
    ] {
        assert_eq!(address(template, &[]), Ok(sent.to_owned()), "{template:?}");
    }
}

#[test]
fn a_base_url_is_an_absolute_http_url_and_its_path_is_a_prefix() {
    for (base, sent) in [
        ("https://host", "https://host/x"),
        ("https://host/", "https://host/x"),
        ("http://host:8080/v1", "http://host:8080/v1/x"),
        ("http://host/v1/", "http://host/v1/x"),
        (" https://host/a/b/ ", "https://host/a/b/x"),
        ("http://[::1]:80", "http://[::1]/x"),
        ("HTTPS://HOST/A", "https://host/A/x"),
    ] {
        let url = url::base(base).expect("a base URL");
        let url = url::build(&url, "/x", &[], "").expect("an address");
        assert_eq!(url.as_str(), sent);
    }
    for base in [
        "",
        "host",
        "/v1",
        "ftp://host",
        "file:///x",
        "https://",
        "https://host?a=b",
        "https://host#a",
        "https://user:secret@host",
        "SELF_HOSTED_GATEWAY_URL",
    ] {
        let error = url::base(base).expect_err(base);
        assert!(!error.contains("secret"), "{error}");
    }
}
