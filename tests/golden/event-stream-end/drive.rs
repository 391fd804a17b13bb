use crate::server::Server;
use event_stream_end_client::Client;
use std::error::Error;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn the_configured_event_ends_the_stream() -> Result<(), Box<dyn Error>> {
    let body = "data: {\"word\":\"Boil\"}\n\ndata: over\n\ndata: {\"word\":\"later\"}\n\n";
    let response = ResponseTemplate::new(200).set_body_raw(body, "text/event-stream");
    let server = Server::responding(response).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let mut events = client.hear_words().await?;
    assert_eq!(events.next().await.expect("an event")?.data.word, "Boil");
    assert!(events.next().await.is_none());
    Ok(())
}
