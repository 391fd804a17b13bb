use crate::server::Server;
use plain_object_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, plain_object_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_response_is_read_and_written_back() -> Result<(), Box<dyn Error>> {
    let body = json!({"title": "Tides", "pages": 312, "rating": 4.5, "lent": true});
    let server = Server::json(200, &body).await;
    let book = client(&server)?.get_book().await?;
    assert_eq!(server.request_line().await, "GET /book");
    assert_eq!(book.title, "Tides");
    assert_eq!(book.pages, 312);
    assert_eq!(book.rating, 4.5);
    assert_eq!(book.lent, Some(true));
    assert_eq!(book.isbn, None);
    assert_eq!(serde_json::to_value(&book)?, body);
    Ok(())
}

#[tokio::test]
async fn an_undeclared_member_is_ignored() -> Result<(), Box<dyn Error>> {
    let body = json!({"title": "Tides", "pages": 312, "rating": 4, "colour": "blue"});
    let server = Server::json(200, &body).await;
    let book = client(&server)?.get_book().await?;
    assert_eq!(book.rating, 4.0);
    Ok(())
}

#[tokio::test]
async fn a_missing_required_member_is_named() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"title": "Tides", "rating": 4})).await;
    let error = client(&server)?
        .get_book()
        .await
        .expect_err("`pages` is missing");
    assert!(error.to_string().contains("`pages`"), "{error}");
    Ok(())
}
