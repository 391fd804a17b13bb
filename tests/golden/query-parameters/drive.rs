use crate::server::Server;
use query_parameters_client::{
    Client,
    types::{FindSort, FindWhere},
};
use std::error::Error;

fn client(server: &Server) -> Result<Client, query_parameters_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn only_configured_parameters_are_sent() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    client(&server)?.find("a b&c").await?;
    assert_eq!(server.request_line().await, "GET /finds?words=a%20b%26c");
    Ok(())
}

#[tokio::test]
async fn each_style_is_applied() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    client(&server)?
        .find("x")
        .limit(5)
        .tag(&["red", "blue"])
        .id(&[1, 2])
        .sort(FindSort::Newest)
        .r#where(&FindWhere::new().with_city("Oslo").with_zone(2))
        .await?;
    let line = server.request_line().await;
    let (_, query) = line.split_once('?').expect("there is a query");
    let mut pairs: Vec<_> = query.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "id=1,2",
            "limit=5",
            "sort=newest",
            "tag=blue",
            "tag=red",
            "where%5Bcity%5D=Oslo",
            "where%5Bzone%5D=2",
            "words=x",
        ]
    );
    Ok(())
}
