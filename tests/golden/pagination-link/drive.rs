use pagination_link_client::{Client, Error};
use serde_json::json;
use wiremock::matchers::{path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &MockServer) -> Result<Client, Error> {
    Client::builder().base_url(server.uri()).key("k").build()
}

async fn collect(mut items: pagination_link_client::Items<Vec<String>, String>) -> Result<Vec<String>, Error> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item?);
    }
    Ok(all)
}

#[tokio::test]
async fn links_of_the_header_are_followed_with_the_credential() -> Tested {
    let server = MockServer::start().await;
    let link = format!("<{0}/first>; rel=\"prev, first\", <{0}/more?cursor=c%2C1>; rel=\"next\"", server.uri());
    let first = ResponseTemplate::new(200).insert_header("link", link).set_body_json(json!(["a"]));
    Mock::given(path("/books")).respond_with(first).mount(&server).await;
    let second = ResponseTemplate::new(200).insert_header("link", "</last>; rel=next").set_body_json(json!(["b"]));
    Mock::given(path("/more")).and(query_param("cursor", "c,1")).and(query_param("key", "k")).respond_with(second).mount(&server).await;
    let last = ResponseTemplate::new(200).set_body_json(json!(["c"]));
    Mock::given(path("/last")).and(query_param("key", "k")).respond_with(last).mount(&server).await;
    let items = client(&server)?.list_books().limit(1).stream_items();
    assert_eq!(collect(items).await?, ["a", "b", "c"]);
    Ok(())
}

#[tokio::test]
async fn a_link_is_relative_to_the_url_of_its_page() -> Tested {
    for link in ["?cursor=2", "books?cursor=2", "../v1/books?cursor=2"] {
        let server = MockServer::start().await;
        let first = ResponseTemplate::new(200).insert_header("link", format!("<{link}>; rel=next")).set_body_json(json!(["a"]));
        Mock::given(path("/api/v1/books")).and(query_param_is_missing("cursor")).respond_with(first).mount(&server).await;
        let last = ResponseTemplate::new(200).set_body_json(json!(["b"]));
        Mock::given(path("/api/v1/books")).and(query_param("cursor", "2")).respond_with(last).mount(&server).await;
        let client = Client::builder().base_url(format!("{}/api/v1", server.uri())).key("k").build()?;
        assert_eq!(collect(client.list_books().stream_items()).await?, ["a", "b"], "{link}");
    }
    Ok(())
}

#[tokio::test]
async fn a_link_to_another_server_is_rejected() -> Tested {
    let server = MockServer::start().await;
    let link = "<https://elsewhere.example.com/books>; rel=\"next\"";
    let first = ResponseTemplate::new(200).insert_header("link", link).set_body_json(json!(["a"]));
    Mock::given(path("/books")).respond_with(first).mount(&server).await;
    let error = collect(client(&server)?.list_books().stream_items()).await.expect_err("the link is to another server");
    assert!(error.to_string().contains("another server"), "{error}");
    Ok(())
}

#[tokio::test]
async fn pages_are_numbered_until_one_is_empty() -> Tested {
    let server = MockServer::start().await;
    let response = |items| ResponseTemplate::new(200).set_body_json(items);
    Mock::given(path("/shelves")).and(query_param_is_missing("page")).respond_with(response(json!(["a"]))).mount(&server).await;
    Mock::given(path("/shelves")).and(query_param("page", "1")).respond_with(response(json!(["b"]))).mount(&server).await;
    Mock::given(path("/shelves")).and(query_param("page", "2")).respond_with(response(json!([]))).mount(&server).await;
    let items = client(&server)?.list_shelves().stream_items();
    assert_eq!(collect(items).await?, ["a", "b"]);
    Ok(())
}
