use crate::server::Server;
use docs_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, docs_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn documentation_changes_nothing_on_the_wire() -> Result<(), Box<dyn Error>> {
    let body = json!({"unit": "m", "list": "", "empty": " "});
    let server = Server::json(200, &body).await;
    let thing = client(&server)?.get_thing("f").await?;
    assert_eq!(server.request_line().await, "PUT /thing?foo=f");
    assert_eq!(serde_json::to_value(&thing)?, body);
    Ok(())
}
