use crate::server::Server;
use integer_enum_client::{Client, types::Speed};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, integer_enum_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn listed_values_and_others_are_read_and_written_back() -> Result<(), Box<dyn Error>> {
    for (speed, expected) in [(2, Speed::from(2)), (7, Speed::UnknownValue(7))] {
        let body = json!({"direction": -1, "speed": speed});
        let server = Server::json(200, &body).await;
        let lift = client(&server)?.get_lift().await?;
        assert_eq!(server.request_line().await, "GET /lift");
        assert_eq!(lift.speed, Some(expected));
        assert_eq!(serde_json::to_value(&lift)?, body);
    }
    Ok(())
}
