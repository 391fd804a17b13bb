use crate::server::Server;
use group_by_tag_client::groups::Pets;
use group_by_tag_client::mock::{MockResponse, MockServer};
use group_by_tag_client::operations::ListPetsHeaders;
use group_by_tag_client::types::Pet;
use group_by_tag_client::{Client, Error};
use serde_json::json;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn assert_shared<T: Copy + Send + Sync>(value: T) -> T {
    value
}

#[tokio::test]
async fn methods_of_a_group_send_requests() -> Tested {
    let server = Server::json(200, &json!({"name": "Bella"})).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let pets: Pets<'_> = assert_shared(client.pets());
    let pet = pets.get_pet("1").await?;
    assert_eq!(pet.name, "Bella");
    let requests = server.requests().await;
    assert_eq!(requests[0].url.path(), "/pets/1");
    Ok(())
}

#[tokio::test]
async fn a_request_outlives_its_group() -> Result<(), Error> {
    let server = Server::json(201, &json!({"name": "Bella"})).await;
    let call = {
        let client = Client::builder().base_url(server.url()).build()?;
        client.pets().create_as_form(&Pet::new("Bella"))
    };
    call.await?;
    let body = &server.requests().await[0].body;
    assert_eq!(body, b"name=Bella");
    Ok(())
}

#[test]
fn the_mock_server_has_the_same_groups() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    server.pets().list().respond_with(MockResponse::new(200).json(&json!([{"name": "Bella"}])));
    server.type_group().get_pets().respond_with(MockResponse::new(200).json(&json!(["cat"])));
    server.pets_2().respond_with(MockResponse::new(204));
    let response = client.pets().list().send_blocking()?;
    assert_eq!(ListPetsHeaders::of(response.headers()).x_total()?, None);
    assert_eq!(response.into_inner()[0].name, "Bella");
    assert_eq!(client.type_group().get_pets().call_blocking()?, ["cat"]);
    client.pets_2().call_blocking()?;
    assert_eq!(server.recorded_requests().len(), 3);
    Ok(())
}

#[test]
fn pages_of_a_group_are_followed() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    server.pets().list().respond_once_with(MockResponse::new(200).json(&json!([{"name": "Bella"}])));
    server.pets().list().respond_with(MockResponse::new(200).json(&json!([])));
    let names: Result<Vec<_>, _> = client.pets().list().stream_items().blocking().map(|pet| pet.map(|pet| pet.name)).collect();
    assert_eq!(names?, ["Bella"]);
    Ok(())
}
