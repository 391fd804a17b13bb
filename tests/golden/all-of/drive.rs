use crate::server::Server;
use all_of_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, all_of_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn parts_are_merged_into_one_struct() -> Result<(), Box<dyn Error>> {
    let body = json!({"name": "Otto", "keeper": {"badge": "7"}, "legs": 4});
    let server = Server::json(200, &body).await;
    let animal = client(&server)?.get_animal().await?;
    assert_eq!(server.request_line().await, "GET /animal");
    assert_eq!((animal.name.as_str(), animal.legs), ("Otto", 4));
    assert_eq!(serde_json::to_value(&animal)?, body);
    Ok(())
}
