use crate::server::Server;
use nullable_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, nullable_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn null_is_none_and_is_written_back_as_null() -> Result<(), Box<dyn Error>> {
    let body = json!({"species": null, "watered_at": null, "pot": null});
    let server = Server::json(200, &body).await;
    let plant = client(&server)?.get_plant().await?;
    assert_eq!(server.request_line().await, "GET /plant");
    assert_eq!(
        (&plant.species, plant.watered_at, &plant.pot),
        (&None, None, &None)
    );
    assert_eq!(serde_json::to_value(&plant)?, body);
    Ok(())
}

#[tokio::test]
async fn a_value_is_some() -> Result<(), Box<dyn Error>> {
    let body = json!({"species": "fern", "watered_at": 1_700_000_000, "pot": {"litres": 2.5}});
    let server = Server::json(200, &body).await;
    let plant = client(&server)?.get_plant().await?;
    assert_eq!(plant.species.as_deref(), Some("fern"));
    assert_eq!(plant.pot.as_ref().map(|pot| pot.litres), Some(2.5));
    assert_eq!(serde_json::to_value(&plant)?, body);
    Ok(())
}
