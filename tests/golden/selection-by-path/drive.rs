use crate::server::Server;
use selection_by_path_client::Client;
use std::error::Error;

#[tokio::test]
async fn operations_are_selected_by_path_method_and_tag() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.list_pets().await?;
    client.get_shop("a").await?;
    let requests = server.requests().await;
    let paths: Vec<_> = requests.iter().map(|request| request.url.path()).collect();
    assert_eq!(paths, ["/pets", "/shops/a"]);
    Ok(())
}
