use crate::server::Server;
use request_body_client::{
    Client,
    types::{NewParcel, NewParcelKind},
};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, request_body_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_body_is_sent_as_json() -> Result<(), Box<dyn Error>> {
    let server = Server::json(201, &json!({"id": "p1"})).await;
    let parcel = NewParcel::new("Oslo", 1.5).with_kind(NewParcelKind::Tube);
    let response = client(&server)?
        .send_parcel(&parcel)
        .express(true)
        .send()
        .await?;
    assert_eq!(response.status(), 201);
    assert_eq!(response.into_inner().id, "p1");
    let request = server.request().await;
    assert_eq!(server.request_line().await, "POST /parcels?express=true");
    assert_eq!(
        crate::server::header(&request, "content-type"),
        Some("application/json")
    );
    assert_eq!(
        crate::server::json_body(&request),
        json!({"weight": 1.5, "to": "Oslo", "kind": "tube"})
    );
    Ok(())
}

#[tokio::test]
async fn an_optional_body_is_set() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = client(&server)?;
    client.leave_note().await?;
    client.leave_note().body(&["a", "b"]).await?;
    let requests = server.requests().await;
    assert!(requests[0].body.is_empty());
    assert_eq!(crate::server::json_body(&requests[1]), json!(["a", "b"]));
    Ok(())
}
