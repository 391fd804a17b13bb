use crate::server::Server;
use null_marker_client::{Client, Field, types::LighthouseHeight};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn an_alternative_that_is_only_nullable_is_null() -> Result<(), Box<dyn Error>> {
    let body = json!({"keeper": null, "height": null, "lamp": null, "logs": [null], "notes": null});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let lighthouse = client.get_lighthouse().colour("red").await?;
    let lighthouse = lighthouse.expect("the lighthouse is not null");
    assert_eq!(
        (&lighthouse.keeper, &lighthouse.height, &lighthouse.lamp),
        (&None, &None, &None)
    );
    assert_eq!(lighthouse.logs, [None]);
    assert_eq!(lighthouse.notes, Field::Null);
    assert_eq!(serde_json::to_value(&lighthouse)?, body);
    Ok(())
}

#[tokio::test]
async fn other_values_have_the_types_of_the_other_alternatives() -> Result<(), Box<dyn Error>> {
    let body =
        json!({"keeper": "Ida", "height": 41, "lamp": {"watts": 1000.0}, "logs": ["calm"]});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let lighthouse = client.get_lighthouse().await?;
    let lighthouse = lighthouse.expect("the lighthouse is not null");
    assert_eq!(lighthouse.keeper.as_deref(), Some("Ida"));
    assert_eq!(lighthouse.height, Some(LighthouseHeight::Integer(41)));
    assert_eq!(lighthouse.lamp.as_ref().map(|lamp| lamp.watts), Some(1000.0));
    assert_eq!(lighthouse.logs, [Some("calm".to_owned())]);
    assert_eq!(serde_json::to_value(&lighthouse)?, body);
    Ok(())
}
