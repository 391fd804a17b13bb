use crate::server::Server;
use response_headers_client::operations::ListBooksHeaders;
use response_headers_client::types::ListBooksResponseXShelf;
use response_headers_client::{Client, Error};
use serde_json::json;
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

async fn server(status: u16, headers: &[(&'static str, &str)]) -> Server {
    let mut template = ResponseTemplate::new(status).set_body_json(json!([]));
    for (name, value) in headers {
        template = template.append_header(*name, *value);
    }
    Server::responding(template).await
}

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn headers_have_their_types() -> Tested {
    let server = server(
        200,
        &[
            ("x-total", "12"),
            ("x-complete", "true"),
            ("x-shelf", "lower"),
            ("x-rooms", "1,2"),
            ("x-rooms", "3"),
            ("last-modified", "2024-05-06T07:08:09Z"),
        ],
    )
    .await;
    let response = client(&server)?.list_books().send().await?;
    let headers = ListBooksHeaders::of(response.headers());
    assert_eq!(headers.x_total()?.as_deref(), Some("12"));
    assert_eq!(headers.x_complete()?, Some(true));
    assert_eq!(headers.x_shelf()?, Some(ListBooksResponseXShelf::Lower));
    assert_eq!(headers.x_rooms()?, Some(vec![1, 2, 3]));
    assert_eq!(headers.last_modified()?.as_deref(), Some("2024-05-06T07:08:09Z"));
    assert_eq!(headers.x_detail()?, None);
    Ok(())
}

#[tokio::test]
async fn a_failure_has_headers_too() -> Tested {
    let server = server(429, &[("retry-after", "0")]).await;
    let error = client(&server)?.list_books().await.expect_err("the status is 429");
    let headers = ListBooksHeaders::of(error.headers().expect("the server responded"));
    assert_eq!(headers.retry_after()?, Some(0));
    Ok(())
}

#[tokio::test]
async fn an_invalid_header_is_an_error_and_the_others_are_read() -> Tested {
    let server = server(200, &[("x-complete", "perhaps"), ("x-rooms", "1")]).await;
    let response = client(&server)?.list_books().send().await?;
    let headers = ListBooksHeaders::of(response.headers());
    let error = Error::from(headers.x_complete().expect_err("`perhaps` is not a boolean"));
    let shown = error.to_string();
    let start = "listBooks: GET /books: the header `X-Complete` cannot be read: ";
    assert!(shown.starts_with(start), "{shown}");
    assert!(shown.ends_with("\"perhaps\""), "{shown}");
    assert_eq!(headers.x_rooms()?, Some(vec![1]));
    Ok(())
}
