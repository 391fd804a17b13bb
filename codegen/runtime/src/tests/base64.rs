use crate::runtime::{Base64, Base64Url};

/// The test vectors of RFC 4648, section 10.
const VECTORS: [(&str, &str); 7] = [
    ("", ""),
    ("f", "Zg=="),
    ("fo", "Zm8="),
    ("foo", "Zm9v"),
    ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
];

#[test]
fn the_test_vectors_are_encoded_and_decoded() {
    for (bytes, text) in VECTORS {
        let value = Base64(bytes.as_bytes().to_owned());
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value.clone()), "{text}");
        assert_eq!(text.trim_end_matches('=').parse(), Ok(value), "{text}");
    }
}

#[test]
fn every_byte_survives_in_both_alphabets() {
    let bytes: Vec<u8> = (0..=255).rev().collect();
    for length in 253..=256 {
        let bytes = &bytes[..length];
        let standard = serde_json::to_string(&Base64::from(bytes)).expect("it is written");
        let url = serde_json::to_string(&Base64Url::from(bytes)).expect("it is written");
        assert!(
            standard.contains("//79/Pv6") && url.contains("__79_Pv6"),
            "{standard} {url}"
        );
        assert!(!url.contains('='), "{url}");
        for text in [standard, url] {
            let read: Base64 = serde_json::from_str(&text).expect("it is read");
            assert_eq!(read.as_slice(), bytes);
            let read: Base64Url = serde_json::from_str(&text).expect("it is read");
            assert_eq!(Vec::from(read), bytes);
        }
    }
}

#[test]
fn lines_may_be_broken() {
    let read: Base64 = "Zm9v\r\nYmFy\n".parse().expect("it is read");
    assert_eq!(*read, b"foobar");
}

#[test]
fn invalid_base64_is_an_error_with_the_position() {
    for (text, message) in [
        ("Zm9*", "byte 3"),
        ("Zg==Zg==", "byte 4"),
        ("Zg===", "byte 4"),
        ("Z", "the end is missing"),
        ("Zm8==", "the end is missing"),
        ("Zg=", "the end is missing"),
        ("=", "the end is missing"),
        ("Zmé=", "byte 2"),
    ] {
        let error = text.parse::<Base64>().expect_err(text).to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
    let error = serde_json::from_str::<Base64>("7").expect_err("not a string");
    assert!(
        error.to_string().contains("expected a string in base64"),
        "{error}"
    );
}
