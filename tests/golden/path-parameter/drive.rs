use crate::server::Server;
use path_parameter_client::{Client, types::GetBookFormat};
use std::error::Error;

fn client(server: &Server) -> Result<Client, path_parameter_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn arguments_are_in_the_order_of_the_path() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    client(&server)?
        .get_book(3, "b-17", GetBookFormat::Epub)
        .await?;
    assert_eq!(
        server.request_line().await,
        "GET /shelves/3/books/b-17.epub"
    );
    Ok(())
}

#[tokio::test]
async fn a_value_stays_in_its_segment() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    client(&server)?
        .get_book(3, "a/b?c#d%2F é", GetBookFormat::Pdf)
        .await?;
    let line = server.request_line().await;
    assert_eq!(line, "GET /shelves/3/books/a%2Fb%3Fc%23d%252F%20%C3%A9.pdf");
    Ok(())
}
