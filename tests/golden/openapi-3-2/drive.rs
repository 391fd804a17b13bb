use crate::server::{Server, header};
use openapi_3_2_client::Client;
use openapi_3_2_client::types::Entry;
use std::error::Error;
use wiremock::ResponseTemplate;

async fn start() -> Result<(Server, Client), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    Ok((server, client))
}

#[tokio::test]
async fn a_path_parameter_with_reserved_characters_has_several_segments() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.add_entries("2026/may?", &[Entry::new(1)]).await?;
    assert_eq!(
        server.request_line().await,
        "POST /books/2026/may%3F/entries"
    );
    let error = client.add_entries("2026/../..", &[Entry::new(1)]).await.unwrap_err();
    assert!(error.to_string().contains("name"), "{error}");
    assert_eq!(server.requests().await.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_cookie_with_reserved_characters_contains_them() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.add_entries("a", &[Entry::new(1)]).trail("a/b:c; d=e").await?;
    let request = server.request().await;
    assert_eq!(header(&request, "cookie"), Some("trail=a/b:c%3B%20d=e"));
    Ok(())
}

#[tokio::test]
async fn a_body_of_items_is_a_sequence() -> Result<(), Box<dyn Error>> {
    let entries = [Entry::new(1), Entry::new(2)];
    let (server, client) = start().await?;
    client.add_entries("a", &entries).await?;
    let request = server.request().await;
    assert_eq!(header(&request, "content-type"), Some("application/jsonl"));
    assert_eq!(request.body, b"{\"sum\":1}\n{\"sum\":2}\n");

    let (server, client) = start().await?;
    client.add_entries_as_multipart("a", &entries).await?;
    let body = String::from_utf8(server.request().await.body)?;
    assert!(body.contains("{\"sum\":1}\r\n") && body.contains("{\"sum\":2}\r\n"), "{body}");

    let (server, client) = start().await?;
    client.add_words().body(&[Some("a".to_owned()), None]).await?;
    assert_eq!(server.request().await.body, b"\"a\"\nnull\n");
    Ok(())
}
