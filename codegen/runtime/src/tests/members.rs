//! Members that are set in bodies that are encoded already.

use crate::runtime::body::file_part::FilePart;
use crate::runtime::body::request_body::Body;
use crate::runtime::encode::form::{Part, PartContent};
use crate::runtime::encode::member::enable;
use crate::runtime::encode::multipart;

fn enabled(media_type: &str, text: &'static str) -> String {
    let mut body = Body::from(text);
    enable(&mut body, media_type, "stream");
    let bytes = body.in_memory().expect("the body is in memory");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_member_of_a_json_object_is_added_or_replaced() {
    for (before, after) in [
        ("{}", r#"{"stream":true}"#),
        (r#"{"a":1}"#, r#"{"a":1,"stream":true}"#),
        (r#"{"stream":false,"a":1}"#, r#"{"stream":true,"a":1}"#),
        (
            r#"{"a":[1,2],"stream":null}"#,
            r#"{"a":[1,2],"stream":true}"#,
        ),
        // Only members of the object itself count, and other members keep their digits.
        (
            r#"{"a":{"stream":false},"b":"\"stream\":0","c":12345678901234567890123}"#,
            r#"{"a":{"stream":false},"b":"\"stream\":0","c":12345678901234567890123,"stream":true}"#,
        ),
        ("[]", "[]"),
        ("null", "null"),
    ] {
        assert_eq!(enabled("application/json", before), after);
        assert_eq!(
            enabled("application/vnd.api+json; charset=utf-8", before),
            after
        );
    }
}

#[test]
fn a_pair_of_a_form_is_added_or_replaced() {
    for (before, after) in [
        ("", "stream=true"),
        ("a=1", "a=1&stream=true"),
        ("stream=false&a=1", "a=1&stream=true"),
    ] {
        assert_eq!(enabled("application/x-www-form-urlencoded", before), after);
    }
}

#[test]
fn other_bodies_are_left_alone() {
    assert_eq!(enabled("text/plain", "{}"), "{}");
}

#[test]
fn a_part_of_a_multipart_form_is_added_or_replaced() {
    let text = |name: &str, text: &str| Part {
        name: name.to_owned(),
        content: PartContent::Text(text.to_owned()),
        media_type: None,
        headers: &[],
    };
    let file = || Part {
        content: PartContent::File(FilePart::bytes("a.txt", "abc")),
        ..text("file", "")
    };
    for parts in [
        vec![text("a", "1"), file()],
        vec![text("a", "1"), text("stream", "false"), file()],
        vec![text("stream", "false"), file(), text("a", "1")],
    ] {
        let (media_type, mut body) = multipart::body("multipart/form-data", parts).expect("a form");
        enable(&mut body, &media_type, "stream");
        let bytes = body.in_memory().expect("the body is in memory");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (_, boundary) = media_type.split_once("boundary=").expect("a boundary");
        assert!(text.ends_with(&format!("\r\n--{boundary}--\r\n")), "{text}");
        assert_eq!(text.matches(boundary).count(), 4, "{text}");
        assert!(text.contains("name=\"stream\"\r\n\r\ntrue\r\n--"), "{text}");
        assert!(!text.contains("false"), "{text}");
    }
}
