use crate::server::Server;
use serde_json::json;
use std::error::Error;
use tuple_client::Client;
use tuple_client::types::{LineCommandItem, LineLabelsValue};

#[tokio::test]
async fn required_items_are_a_tuple_and_optional_ones_a_list() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "from": [0.5, 1.0], "to": [2.5, 3.0], "command": ["move", 3, 4], "labels": {"a": "b", "x-c": 7},
    });
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let line = client.get_line().await?;
    assert_eq!(server.request_line().await, "GET /line");
    assert_eq!((line.from, line.to), ((0.5, 1.0), (2.5, 3.0)));
    let command = [
        LineCommandItem::String("move".to_owned()),
        LineCommandItem::Integer(3),
        LineCommandItem::Integer(4),
    ];
    assert_eq!(line.command, command);
    let labels = line.labels.as_ref().ok_or("there are labels")?;
    assert_eq!(labels["x-c"], LineLabelsValue::Integer(7));
    assert_eq!(serde_json::to_value(&line)?, body);
    Ok(())
}
