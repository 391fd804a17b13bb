use crate::server::Server;
use several_tags_client::Client;
use std::error::Error;

#[tokio::test]
async fn operations_of_all_tags_are_methods_of_the_client() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.list_cows().await?;
    client.list_hens().await?;
    client.sell_hens().await?;
    client.open_gate().await?;
    let requests = server.requests().await;
    let lines: Vec<_> = requests
        .iter()
        .map(|request| format!("{} {}", request.method, request.url.path()))
        .collect();
    assert_eq!(
        lines,
        ["GET /cows", "GET /hens", "DELETE /hens", "POST /gate"]
    );
    Ok(())
}
