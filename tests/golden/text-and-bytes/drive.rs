use crate::server::{Server, header};
use std::error::Error;
use text_and_bytes_client::{Client, types::OrderRequest};
use wiremock::ResponseTemplate;

fn client(server: &Server) -> Result<Client, text_and_bytes_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn text_is_sent_and_read_unchanged() -> Result<(), Box<dyn Error>> {
    let response = ResponseTemplate::new(200).set_body_raw("\"Lies\" – mehr", "text/plain");
    let server = Server::responding(response).await;
    let text = client(&server)?.put_slogan("Read – more").await?;
    assert_eq!(text, "\"Lies\" – mehr");
    let request = server.request().await;
    assert_eq!(server.request_line().await, "PUT /slogan");
    assert_eq!(request.body, "Read – more".as_bytes());
    Ok(())
}

#[tokio::test]
async fn bytes_are_sent_and_read_unchanged() -> Result<(), Box<dyn Error>> {
    let response = ResponseTemplate::new(200).set_body_raw(vec![0, 159, 255], "image/png");
    let server = Server::responding(response).await;
    let bytes = client(&server)?.put_picture(vec![255, 0, 13]).await?;
    assert_eq!(bytes, [0, 159, 255]);
    let request = server.request().await;
    assert_eq!(header(&request, "content-type"), Some("image/png"));
    assert_eq!(header(&request, "accept"), Some("image/png"));
    assert_eq!(request.body, [255, 0, 13]);
    Ok(())
}

#[tokio::test]
async fn a_form_is_sent_as_pairs() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    client(&server)?
        .order(&OrderRequest::new(2).with_paper("thick & white"))
        .await?;
    let request = server.request().await;
    assert_eq!(
        header(&request, "content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.body, b"copies=2&paper=thick+%26+white");
    Ok(())
}
