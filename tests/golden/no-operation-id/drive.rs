use crate::server::Server;
use no_operation_id_client::Client;
use std::error::Error;

#[tokio::test]
async fn names_consist_of_method_and_path() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.get_root().await?;
    client.get_rooms().await?;
    client.get_rooms_by_room("1").await?;
    client.delete_rooms_by_room("1").await?;
    client.put_rooms_by_room_beds_by_bed("1", "2").await?;
    let requests = server.requests().await;
    let lines: Vec<_> = requests
        .iter()
        .map(|request| format!("{} {}", request.method, request.url.path()))
        .collect();
    assert_eq!(
        lines,
        [
            "GET /",
            "GET /rooms",
            "GET /rooms/1",
            "DELETE /rooms/1",
            "PUT /rooms/1/beds/2"
        ]
    );
    Ok(())
}
