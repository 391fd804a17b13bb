use crate::server::Server;
use serde_json::json;
use single_value_enum_client::{Client, types::JarObject};
use std::error::Error;

fn client(server: &Server) -> Result<Client, single_value_enum_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn the_declared_value_and_any_other_are_read() -> Result<(), Box<dyn Error>> {
    for (object, expected) in [
        ("pantry.jar", JarObject::PantryJar),
        ("jar", JarObject::UnknownValue("jar".to_owned())),
    ] {
        let body = json!({"object": object, "content": "plums"});
        let server = Server::json(200, &body).await;
        let jar = client(&server)?.get_jar().await?;
        assert_eq!(server.request_line().await, "GET /jar");
        assert_eq!(jar.object, expected);
        assert_eq!(serde_json::to_value(&jar)?, body);
    }
    Ok(())
}
