use crate::server::{Server, header};
use body_media_types_client::types::{Article, DeleteArticleRequest};
use body_media_types_client::{Body, Client};
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error;
use wiremock::ResponseTemplate;

async fn start() -> Result<(Server, Client), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    Ok((server, client))
}

/// Returns the content type and the body of the only request.
async fn sent(server: &Server) -> (String, String) {
    let request = server.request().await;
    let content_type = header(&request, "content-type").unwrap_or_default();
    let body = String::from_utf8_lossy(&request.body).into_owned();
    (content_type.to_owned(), body)
}

fn expected(content_type: &str, body: &str) -> (String, String) {
    (content_type.to_owned(), body.to_owned())
}

#[tokio::test]
async fn each_media_type_of_a_required_body_has_a_method() -> Result<(), Box<dyn Error>> {
    let article = Article::new("On & on").with_words(2);
    let (server, client) = start().await?;
    client.put_article("1", &article).await?;
    let json = r#"{"title":"On & on","words":2}"#;
    assert_eq!(sent(&server).await, expected("application/json", json));

    let (server, client) = start().await?;
    client.put_article_as_form("1", &article).await?;
    let form = "title=On+%26+on&words=2";
    assert_eq!(
        sent(&server).await,
        expected("application/x-www-form-urlencoded", form)
    );

    let (server, client) = start().await?;
    client.put_article_as_xml("1", "<article/>").await?;
    assert_eq!(sent(&server).await, expected("application/xml", "<article/>"));

    let (server, client) = start().await?;
    client.put_article_as_markdown("1", "# On & on").await?;
    assert_eq!(sent(&server).await, expected("text/markdown", "# On & on"));
    Ok(())
}

#[tokio::test]
async fn each_media_type_of_an_optional_body_has_a_setter() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.patch_article("1").await?;
    assert_eq!(sent(&server).await, expected("", ""));

    let (server, client) = start().await?;
    let patch = BTreeMap::from([("words".to_owned(), json!(3))]);
    client.patch_article("1").body(&patch).await?;
    assert_eq!(
        sent(&server).await,
        expected("application/merge-patch+json", r#"{"words":3}"#)
    );

    let (server, client) = start().await?;
    let patch = BTreeMap::from([("op".to_owned(), json!("remove"))]);
    client.patch_article("1").body_as_json_patch_json(&[patch]).await?;
    assert_eq!(
        sent(&server).await,
        expected("application/json-patch+json", r#"[{"op":"remove"}]"#)
    );
    Ok(())
}

#[tokio::test]
async fn a_delete_may_have_a_body() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    let request = DeleteArticleRequest::new().with_reason("old");
    client.delete_article("1").body(&request).await?;
    assert_eq!(server.request_line().await, "DELETE /articles/1");
    assert_eq!(
        sent(&server).await,
        expected("application/json", r#"{"reason":"old"}"#)
    );
    Ok(())
}

#[tokio::test]
async fn lines_of_json_are_the_items_of_an_array() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.import_articles(&[Article::new("a"), Article::new("b")]).await?;
    assert_eq!(
        sent(&server).await,
        expected("application/x-ndjson", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n")
    );
    Ok(())
}

#[tokio::test]
async fn bytes_come_from_memory_or_a_file_and_have_a_content_type() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.add_file("application/octet-stream", vec![b'a']).await?;
    assert_eq!(sent(&server).await, expected("application/octet-stream", "a"));

    let path = std::env::temp_dir().join(format!("body-{}.csv", std::process::id()));
    std::fs::write(&path, "a,b")?;
    let (server, client) = start().await?;
    client.add_file("text/csv", Body::path(&path)).await?;
    assert_eq!(sent(&server).await, expected("text/csv", "a,b"));
    std::fs::remove_file(&path)?;
    Ok(())
}

#[tokio::test]
async fn the_caller_chooses_a_media_type_of_a_range() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.put_cover("1", "image/png", "png").await?;
    assert_eq!(sent(&server).await, expected("image/png", "png"));

    let (server, client) = start().await?;
    client.patch_cover("1").body_as_any_text("text/csv", "a,b").await?;
    assert_eq!(sent(&server).await, expected("text/csv", "a,b"));
    Ok(())
}

#[tokio::test]
async fn the_caller_chooses_one_of_many_media_types_of_one_shape() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.patch_cover("1").body_as("image/jpeg", "jpeg").await?;
    assert_eq!(sent(&server).await, expected("image/jpeg", "jpeg"));

    let (json, article) = (r#"{"title":"n"}"#, Article::new("n"));
    let (server, client) = start().await?;
    client.put_notes("1", &article).await?;
    assert_eq!(sent(&server).await, expected("application/json", json));

    let (server, client) = start().await?;
    client.put_notes_as_json("1", "application/vnd.b+json", &article).await?;
    assert_eq!(sent(&server).await, expected("application/vnd.b+json", json));
    Ok(())
}
