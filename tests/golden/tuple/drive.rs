use crate::server::Server;
use serde_json::json;
use std::error::Error;
use tuple_client::Client;
use tuple_client::types::{LineCommand, LineLabelsValue, Lists, ListsOpen, Patterns};

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
        LineCommand::String("move".to_owned()),
        LineCommand::Integer(3),
        LineCommand::Integer(4),
    ];
    assert_eq!(line.command, command);
    let labels = line.labels.as_ref().ok_or("there are labels")?;
    assert_eq!(labels["x-c"], LineLabelsValue::Integer(7));
    assert_eq!(serde_json::to_value(&line)?, body);
    Ok(())
}

#[test]
fn arrays_of_any_length_are_kept_unless_the_length_is_fixed() -> Result<(), Box<dyn Error>> {
    let bodies = [
        json!({"open": []}),
        json!({"open": ["a"]}),
        json!({"open": ["a", 1, true, null, {"b": []}]}),
        json!({"closed": ["a"], "at_most": []}),
        json!({"at_least": ["a", 1, true], "exact": ["a", 1]}),
        json!({"one_kind": ["a", "b", "c"], "untyped": [null, 1, 2.5], "optional": [true, "b"]}),
        json!({"nested": [[[1.5, 2.5], "b"], []]}),
        json!({"either": ["a"]}),
        json!({"either": {"a": "b", "c": 1}}),
    ];
    for body in bodies {
        let lists: Lists = serde_json::from_value(body.clone())?;
        assert_eq!(serde_json::to_value(&lists)?, body);
    }
    let lists: Lists = serde_json::from_value(json!({"open": ["a", 1], "exact": ["a", 1]}))?;
    let open = [ListsOpen::String("a".to_owned()), ListsOpen::Integer(1)];
    assert_eq!(lists.open.as_deref(), Some(&open[..]));
    assert_eq!(lists.exact, Some(("a".to_owned(), 1)));
    assert!(serde_json::from_value::<Lists>(json!({"exact": ["a"]})).is_err());
    Ok(())
}

#[test]
fn members_that_match_no_pattern_are_kept() -> Result<(), Box<dyn Error>> {
    let bodies = [
        json!({"only": {"x-a": "b", "c": 1, "d": null}, "closed": {"x-a": "b"}}),
        json!({"beside": {"a": "b", "x-c": [1.5, 2.5], "d": {"e": 1}}}),
        json!({"never": {"a": "b", "c": 1}, "several": {"x-a": "b", "y-c": 1, "d": true}}),
    ];
    for body in bodies {
        let patterns: Patterns = serde_json::from_value(body.clone())?;
        assert_eq!(serde_json::to_value(&patterns)?, body);
    }
    Ok(())
}
