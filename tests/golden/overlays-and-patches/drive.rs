use crate::server::Server;
use overlays_and_patches_client::Client;
use overlays_and_patches_client::types::PetColour;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn the_client_is_generated_from_the_changed_document() -> Result<(), Box<dyn Error>> {
    let body = json!({"name": "Tom", "age": 3, "colour": "red", "weight": 4.5});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let pet = client.get_pet("7").await?;
    assert_eq!(server.request_line().await, "GET /pets/7");
    assert_eq!((pet.age, pet.tag, pet.weight), (3, None, Some(4.5)));
    assert_eq!(pet.colour, Some(PetColour::Red));
    Ok(())
}
