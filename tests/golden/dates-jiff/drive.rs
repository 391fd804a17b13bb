use crate::server::Server;
use dates_jiff_client::{Client, Field, jiff};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn dates_are_read_and_an_instant_is_written_in_utc() -> Result<(), Box<dyn Error>> {
    let event = json!({
        "at": "2024-05-01T12:00:00.250+02:00", "until": null, "day": "2024-05-01", "starts": "12:00:00+02:00", "takes": "P1D",
    });
    let server = Server::json(200, &json!([event])).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let after: jiff::Timestamp = "2024-05-01T00:00:00Z".parse()?;
    let day = jiff::civil::date(2024, 5, 1);
    let events = client.list_events(&after).day(&day).await?;
    assert_eq!(
        server.request_line().await,
        "GET /events?after=2024-05-01T00%3A00%3A00Z&day=2024-05-01"
    );
    assert_eq!(events[0].at, "2024-05-01T10:00:00.25Z".parse()?);
    assert_eq!((events[0].day, events[0].until), (day, Field::Null));
    assert_eq!(
        serde_json::to_value(&events[0])?,
        json!({
            "at": "2024-05-01T10:00:00.25Z", "until": null, "day": "2024-05-01", "starts": "12:00:00+02:00", "takes": "P1D",
        })
    );
    Ok(())
}
