use crate::server::Server;
use array_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, array_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn arrays_are_vectors() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "voices": ["alto", "bass"],
        "rows": [[1, 2], []],
        "marks": [1.5, null],
        "members": [{"name": "Bo"}],
    });
    let server = Server::json(200, &body).await;
    let choir = client(&server)?.get_choir().await?;
    assert_eq!(server.request_line().await, "GET /choir");
    assert_eq!(choir.voices, ["alto", "bass"]);
    assert_eq!(choir.marks, Some(vec![Some(1.5), None]));
    assert_eq!(choir.members[0].name, "Bo");
    assert_eq!(serde_json::to_value(&choir)?, body);
    Ok(())
}

#[tokio::test]
async fn an_invalid_item_is_reported_by_path() -> Result<(), Box<dyn Error>> {
    let body = json!({"voices": [], "rows": [[1], [2, "3"]], "members": []});
    let server = Server::json(200, &body).await;
    let error = client(&server)?
        .get_choir()
        .await
        .expect_err("an item is a string");
    assert!(error.to_string().contains("$.rows[1][1]"), "{error}");
    Ok(())
}
