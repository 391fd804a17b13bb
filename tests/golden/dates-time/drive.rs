use crate::server::Server;
use dates_time_client::{Client, DateTime, Field, time};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn dates_are_read_and_keep_their_offset() -> Result<(), Box<dyn Error>> {
    let event = json!({
        "at": "2024-05-01T12:00:00.25+02:00", "until": "2024-05-01T12:30:00Z", "day": "2024-05-01",
        "starts": "12:00:00+02:00", "takes": "P1D",
    });
    let server = Server::json(200, &json!([event])).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let after: DateTime = "2024-05-01T00:00:00Z".parse()?;
    let day = time::Date::from_calendar_date(2024, time::Month::May, 1)?;
    let events = client.list_events(&after).day(&day).await?;
    assert_eq!(
        server.request_line().await,
        "GET /events?after=2024-05-01T00%3A00%3A00Z&day=2024-05-01"
    );
    assert_eq!((events[0].at.hour(), events[0].at.millisecond()), (12, 250));
    assert_eq!(events[0].until, Field::Value("2024-05-01T12:30:00Z".parse()?));
    assert_eq!(events[0].day, day);
    assert_eq!(events[0].at.to_string(), "2024-05-01T12:00:00.25+02:00");
    assert_eq!(serde_json::to_value(&events[0])?, event);
    Ok(())
}
