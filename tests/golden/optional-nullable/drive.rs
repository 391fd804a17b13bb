use crate::server::Server;
use optional_nullable_client::{Client, Field, types::Profile};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, optional_nullable_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn absent_null_and_a_value_are_distinguished() -> Result<(), Box<dyn Error>> {
    for body in [
        json!({"name": "Ada"}),
        json!({"name": "Ada", "nickname": null}),
        json!({"name": "Ada", "nickname": "Countess", "age": 36}),
    ] {
        let server = Server::json(200, &body).await;
        let profile = client(&server)?.put_profile(&Profile::new("Ada")).await?;
        assert_eq!(serde_json::to_value(&profile)?, body);
    }
    Ok(())
}

#[tokio::test]
async fn an_explicit_null_is_sent() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"name": "Ada"})).await;
    let mut profile = Profile::new("Ada").with_age(36);
    profile.nickname = Field::Null;
    let response = client(&server)?.put_profile(&profile).await?;
    assert_eq!(server.request_line().await, "PUT /profile");
    let request = server.request().await;
    assert_eq!(
        crate::server::json_body(&request),
        json!({"name": "Ada", "nickname": null, "age": 36})
    );
    assert!(response.nickname.is_absent());
    Ok(())
}
