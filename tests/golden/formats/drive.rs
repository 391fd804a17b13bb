use crate::server::Server;
use formats_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, formats_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn strings_with_a_format_are_unchanged() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "at": "2024-01-25 11:35:07", "id": "not quite a UUID", "site": "https://example.com",
        "ticks": u64::MAX, "hour": 23, "year": 2_147_483_648_i64, "drift": 0.5,
    });
    let server = Server::json(200, &body).await;
    let clock = client(&server)?.get_clock().await?;
    assert_eq!(server.request_line().await, "GET /clock");
    assert_eq!(clock.ticks, u64::MAX);
    assert_eq!(clock.hour, Some(23_i32));
    assert_eq!(clock.year, Some(2_147_483_648_i64));
    assert_eq!(serde_json::to_value(&clock)?, body);
    Ok(())
}

#[tokio::test]
async fn an_integer_with_a_decimal_point_is_read() -> Result<(), Box<dyn Error>> {
    let body = json!({"at": "", "id": "", "ticks": 12.0, "year": 2024.0});
    let server = Server::json(200, &body).await;
    let clock = client(&server)?.get_clock().await?;
    assert_eq!((clock.ticks, clock.year), (12, Some(2024)));
    Ok(())
}
