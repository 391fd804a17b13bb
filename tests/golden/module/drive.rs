use crate::server::{Server, header, json_body};
use module_client::add_hen;
use serde_json::json;

#[tokio::test]
async fn a_package_calls_the_client_in_its_module() {
    let body = json!({"name": "Berta", "hatched": "1970-01-01T00:00:00Z", "colour": "brown"});
    let server = Server::json(201, &body).await;
    let name = add_hen(&server.url(), "secret", "Berta").await;
    assert_eq!(name.as_deref(), Ok("Berta"));
    let request = server.request().await;
    assert_eq!(json_body(&request), body);
    assert_eq!(header(&request, "authorization"), Some("Bearer secret"));
    let agent = header(&request, "user-agent").expect("it is sent");
    assert!(agent.starts_with("module-client/"), "the package calls: {agent}");
}

#[tokio::test]
async fn a_failure_is_an_error_of_the_client() {
    let server = Server::json(404, &json!({"until": "2030-01-01"})).await;
    let failure = add_hen(&server.url(), "secret", "Berta").await;
    assert_eq!(failure.as_deref().map_err(|error| error.contains("404")), Err(true));
}
