use crate::server::Server;
use error_enum_client::operations::{GetBreadError, GetCakeError};
use error_enum_client::{ApiError, Client};
use serde_json::json;
use std::error::Error;
use wiremock::ResponseTemplate;

fn client(server: &Server) -> Result<Client, error_enum_client::Error> {
    Client::builder().base_url(server.url()).build()
}

async fn bread(response: ResponseTemplate) -> Result<Box<ApiError>, Box<dyn Error>> {
    let server = Server::responding(response).await;
    match client(&server)?.get_bread().await {
        Err(error_enum_client::Error::Api(error)) => Ok(error),
        other => Err(format!("no response of failure: {other:?}").into()),
    }
}

#[tokio::test]
async fn each_status_has_its_declared_type() -> Result<(), Box<dyn Error>> {
    let json = |status, body| ResponseTemplate::new(status).set_body_json(body);
    let error = bread(json(404, json!({"back_at": 7}))).await?;
    let typed = error.typed::<GetBreadError>()?;
    assert!(matches!(typed, GetBreadError::NotFound(sold_out) if sold_out.back_at == 7));

    let error = bread(ResponseTemplate::new(410)).await?;
    assert_eq!(error.typed::<GetBreadError>()?, GetBreadError::Gone);

    let error = bread(json(422, json!(["a", "b"]))).await?;
    let expected = GetBreadError::UnprocessableContent(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(error.typed::<GetBreadError>()?, expected);

    let error = bread(ResponseTemplate::new(503).set_body_string("smoke")).await?;
    let expected = GetBreadError::ServerError("smoke".to_owned());
    assert_eq!(error.typed::<GetBreadError>()?, expected);

    let error = bread(json(418, json!({"message": "this is a teapot"}))).await?;
    let typed = error.typed::<GetBreadError>()?;
    assert!(matches!(typed, GetBreadError::Default(problem) if problem.message.ends_with("teapot")));
    Ok(())
}

#[tokio::test]
async fn a_body_of_another_form_is_kept_with_the_cause() -> Result<(), Box<dyn Error>> {
    let error = bread(ResponseTemplate::new(404).set_body_json(json!({"back_at": "soon"}))).await?;
    let mismatch = error
        .typed::<GetBreadError>()
        .expect_err("`soon` is not a number");
    assert_eq!(mismatch.path(), Some("$.back_at"));
    assert_eq!(error.status(), 404);
    assert_eq!(error.text(), r#"{"back_at":"soon"}"#);

    let html = ResponseTemplate::new(404).set_body_raw("<h1>Not found</h1>", "text/html");
    let error = bread(html).await?;
    let mismatch = error.typed::<GetBreadError>().expect_err("the body is not JSON");
    assert_eq!(mismatch.to_string(), "expected JSON, received text/html");
    Ok(())
}

#[tokio::test]
async fn an_undeclared_status_has_no_type() -> Result<(), Box<dyn Error>> {
    let server = Server::json(409, &json!({"message": "no"})).await;
    let error = client(&server)?
        .get_cake()
        .await
        .expect_err("it is a failure");
    let api = error.as_api().expect("the server responded");
    let mismatch = api
        .typed::<GetCakeError>()
        .expect_err("409 is not declared");
    assert_eq!(mismatch.message(), "the status 409 is not declared");
    assert_eq!(api.body(), br#"{"message":"no"}"#);
    Ok(())
}
