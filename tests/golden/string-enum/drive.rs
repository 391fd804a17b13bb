use crate::server::Server;
use serde_json::json;
use std::collections::HashMap;
use std::error::Error;
use string_enum_client::{Client, types::State};

fn client(server: &Server) -> Result<Client, string_enum_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_listed_value_is_a_variant() -> Result<(), Box<dyn Error>> {
    let body = json!({"state": "in-progress", "size": "extra large"});
    let server = Server::json(200, &body).await;
    let order = client(&server)?.get_order().await?;
    assert_eq!(server.request_line().await, "GET /order");
    assert_eq!(order.state, State::InProgress);
    assert_eq!(order.state.as_str(), "in-progress");
    assert_eq!(order.state.to_string(), "in-progress");
    assert_eq!(State::from("in-progress"), State::InProgress);
    assert_eq!(serde_json::to_value(&order)?, body);
    Ok(())
}

#[tokio::test]
async fn an_unlisted_value_is_kept() -> Result<(), Box<dyn Error>> {
    let body = json!({"state": "burnt"});
    let server = Server::json(200, &body).await;
    let order = client(&server)?.get_order().await?;
    assert_eq!(order.state, State::UnknownValue("burnt".to_owned()));
    assert_eq!(serde_json::to_value(&order)?, body);
    Ok(())
}

#[test]
fn enums_are_keys_of_maps_and_ordered_and_compare_with_strings() {
    let counts = HashMap::from([(State::Open, 1), (State::Done, 2)]);
    assert_eq!(counts.get(&State::from("done")), Some(&2));
    assert!(State::Done < State::InProgress && State::InProgress < State::Open);
    assert!(State::InProgress == "in-progress" && State::from("burnt") == "burnt");
}
