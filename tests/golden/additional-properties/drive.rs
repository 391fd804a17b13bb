use crate::server::Server;
use additional_properties_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, additional_properties_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn additional_members_are_kept() -> Result<(), Box<dyn Error>> {
    let body = json!({"id": "r1", "additional_properties": true, "colour": "red", "size": "l"});
    let server = Server::json(200, &body).await;
    let record = client(&server)?.get_record().await?;
    assert_eq!(server.request_line().await, "GET /record");
    assert_eq!(record.id, "r1");
    assert_eq!(serde_json::to_value(&record)?, body);
    Ok(())
}

#[tokio::test]
async fn additional_members_have_the_declared_type() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"id": "r1", "size": 4})).await;
    let error = client(&server)?
        .get_record()
        .await
        .expect_err("a number is not a string");
    assert!(error.to_string().contains("$.size"), "{error}");
    Ok(())
}
