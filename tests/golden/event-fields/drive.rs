use crate::server::Server;
use event_fields_client::types::{Ship, WatchSignalsResponse, WatchTrafficResponseItem, WriteLogRequest};
use event_fields_client::{BlockingStream, Client, Error, EventStream, Field};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

async fn responding(body: &str, media_type: &str) -> Server {
    Server::responding(ResponseTemplate::new(200).set_body_raw(body, media_type)).await
}

async fn events(body: &str) -> Server {
    responding(body, "text/event-stream").await
}

#[tokio::test]
async fn json_text_in_a_string_has_the_type_of_its_content() -> Tested {
    let server = events(
        ": open\n\nid: 7\nretry: 500\nevent: arrival\ndata: {\"name\":\ndata: \"Ada\"}\n\ndata:\n\nevent: error\ndata: {\"code\":1}\n\ndata: {\"name\":\"Bob\"}\n\n",
    )
    .await;
    let mut arrivals = client(&server)?.watch_arrivals().await?;
    let first = arrivals.next().await.expect("an event")?.data;
    assert_eq!(first.data.name, "Ada");
    assert_eq!((first.id.as_deref(), first.event.as_deref(), first.retry), (Some("7"), Some("arrival"), Some(500)));
    let empty = arrivals.next().await.expect("an event").expect_err("there is no JSON");
    assert!(empty.to_string().contains("$.data"), "{empty}");
    let failed = arrivals.next().await.expect("an event").expect_err("it is not a ship");
    assert!(failed.to_string().contains("in an event `error`"), "{failed}");
    assert_eq!(failed.body(), Some(&b"{\"code\":1}"[..]));
    let last = arrivals.next().await.expect("an event")?.data;
    assert_eq!((last.data.name.as_str(), last.event), ("Bob", None));
    assert!(arrivals.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_string_is_the_text_as_it_was_received() -> Tested {
    let texts = ["{\"k\":1}", "42", "true", "null", "\"q\"", "{\"data\":\"x\"}", "[DONE]", "", " x"];
    let body: String = texts.map(|text| format!("data: {text}\n\n")).concat();
    let server = events(&body).await;
    let mut notes = client(&server)?.watch_notes().await?;
    for text in texts {
        let note = notes.next().await.expect("an event")?.data;
        assert_eq!(note.data, Field::Value(text.to_owned()));
    }
    assert!(notes.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn the_type_of_an_event_decides_about_its_data() -> Tested {
    let server = events(
        "id: 1\ndata: {\"name\":\"Ada\"}\n\nevent: said\ndata: {\"name\":\"Ada\"}\n\nevent: logged\ndata: {\"line\":3}\n\ndata: []\n\nevent: said\ndata: [DONE]\n\ndata: [DONE]\n\ndata: later\n\n",
    )
    .await;
    let mut traffic = client(&server)?.watch_traffic().await?;
    match traffic.next().await.expect("an event")?.data {
        WatchTrafficResponseItem::Data(moved) => assert_eq!((moved.data.name.as_str(), moved.id), ("Ada", Some(1))),
        other => panic!("{other:?}"),
    }
    match traffic.next().await.expect("an event")?.data {
        WatchTrafficResponseItem::Said(said) => assert_eq!((said.data.as_str(), said.id), ("{\"name\":\"Ada\"}", Some(1))),
        other => panic!("{other:?}"),
    }
    match traffic.next().await.expect("an event")?.data {
        WatchTrafficResponseItem::Logged(logged) => assert_eq!(logged.data.line, 3),
        other => panic!("{other:?}"),
    }
    assert!(traffic.next().await.expect("an event").is_err());
    match traffic.next().await.expect("an event")?.data {
        WatchTrafficResponseItem::Said(said) => assert_eq!(said.data, "[DONE]"),
        other => panic!("{other:?}"),
    }
    // Where the data is JSON, this is the end.
    assert!(traffic.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_schema_with_the_members_of_an_event_may_describe_the_data() -> Tested {
    let server = events("data: {\"id\":\"1\",\"data\":\"x\"}\n\nid: 2\ndata: {\"text\":\"x\"}\n\n").await;
    let mut letters = client(&server)?.watch_letters().await?;
    let first = letters.next().await.expect("an event")?.data;
    assert_eq!((first.id.as_str(), first.data.as_deref()), ("1", Some("x")));
    let second = letters.next().await.expect("an event")?.data;
    assert_eq!((second.id.as_str(), second.data.as_deref()), ("2", Some("{\"text\":\"x\"}")));
    Ok(())
}

#[tokio::test]
async fn data_may_be_one_of_several_strings() -> Tested {
    let server = events("data: red\n\ndata: \"green\"\n\n").await;
    let mut signals = client(&server)?.watch_signals().await?;
    assert_eq!(signals.next().await.expect("an event")?.data, WatchSignalsResponse::Red);
    let unknown = WatchSignalsResponse::UnknownValue("\"green\"".to_owned());
    assert_eq!(signals.next().await.expect("an event")?.data, unknown);
    Ok(())
}

#[tokio::test]
async fn a_sequence_of_texts_is_read_by_its_separators() -> Tested {
    let body = "\u{1e}[\n  1,\n  2\n]\n\u{1e}[3\u{1e}[4]\n";
    let server = responding(body, "application/json-seq").await;
    let mut log = client(&server)?.read_log().await?;
    assert_eq!(log.next().await.expect("a text")?, [1, 2]);
    assert!(log.next().await.expect("a text").is_err());
    assert_eq!(log.next().await.expect("a text")?, [4]);
    assert!(log.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn embedded_json_is_sent_as_a_string() -> Tested {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let body = WriteLogRequest::new(Ship::new("a\"b")).with_more(Ship::new("c")).with_note("{}");
    client(&server)?.write_log(&body).await?;
    let sent: Value = server.request().await.body_json()?;
    let expected = json!({"entry": "{\"name\":\"a\\\"b\"}", "extra": null, "more": "{\"name\":\"c\"}", "note": "{}"});
    assert_eq!(sent, expected);
    let mut read: WriteLogRequest = serde_json::from_value(sent)?;
    assert_eq!(read, body);
    read.more = Field::Null;
    let again = serde_json::to_value(&read)?;
    assert_eq!(again["more"], Value::Null);
    assert_eq!(serde_json::from_value::<WriteLogRequest>(again)?, read);
    Ok(())
}

/// The type of a stream of a blocking call can be named.
fn first_signal(mut signals: BlockingStream<EventStream<WatchSignalsResponse>>) -> Option<Result<WatchSignalsResponse, Error>> {
    Some(signals.next()?.map(|signal| signal.data))
}

#[test]
fn signals_may_be_iterated_over_without_a_runtime() -> Tested {
    let server = event_fields_client::mock::MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let response = event_fields_client::mock::MockResponse::new(200);
    server.watch_signals().respond_with(response.bytes("text/event-stream", "data: green\n\n"));
    let signals = client.watch_signals().call_blocking()?.blocking();
    assert_eq!(first_signal(signals).expect("an event")?, WatchSignalsResponse::Green);
    Ok(())
}
