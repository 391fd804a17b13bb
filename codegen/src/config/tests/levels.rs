//! `[client.diagnostics]`.

use super::client_and;
use crate::config::Config;

#[test]
fn levels_are_read_by_code_and_unknown_codes_are_reported() {
    let levels = |lines: &str| {
        let text = client_and(&format!("[client.diagnostics]\n{lines}"));
        Config::parse(&text, "codegen.toml").map(|config| config.clients[0].options.levels.clone())
    };
    let mut expected = crate::diagnostic::Levels::default();
    expected.deny("all").expect("it is known");
    expected.allow("untyped").expect("it is known");
    assert_eq!(
        levels("deny = [\"all\"]\nallow = [\"untyped\"]"),
        Ok(expected)
    );
    for (lines, message) in [
        (
            "deny = [\"untypd\"]",
            "unknown diagnostic `untypd`\n  --> codegen.toml:6:9\n  hint: use `untyped`",
        ),
        (
            "allow = [\"warnings\"]",
            "unknown diagnostic `warnings`\n  --> codegen.toml:6:10\n",
        ),
        (
            "allow = [\"syntax\"]\ndeny = [\"syntax\"]",
            "`syntax` is both denied and allowed\n  --> codegen.toml:7:9\n",
        ),
    ] {
        let error = levels(lines).expect_err("it is wrong").to_string();
        assert!(error.contains(message), "{error}");
    }
}
