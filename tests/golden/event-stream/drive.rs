use crate::server::{Server, header};
use event_stream_client::mock::{MockResponse, MockServer};
use event_stream_client::types::{WatchOrdersResponseEvent, WriteRecipeRequest};
use event_stream_client::{Client, Error};
use serde_json::json;
use std::time::Duration;
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

async fn events(body: &str) -> Server {
    let template = ResponseTemplate::new(200).set_body_raw(body, "text/event-stream; charset=utf-8");
    Server::responding(template).await
}

#[tokio::test]
async fn the_caller_chooses_between_the_complete_response_and_events() -> Tested {
    let server = Server::json(200, &json!({"text": "Boil it."})).await;
    let body = WriteRecipeRequest::new("egg");
    assert_eq!(client(&server)?.write_recipe(&body).await?.text, "Boil it.");
    assert_eq!(
        header(&server.request().await, "accept"),
        Some("application/json")
    );

    let server = events(
        "data: {\"word\":\"Boil\"}\n\nid: 2\nretry: 500\ndata: {\ndata: \"word\":\"it\"}\n\ndata: [DONE]\n\ndata: {\"word\":\"later\"}\n\n",
    )
    .await;
    let response = client(&server)?.write_recipe(&body).stream_events().await?;
    assert_eq!(response.status(), 200);
    let sent: serde_json::Value = serde_json::from_slice(&server.request().await.body)?;
    assert_eq!(sent, json!({"dish": "egg", "stream": true}));
    assert_eq!(
        header(&server.request().await, "accept"),
        Some("text/event-stream")
    );
    let mut events = response.into_inner();
    let first = events.next().await.expect("an event")?;
    assert_eq!((first.event.as_str(), first.data.word.as_str()), ("message", "Boil"));
    let second = events.next().await.expect("an event")?;
    assert_eq!(second.data.word, "it");
    assert_eq!(second.id.as_deref(), Some("2"));
    assert_eq!(second.retry, Some(Duration::from_millis(500)));
    assert!(events.next().await.is_none());
    assert_eq!(events.last_event_id(), Some("2"));
    Ok(())
}

#[tokio::test]
async fn an_invalid_event_is_an_error_and_the_next_one_is_read() -> Tested {
    let server = events("data: {\"word\":1}\n\ndata: {\"word\":\"it\"}\n\n").await;
    let body = WriteRecipeRequest::new("egg");
    let mut events = client(&server)?.write_recipe(&body).stream_events().await?;
    let error = events.next().await.expect("an event").expect_err("1 is not a word");
    assert!(error.to_string().contains("$.word"), "{error}");
    assert_eq!(error.body(), Some(&b"{\"word\":1}"[..]));
    assert_eq!(events.next().await.expect("an event")?.data.word, "it");
    assert!(events.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_response_that_is_not_an_event_stream_is_an_error_with_its_content_type() -> Tested {
    let server = Server::json(200, &json!({"text": "Boil it."})).await;
    let body = WriteRecipeRequest::new("egg");
    let call = client(&server)?.write_recipe(&body).stream_events();
    let error = call.await.expect_err("it is JSON");
    let expected = "expected text/event-stream, received application/json";
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(error.body(), Some(&b"{\"text\":\"Boil it.\"}"[..]));
    Ok(())
}

#[tokio::test]
async fn a_call_returns_events_if_nothing_else_is_declared() -> Tested {
    let server = events(": open\n\nevent: ring\ndata: ding\ndata: dong\n\ndata: [DONE]\n\n").await;
    let mut bell = client(&server)?.hear_bell().await?;
    let ring = bell.next().await.expect("an event")?;
    assert_eq!((ring.event.as_str(), ring.data.as_str()), ("ring", "ding\ndong"));
    // A string may have any value, so this one does not end the stream.
    assert_eq!(bell.next().await.expect("an event")?.data, "[DONE]");
    assert!(bell.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn an_event_that_is_described_completely_is_returned_completely() -> Tested {
    let server = events("event: served\ndata: {\"text\":\"egg\"}\n\n").await;
    let mut orders = client(&server)?.watch_orders().await?;
    let order = orders.next().await.expect("an event")?.data;
    assert_eq!(order.event, Some(WatchOrdersResponseEvent::Served));
    assert_eq!(order.data.text, "egg");
    Ok(())
}

#[test]
fn events_may_be_iterated_over_without_a_runtime() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let events = "data: {\"word\":\"Boil\"}\n\ndata: {\"word\":1}\n\nid: 3\nretry: 20\ndata: {\"word\":\"it\"}\n\ndata: [DONE]\n\n";
    let template = MockResponse::new(200).bytes("text/event-stream", events);
    server.write_recipe().respond_with(template);
    let body = WriteRecipeRequest::new("egg");
    let response = client.write_recipe(&body).stream_events_blocking()?;
    assert_eq!(response.status(), 200);
    let mut events = response.into_inner();
    assert_eq!(events.next().expect("an event")?.data.word, "Boil");
    let error = events.next().expect("an event").expect_err("1 is not a word");
    assert!(error.to_string().contains("$.word"), "{error}");
    assert_eq!(events.next().expect("an event")?.data.word, "it");
    assert!(events.next().is_none());
    assert_eq!(events.last_event_id(), Some("3"));
    assert_eq!(events.retry(), Some(Duration::from_millis(20)));
    assert_eq!(server.write_recipe().requests()[0].header("accept"), Some("text/event-stream"));

    let rings = MockResponse::new(200).bytes("text/event-stream", "data: ding\n\ndata: dong\n\n");
    server.hear_bell().respond_with(rings);
    let rings = client.hear_bell().call_blocking()?.blocking();
    let rings: Result<Vec<_>, _> = rings.map(|ring| Ok::<_, Error>(ring?.data)).collect();
    assert_eq!(rings?, ["ding", "dong"]);
    Ok(())
}
