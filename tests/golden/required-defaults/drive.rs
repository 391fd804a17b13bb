use crate::server::Server;
use required_defaults_client::{
    Client,
    types::{Bake, Mode},
};
use serde_json::json;
use std::error::Error;

async fn sent(body: &Bake) -> Result<serde_json::Value, Box<dyn Error>> {
    let server = Server::json(204, &json!(null)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.bake(body).await?;
    Ok(crate::server::json_body(&server.request().await))
}

#[tokio::test]
async fn a_required_default_is_sent_without_being_asked_for() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "dish": "pie", "mode": "fan", "minutes": 20, "rack": "grill", "steam": false, "note": "none", "guests": 2, "extras": ["salt"],
    });
    assert_eq!(sent(&Bake::new("pie", ["salt"])).await?, body);
    Ok(())
}

#[tokio::test]
async fn a_setter_replaces_a_required_default() -> Result<(), Box<dyn Error>> {
    let bake = Bake::new("pie", Vec::<String>::new())
        .with_mode("grill")
        .with_minutes(40);
    let mut bake = bake.with_rack(Mode::Fan).with_note("hot");
    bake.guests = None;
    let body = json!({
        "dish": "pie", "mode": "grill", "minutes": 40, "rack": "fan", "steam": false, "note": "hot", "guests": null, "extras": [],
    });
    assert_eq!(sent(&bake).await?, body);
    Ok(())
}
