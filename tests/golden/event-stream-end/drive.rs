use crate::server::Server;
use event_stream_end_client::Client;
use std::error::Error;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn the_event_that_was_named_is_the_last_one() -> Result<(), Box<dyn Error>> {
    let body = "data: {\"word\":\"Boil\"}\n\ndata: over\n\ndata: {\"word\":\"later\"}\n\n";
    let answer = ResponseTemplate::new(200).set_body_raw(body, "text/event-stream");
    let server = Server::answering(answer).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let mut events = client.hear_words().await?;
    assert_eq!(events.next().await.expect("an event")?.data.word, "Boil");
    assert!(events.next().await.is_none());
    Ok(())
}
