use std::error::Error;

use runtime_crate_client::mock::{MockResponse, MockServer};
use runtime_crate_client::operations::BakeCakeError;
use runtime_crate_client::types::{Cake, Topping};
use runtime_crate_client::{Client, Field};
use serde_json::json;

#[tokio::test]
async fn a_client_that_depends_on_the_runtime_behaves_like_one_with_a_copy() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).key("k").build()?;
    let mut cake = Cake::new(2, "Sacher");
    cake.note = Field::Null;
    server.bake_cake().respond(&cake);
    let baked = client.bake_cake(&cake).await?;
    assert_eq!(baked, cake);
    let request = &server.bake_cake().requests()[0];
    let body: serde_json::Value = request.json()?;
    assert_eq!(body, json!({"name": "Sacher", "layers": 2, "frosting": null, "note": null}));
    assert_eq!(request.header("x-key"), Some("k"));
    let user_agent = request.header("user-agent").unwrap_or_default();
    assert!(user_agent.starts_with("runtime-crate-client/"), "{user_agent}");

    server.bake_cake().respond_with(MockResponse::new(404).json(&json!({"code": 2})));
    let error = client.bake_cake(&cake).await.expect_err("an error response");
    let typed: BakeCakeError = error.as_api().expect("an error response").typed()?;
    assert!(matches!(typed, BakeCakeError::NotFound(_)), "{typed:?}");
    Ok(())
}

#[tokio::test]
async fn streams_and_unions_of_a_client_that_depends_on_the_runtime() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let events = "data: {\"kind\":\"nuts\",\"grams\":5.0}\n\ndata: [DONE]\n\n";
    server.watch_orders().respond_with(MockResponse::new(200).bytes("text/event-stream", events));
    let mut orders = client.watch_orders().await?;
    let topping = orders.next().await.expect("an event")?.data;
    assert!(matches!(&topping, Topping::Nuts(nuts) if nuts.grams == 5), "{topping:?}");
    assert!(orders.next().await.is_none());

    let lines = "{\"name\":\"a\",\"layers\":1,\"frosting\":\"x\"}\n";
    server.export_cakes().respond_with(MockResponse::new(200).bytes("application/jsonl", lines));
    let mut cakes = client.export_cakes().await?;
    assert_eq!(cakes.next().await.expect("a line")?.frosting.as_deref(), Some("x"));
    Ok(())
}

#[test]
fn blocking_calls_of_a_client_that_depends_on_the_runtime() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    server.list_cakes().respond_with(MockResponse::new(200).json(&json!({"items": []})));
    let page = client.list_cakes().call_blocking()?;
    assert_eq!(page.next, Field::Absent);
    Ok(())
}
