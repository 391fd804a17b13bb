use crate::server::Server;
use layout_flat_client::{Client, types};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn paths_of_types_and_operations_are_those_of_every_layout() -> Result<(), Box<dyn Error>> {
    let body = json!({"name": "Berta", "eggs": 3, "colour": "brown"});
    let server = Server::json(201, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let hen = types::Hen::new(3, "Berta").with_colour(types::Colour::Brown);
    assert_eq!(client.add_hen(&hen).await?, hen);
    assert_eq!(server.request().await.body_json::<serde_json::Value>()?, body);

    let server = Server::json(200, &json!({"name": "Else", "milk": 12.5})).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let call: layout_flat_client::operations::GetAnimal = client.get_animal("Else");
    let types::Animal::Cow(cow) = call.await? else {
        panic!("an animal with milk is a cow");
    };
    assert_eq!(cow.milk, 12.5);
    Ok(())
}
