use crate::server::{Server, header};
use parameter_presets_client::{
    Client,
    types::{ListCrossingsClass, ListCrossingsOrder},
};
use std::error::Error;

#[tokio::test]
async fn only_values_and_defaults_of_required_parameters_are_sent() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client
        .list_crossings("Thun", ListCrossingsClass::A, 3)
        .await?;
    assert_eq!(
        server.request_line().await,
        "GET /v2/crossings/Thun?cars=true&class=a&day=3&length=4.5&limit=20&order=late&since=-3000000000"
    );
    let request = server.request().await;
    assert_eq!(header(&request, "x-format"), Some("short"));
    assert_eq!(header(&request, "cookie"), Some("currency=CHF"));
    Ok(())
}

#[tokio::test]
async fn a_setter_replaces_the_default() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client
        .list_crossings("Thun", ListCrossingsClass::A, 3)
        .cars(false)
        .limit(1)
        .order(ListCrossingsOrder::Early)
        .currency("EUR")
        .await?;
    let line = server.request_line().await;
    assert!(line.contains("limit=1") && !line.contains("limit=20"), "{line}");
    assert!(line.contains("cars=false") && line.contains("order=early"), "{line}");
    let request = server.request().await;
    assert_eq!(header(&request, "cookie"), Some("currency=EUR"));
    Ok(())
}
