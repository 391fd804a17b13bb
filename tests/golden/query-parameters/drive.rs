use crate::server::Server;
use query_parameters_client::{
    Client,
    types::{FindSort, FindWhere, ListItemsMore, Pageable},
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

#[tokio::test]
async fn an_array_in_an_exploded_object_repeats_the_key() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let pageable = Pageable::new()
        .with_page(0)
        .with_sort(vec!["name,asc".to_owned(), "id".to_owned()]);
    client(&server)?.list_items(&pageable).await?;
    assert_eq!(
        server.request_line().await,
        "GET /items?page=0&sort=name%2Casc&sort=id"
    );

    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let more = ListItemsMore::new()
        .with_labels(vec![Some("a".to_owned()), None, Some("b".to_owned())])
        .with_sort(vec!["x".to_owned()]);
    client(&server)?.list_items(&Pageable::new()).more(&more).await?;
    assert_eq!(
        server.request_line().await,
        "GET /items?sort=x&labels=a&labels=b"
    );
    Ok(())
}

#[tokio::test]
async fn a_value_adds_neither_items_nor_parameters() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    client(&server)?
        .find("x")
        .urls(&["https://a.b/?c=d&e=[f]", "g,h"])
        .near(&["sea", "lake"])
        .await?;
    let line = server.request_line().await;
    assert!(line.contains("urls=https://a.b/?c=d%26e=%5Bf%5D,g%2Ch"), "{line}");
    assert!(line.contains("near=sea%20lake"), "{line}");

    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let error = client(&server)?.find("x").near(&["the sea"]).await.unwrap_err();
    assert!(error.to_string().contains("a space, which separates items"), "{error}");
    assert!(server.requests().await.is_empty());
    Ok(())
}
