use crate::server::Server;
use recursive_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, recursive_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_type_may_contain_itself() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "name": "Bo",
        "children": [{"name": "Di", "children": []}],
        "mother": {"name": "Al", "children": [], "home": {"owner": {"name": "Ed", "children": []}}},
    });
    let server = Server::json(200, &body).await;
    let person = client(&server)?.get_person().await?;
    assert_eq!(server.request_line().await, "GET /person");
    assert_eq!(
        person.mother.as_ref().map(|mother| mother.name.as_str()),
        Some("Al")
    );
    assert_eq!(serde_json::to_value(&person)?, body);
    Ok(())
}
