//! The variables of a server's URL.

use crate::runtime::{CoreBuilder, ServerUrl};

#[test]
fn variables_are_filled_in() {
    let url = ServerUrl::new("https://{region}.example.com/{version}")
        .with("region", "eu")
        .with("version", "v1");
    assert_eq!(url.fill().expect("a URL"), "https://eu.example.com/v1");
    let url = url.with("region", "us").with("version", "v2/beta");
    assert_eq!(url.fill().expect("a URL"), "https://us.example.com/v2/beta");
    // A URL may consist of one variable, and a path may begin with one.
    let whole = ServerUrl::new("{url}").with("url", "https://a.example/x");
    assert_eq!(whole.fill().expect("a URL"), "https://a.example/x");
    let based = ServerUrl::new("https://a.example:{port}{base}").with("port", "80");
    for (base, expected) in [
        ("", "https://a.example:80"),
        ("/v1/x", "https://a.example:80/v1/x"),
    ] {
        let filled = based.clone().with("base", base).fill();
        assert_eq!(filled.expect("a URL"), expected);
    }
}

#[test]
fn a_value_that_would_change_another_component_is_rejected() {
    let url = ServerUrl::new("https://{tenant}.example.com/{version}").with("version", "v1");
    for tenant in [
        "evil.example/",
        "/",
        "a@evil.example",
        "a?",
        "a#",
        "a\\b",
        "a b",
        "{x}",
        "a\n",
    ] {
        let error = url.clone().with("tenant", tenant).fill();
        let error = error.expect_err("an error");
        let start = "variable `tenant` of the server https://{tenant}.example.com/{version}: ";
        assert!(error.starts_with(start), "{error}");
        let built = CoreBuilder::new("")
            .server(&url.clone().with("tenant", tenant))
            .build();
        assert!(built.expect_err("an error").to_string().contains(&error));
    }
    assert!(
        url.fill()
            .expect_err("no tenant")
            .ends_with("it has no value")
    );
}
