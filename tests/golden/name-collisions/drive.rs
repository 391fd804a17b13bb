use crate::server::Server;
use name_collisions_client::Client;
use serde_json::json;
use std::error::Error;

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
