use crate::server::{Server, header};
use serde_json::json;
use std::error::Error;
use success_enum_client::Client;
use success_enum_client::mock::{MockResponse, MockServer};
use success_enum_client::operations::{GetLastPrintOutput, MakePrintOutput};
use wiremock::ResponseTemplate;

fn client(server: &Server) -> Result<Client, success_enum_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn the_status_determines_the_variant() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"sheets": 2})).await;
    let output = client(&server)?.make_print().await?;
    assert!(matches!(output, MakePrintOutput::Ok(print) if print.sheets == 2));
    let request = server.request().await;
    assert_eq!(
        header(&request, "accept"),
        Some("application/json, text/plain")
    );

    let server = Server::json(202, &json!({"place_in_line": 7})).await;
    let output = client(&server)?.make_print().await?;
    assert!(matches!(output, MakePrintOutput::Accepted(job) if job.place_in_line == 7));

    let server = Server::responding(ResponseTemplate::new(204)).await;
    let response = client(&server)?.make_print().send().await?;
    assert_eq!(response.status(), 204);
    assert_eq!(response.into_inner(), MakePrintOutput::NoContent);
    Ok(())
}

#[tokio::test]
async fn a_class_has_the_statuses_that_are_not_declared_individually()
-> Result<(), Box<dyn Error>> {
    let template = ResponseTemplate::new(246).set_body_string("out of paper");
    let server = Server::responding(template).await;
    let output = client(&server)?.make_print().await?;
    assert_eq!(output, MakePrintOutput::Success("out of paper".to_owned()));
    Ok(())
}

#[tokio::test]
async fn an_undeclared_status_keeps_its_body() -> Result<(), Box<dyn Error>> {
    let template = ResponseTemplate::new(299).set_body_string("see the other room");
    let server = Server::responding(template).await;
    let output = client(&server)?.get_last_print().await?;
    let expected = GetLastPrintOutput::Unknown(b"see the other room".to_vec());
    assert_eq!(output, expected);
    Ok(())
}

#[tokio::test]
async fn the_body_of_another_status_is_an_error() -> Result<(), Box<dyn Error>> {
    let server = Server::json(202, &json!({"sheets": 2})).await;
    let error = client(&server)?
        .make_print()
        .await
        .expect_err("`place` is missing");
    assert!(error.to_string().contains("place_in_line"), "{error}");
    assert_eq!(error.body(), Some(&b"{\"sheets\":2}"[..]));
    Ok(())
}

#[tokio::test]
async fn equal_responses_are_one_type() -> Result<(), Box<dyn Error>> {
    for status in [200, 203] {
        let server = Server::json(status, &json!({"sheets": 3})).await;
        assert_eq!(client(&server)?.get_first_print().await?.sheets, Some(3));
    }
    Ok(())
}

#[test]
fn a_mock_server_responds_with_any_status_to_a_blocking_call() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let operation = server.make_print();
    operation.respond_once_with(MockResponse::new(202).json(&json!({"place_in_line": 7})));
    operation.respond_once_with(MockResponse::new(204));
    operation.respond_with(MockResponse::new(207).text("out of paper"));
    let output = client.make_print().call_blocking()?;
    assert!(matches!(output, MakePrintOutput::Accepted(job) if job.place_in_line == 7));
    assert_eq!(client.make_print().call_blocking()?, MakePrintOutput::NoContent);
    let response = client.make_print().send_blocking()?;
    assert_eq!(response.status(), 207);
    assert_eq!(response.into_inner(), MakePrintOutput::Success("out of paper".to_owned()));
    assert_eq!(operation.requests().len(), 3);

    server.get_first_print().respond_json(&json!({"sheets": 3}))?;
    assert_eq!(client.get_first_print().call_blocking()?.sheets, Some(3));
    Ok(())
}
