use crate::server::{Server, header};
use other_responses_client::operations::{CheckParcelHeaders, FindParcelHeaders};
use other_responses_client::{Client, Error};
use serde_json::json;
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_declared_redirect_is_returned_and_not_followed() -> Tested {
    let template = ResponseTemplate::new(302).insert_header("location", "/parcels/here");
    let server = Server::responding(template).await;
    let response = client(&server)?.find_parcel("p1").send().await?;
    assert_eq!(response.status(), 302);
    let headers = FindParcelHeaders::of(response.headers());
    assert_eq!(headers.location()?.as_deref(), Some("/parcels/here"));
    assert_eq!(server.request_line().await, "GET /parcels/p1");
    Ok(())
}

#[tokio::test]
async fn with_a_declared_redirect_the_default_response_is_a_failure() -> Tested {
    let server = Server::json(404, &json!({"why": "it fell off"})).await;
    let error = client(&server)?.find_parcel("p1").await.expect_err("it is lost");
    assert_eq!(error.body(), Some(&b"{\"why\":\"it fell off\"}"[..]));
    Ok(())
}

#[tokio::test]
async fn a_response_without_content_has_headers() -> Tested {
    let template = ResponseTemplate::new(200).insert_header("x-weight", "7");
    let server = Server::responding(template).await;
    let response = client(&server)?.check_parcel("p1").send().await?;
    assert_eq!(CheckParcelHeaders::of(response.headers()).x_weight()?, Some(7));
    Ok(())
}

#[tokio::test]
async fn the_raw_body_is_returned_if_no_success_is_declared() -> Tested {
    let template = ResponseTemplate::new(200).set_body_string("lost");
    let server = Server::responding(template).await;
    assert_eq!(client(&server)?.lose_parcel("p1").await?, b"lost");
    Ok(())
}

#[tokio::test]
async fn json_with_another_declared_schema_is_neither_requested_nor_decoded() -> Tested {
    let watch = ResponseTemplate::new(200).set_body_raw("{}", "application/json; stream=watch");
    let server = Server::responding(watch).await;
    let error = client(&server)?.list_parcels().await.expect_err("other JSON");
    assert!(error.to_string().contains("received application/json; stream=watch"), "{error}");
    let request = server.request().await;
    assert_eq!(
        header(&request, "accept"),
        Some("application/json, application/json; charset=utf-8")
    );
    let server = Server::json(200, &json!({"count": 2})).await;
    assert_eq!(client(&server)?.list_parcels().await?.count, Some(2));
    Ok(())
}
