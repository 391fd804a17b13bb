//! Tests of the option `security`.

use super::super::Config;
use super::{client_and, refused};

#[test]
fn a_security_requirement_lists_alternatives() {
    let security = |value: &str| {
        let config = Config::parse(&client_and(value), "codegen.toml").expect("it can be read");
        config.clients[0].options.security.clone()
    };
    assert_eq!(security(""), None);
    assert_eq!(security("security = []"), Some(Vec::new()));
    assert_eq!(
        security("security = ['Key', ['Id', 'Secret'], []]"),
        Some(vec![
            vec!["Key".to_owned()],
            vec!["Id".to_owned(), "Secret".to_owned()],
            Vec::new(),
        ])
    );
    for wrong in ["security = 'Key'", "security = [1]", "security = [[1]]"] {
        refused(&client_and(wrong));
    }
}
