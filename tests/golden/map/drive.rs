use crate::server::Server;
use map_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, map_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn members_with_any_name_are_kept() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "counts": {"cats": 12, "": 0},
        "towns": {"Brill": {"mayor": "Ada"}},
        "remarks": {"late": true, "by": [1, null]},
    });
    let server = Server::json(200, &body).await;
    let census = client(&server)?.get_census().await?;
    assert_eq!(server.request_line().await, "GET /census");
    assert_eq!(census.counts["cats"], 12);
    let towns = census.towns.as_ref().expect("there are towns");
    assert_eq!(towns["Brill"].mayor, "Ada");
    assert_eq!(serde_json::to_value(&census)?, body);
    Ok(())
}
