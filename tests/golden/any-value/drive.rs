use crate::server::Server;
use any_value_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, any_value_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn any_value_is_kept_unchanged() -> Result<(), Box<dyn Error>> {
    for body in [
        json!({"content": null, "label": null, "extra": {"a": [1, {"b": 1e300}]}}),
        json!({"content": [1, "two", {"three": 3.0}], "label": 18_446_744_073_709_551_615_u64}),
        json!({"content": ""}),
    ] {
        let server = Server::json(200, &body).await;
        let parcel = client(&server)?.get_parcel().await?;
        assert_eq!(server.request_line().await, "GET /parcel");
        assert_eq!(serde_json::to_value(&parcel)?, body);
    }
    Ok(())
}
