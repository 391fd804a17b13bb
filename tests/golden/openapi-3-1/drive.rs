use crate::server::Server;
use openapi_3_1_client::{Client, Field, types::WeatherWind};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, openapi_3_1_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn type_lists_and_constants_are_read_and_written_back() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "object": "weather", "degrees": null, "wind": 4, "gusts": null, "place": {"name": "Oslo"},
        "sky": "grey", "point": [59.5, 10.75],
    });
    let server = Server::json(200, &body).await;
    let weather = client(&server)?.get_weather().await?;
    assert_eq!(server.request_line().await, "GET /weather");
    assert_eq!(weather.degrees, None);
    assert_eq!(weather.wind, WeatherWind::Integer(4));
    assert_eq!(weather.gusts, Field::Null);
    assert_eq!(serde_json::to_value(&weather)?, body);
    Ok(())
}
