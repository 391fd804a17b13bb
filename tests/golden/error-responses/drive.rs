use crate::server::Server;
use error_responses_client::mock::{MockResponse, MockServer};
use error_responses_client::{Client, types::Problem};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, error_responses_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_failure_has_its_status_its_body_and_its_type() -> Result<(), Box<dyn Error>> {
    let server = Server::json(404, &json!({"message": "sold out", "back_at": 7})).await;
    let error = client(&server)?
        .get_bread()
        .await
        .expect_err("it is sold out");
    let api = error.as_api().expect("the server responded");
    assert_eq!(api.status(), 404);
    let problem: Problem = api.json()?;
    assert_eq!(
        (problem.message.as_str(), problem.back_at),
        ("sold out", Some(7))
    );
    Ok(())
}

#[tokio::test]
async fn a_failure_of_another_form_keeps_its_body() -> Result<(), Box<dyn Error>> {
    let response = wiremock::ResponseTemplate::new(502).set_body_string("<h1>Bad gateway</h1>");
    let server = Server::responding(response).await;
    let error = client(&server)?
        .get_bread()
        .await
        .expect_err("the gateway fails");
    let api = error.as_api().expect("the server responded");
    assert_eq!(
        (api.status().as_u16(), api.text().as_ref()),
        (502, "<h1>Bad gateway</h1>")
    );
    assert!(api.json::<Problem>().is_err());
    Ok(())
}

#[tokio::test]
async fn a_response_of_success_is_read() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"grams": 750})).await;
    assert_eq!(client(&server)?.get_bread().await?.grams, 750);
    assert_eq!(server.request_line().await, "GET /bread");
    Ok(())
}

#[test]
fn a_mock_server_sends_the_configured_failure() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let body = json!({"message": "sold out", "back_at": 7});
    server.get_bread().respond_with(MockResponse::new(404).json(&body).header("x-request-id", "r-1"));
    let error = client.get_bread().call_blocking().expect_err("it is sold out");
    assert_eq!(error.request_id(), Some("r-1"));
    let problem: Problem = error.as_api().expect("the server responded").json()?;
    assert_eq!(problem.message, "sold out");
    let error = client.get_bread().send_blocking().expect_err("it is sold out");
    assert!(!error.is_retryable(), "{error}");
    Ok(())
}
