use crate::server::Server;
use options_by_schema_client::Client;
use options_by_schema_client::types::{BallShade, Colour, BallBoxLid, GiftBox};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::error::Error;

async fn get(body: &Value) -> Result<options_by_schema_client::types::Ball, Box<dyn Error>> {
    let server = Server::json(200, body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let ball = client.get_ball().await?;
    assert_eq!(server.request_line().await, "GET /ball");
    Ok(ball)
}

#[tokio::test]
async fn only_the_listed_enums_are_closed() -> Result<(), Box<dyn Error>> {
    let ball = get(&json!({"colour": "red", "shade": "dim", "size": 3})).await?;
    assert_eq!(ball.shade, BallShade::UnknownValue("dim".to_owned()));
    for body in [
        json!({"colour": "green", "shade": "dark"}),
        json!({"colour": "red", "shade": "dark", "size": "none"}),
    ] {
        let error = get(&body).await.expect_err("it is not listed").to_string();
        assert!(error.contains("$.colour") || error.contains("$.size"), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn the_listed_type_has_extra_derives() -> Result<(), Box<dyn Error>> {
    let colours: HashSet<Colour> = [Colour::Red, Colour::Blue, Colour::Red].into();
    assert_eq!(colours.len(), 2);
    assert!(BallShade::Dark < BallShade::Light);
    Ok(())
}

#[tokio::test]
async fn inline_types_have_their_titles_as_names_if_those_are_free() -> Result<(), Box<dyn Error>> {
    let body = json!({"colour": "red", "shade": "dark", "box": {"lid": "open"}});
    let gift: GiftBox = get(&body).await?.r#box.ok_or("there is a box")?;
    assert_eq!(gift.lid, Some(BallBoxLid::Open));
    Ok(())
}
