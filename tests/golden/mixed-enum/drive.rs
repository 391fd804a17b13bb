use crate::server::Server;
use mixed_enum_client::Client;
use mixed_enum_client::types::{Lamp, LampColour, LampEmpty, LampLevel};
use serde_json::json;
use std::error::Error;

async fn get(body: serde_json::Value) -> Result<Lamp, Box<dyn Error>> {
    let server = Server::json(200, &body).await;
    let lamp = Client::builder().base_url(server.url()).build()?.get_lamp().await?;
    assert_eq!(server.request_line().await, "GET /lamp");
    assert_eq!(serde_json::to_value(&lamp)?, body);
    Ok(lamp)
}

#[tokio::test]
async fn a_value_of_any_type_is_a_variant() -> Result<(), Box<dyn Error>> {
    for (value, expected) in [
        (json!("low"), Some(LampLevel::Low)),
        (json!(1), Some(LampLevel::Value1)),
        (json!(true), Some(LampLevel::True)),
        (json!(0.5), Some(LampLevel::Value0_5)),
        (json!(null), None),
        (json!(7), Some(LampLevel::UnknownValue(json!(7)))),
    ] {
        assert_eq!(get(json!({"level": value})).await?.level, expected);
    }
    assert_eq!(Lamp::DEFAULT_LEVEL, LampLevel::Low);
    Ok(())
}

#[tokio::test]
async fn variants_have_the_names_in_the_document() -> Result<(), Box<dyn Error>> {
    let lamp = get(json!({"level": null, "colour": 1, "": ""})).await?;
    assert_eq!(lamp.colour, Some(LampColour::Red));
    assert_eq!(lamp.empty, Some(LampEmpty::Empty));
    assert_eq!(Lamp::DEFAULT_COLOUR, LampColour::Blue);
    let lamp = get(json!({"level": 1, "": "a"})).await?;
    assert_eq!(lamp.empty, Some(LampEmpty::A2));
    Ok(())
}
