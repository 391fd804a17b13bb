use crate::server::Server;
use options_client::{Client, types::BallColour};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, options_client::Error> {
    Client::builder().token("t").base_url(server.url()).build()
}

#[tokio::test]
async fn a_listed_value_is_read() -> Result<(), Box<dyn Error>> {
    let body = json!({"colour": "blue", "sizes": [2, 1]});
    let server = Server::json(200, &body).await;
    let ball = client(&server)?.get_ball().await?;
    assert_eq!(server.request_line().await, "GET /ball");
    assert_eq!(ball.colour, BallColour::Blue);
    assert_eq!(serde_json::to_value(&ball)?, body);
    assert_eq!("green".parse::<BallColour>().ok(), None);
    Ok(())
}

#[tokio::test]
async fn a_closed_enum_rejects_other_values() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"colour": "green"})).await;
    let error = client(&server)?
        .get_ball()
        .await
        .expect_err("green is not listed");
    let message = error.to_string();
    for part in ["$.colour", "green", "red", "blue"] {
        assert!(message.contains(part), "{part}: {message}");
    }
    Ok(())
}
