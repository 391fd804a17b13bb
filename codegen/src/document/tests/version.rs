//! The declared version.

use super::super::{Document, LoadError, Version};
use super::failure;

#[test]
fn versions_of_openapi_3_are_distinguished() -> Result<(), LoadError> {
    for (declared, version) in [
        ("3.0.0", Version::V3_0),
        ("'3.0.4'", Version::V3_0),
        ("3.1", Version::V3_1),
        ("3.1.1", Version::V3_1),
        ("3.2.0", Version::V3_2),
    ] {
        let document = Document::from_text("a", &format!("openapi: {declared}\n"))?;
        assert_eq!(document.version(), version, "{declared}");
        assert!(document.warnings().is_empty());
    }
    Ok(())
}

#[test]
fn a_later_version_is_read_with_a_warning() -> Result<(), LoadError> {
    let document = Document::from_text("a", "openapi: 3.9.0\n")?;
    assert_eq!(document.version(), Version::V3_2);
    assert_eq!(document.warnings()[0].code, "unsupported-version");
    Ok(())
}

#[test]
fn swagger_2_is_an_error_with_a_hint_to_convert() {
    let failure = failure("swagger: \"2.0\"\ninfo: {}\n");
    assert!(
        failure.starts_with("error[swagger-2]: this is a Swagger 2.0 document"),
        "{failure}"
    );
    assert!(failure.contains("--> openapi.yaml:1:1"), "{failure}");
    assert!(failure.contains("hint: convert it"), "{failure}");
}

#[test]
fn a_file_that_is_not_openapi_is_an_error() {
    for text in ["info: {}\n", "- 1\n", "hello\n", "[]", "{}"] {
        let failure = failure(text);
        assert!(failure.starts_with("error[not-openapi]"), "{failure}");
    }
    for version in ["2.0", "4.0.0", "three", "[3]"] {
        let failure = failure(&format!("openapi: {version}\n"));
        assert!(
            failure.starts_with("error[unsupported-version]"),
            "{failure}"
        );
    }
}
