use crate::server::Server;
use name_collisions_client::Client;
use name_collisions_client::types::{
    self, ClosedNumbers, ClosedWords, Mixed, Numbers, TypesChoice, Values, Words,
};
use serde_json::json;
use std::error::Error;
use std::str::FromStr;

fn client(server: &Server) -> Result<Client, name_collisions_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn every_member_has_its_own_field() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "self": "a", "Self": "b", "type": "c", "+1": 1, "-1": -1, "": true, "fooBar": "d", "foo_bar": "e",
        "$id": "f", "new": "g", "option": "A", "vec": [{"some": {"value": [1]}}, {"some": {"value": null}}],
    });
    let server = Server::json(200, &body).await;
    let response = client(&server)?.get_string().await?;
    assert_eq!(server.request_line().await, "GET /string");
    assert_eq!(serde_json::to_value(&response)?, body);
    Ok(())
}

#[test]
fn every_value_of_open_and_closed_enums_is_read_and_written() -> Result<(), Box<dyn Error>> {
    let words = [
        "ok",
        "err",
        "error",
        "output",
        "target",
        "item",
        "value",
        "Self",
        "super",
        "crate",
        "unknown",
        "other",
        "default",
        "from",
        "into",
        "from_str",
        "some",
        "none",
        "option",
        "result",
        "string",
        "vec",
        "S",
        "D",
        "de",
        "closed",
        "open",
        "else",
        "name",
        "wire",
        "variant",
        "unknown_value",
    ];
    for (number, word) in words.iter().enumerate() {
        let read: Values = serde_json::from_value(json!({
            "words": word, "closed_words": word, "numbers": number, "closed_numbers": number,
        }))?;
        assert!(
            !matches!(read.words, Some(Words::UnknownValue2(_))),
            "{word}"
        );
        assert_eq!(read.words.as_ref().map(Words::as_str), Some(*word));
        assert_eq!(read.closed_words, Some(ClosedWords::from_str(word)?));
        let number = i64::try_from(number)?;
        assert_eq!(read.numbers, Some(Numbers::from(number)));
        assert_eq!(read.closed_numbers, Some(ClosedNumbers::try_from(number)?));
    }
    assert_eq!(Words::from("new"), Words::UnknownValue2("new".to_owned()));
    assert_eq!(Words::from("unknown"), Words::Unknown);
    assert_eq!(Numbers::from(99), Numbers::UnknownValue2(99));
    assert!(ClosedWords::from_str("new").is_err());
    for value in [json!(1), json!(true), json!("err"), json!("self")] {
        let mixed: Values = serde_json::from_value(json!({"mixed": value, "closed_mixed": value}))?;
        assert_eq!(serde_json::to_value(&mixed)?["closed_mixed"], value);
    }
    for (value, variant) in [
        (json!("unknown"), Mixed::Unknown),
        (json!("unknown_value"), Mixed::UnknownValue),
        (json!("new"), Mixed::UnknownValue2(json!("new"))),
    ] {
        let mixed: Values = serde_json::from_value(json!({"mixed": value}))?;
        assert_eq!(mixed.mixed, Some(variant));
    }
    Ok(())
}

#[test]
fn types_with_names_of_the_standard_library_keep_them() {
    let field = types::Field::new("a")
        .with_list(vec![types::Option::Unknown])
        .with_next(types::Field::new("b"));
    assert_eq!(field.list, Some(vec![types::Option::Unknown]));
    let choice = TypesChoice::Ok(types::Ok::new("c"));
    let types = types::Types::new(field, choice).with_result(types::Result::new("d"));
    assert_eq!(types.result, Some(types::Result::new("d")));
}

#[tokio::test]
async fn every_value_of_an_enum_has_its_own_variant() -> Result<(), Box<dyn Error>> {
    for value in ["", "a", "A", "+1", "-1", "Unknown", "Self", "other"] {
        let body = json!({"option": value});
        let server = Server::json(200, &body).await;
        let response = client(&server)?.get_string().await?;
        assert_eq!(serde_json::to_value(&response)?, body);
    }
    Ok(())
}
