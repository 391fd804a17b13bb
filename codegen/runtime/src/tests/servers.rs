//! The servers that calls are sent to.

use super::server::{Server, respond};
use crate::runtime::{Core, CoreBuilder, Error, Method, Operation};

static READ: Operation = Operation {
    id: "read",
    method: Method::GET,
    path: "/read",
    security: &[],
    accept: "*/*",
};

/// Returns the first line of the request that `at` receives.
async fn line(core: &Core, server: Option<&'static str>, at: &Server) -> String {
    let mut request = core.request(&READ);
    if let Some(url) = server {
        request.server(url);
    }
    let response = request.send(crate::runtime::body::decode::text).await;
    response.expect("a response");
    let request = at.request();
    request.lines().next().unwrap_or_default().to_owned()
}

fn server() -> Server {
    Server::start(vec![respond("200 OK", "text/plain", "ok")])
}

/// Leaks a string: the strings of a generated crate are static.
fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[tokio::test]
async fn an_operation_is_sent_to_its_own_server_unless_a_base_url_is_set() {
    let (usual, own) = (server(), server());
    let own_url = leaked(&format!("{}/own", own.url));
    let core = CoreBuilder::new(leaked(&format!("{}/v1", usual.url)));
    let built = core.clone().build().expect("a core");
    assert_eq!(line(&built, None, &usual).await, "GET /v1/read HTTP/1.1");
    assert_eq!(
        line(&built, Some(own_url), &own).await,
        "GET /own/read HTTP/1.1"
    );
    let other = server();
    let built = core.base_url(format!("{}/mine", other.url)).build();
    let built = built.expect("a core");
    assert_eq!(
        line(&built, Some(own_url), &other).await,
        "GET /mine/read HTTP/1.1"
    );
}

#[tokio::test]
async fn a_server_url_without_a_host_is_relative_to_the_default_server() {
    let usual = server();
    let core = CoreBuilder::new(leaked(&format!("{}/v1", usual.url)));
    let core = core.build().expect("a core");
    assert_eq!(
        line(&core, Some("/v2/"), &usual).await,
        "GET /v2/read HTTP/1.1"
    );
}

#[test]
fn a_missing_server_is_an_error_with_a_hint() {
    let error = CoreBuilder::new("").build().expect_err("an error");
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(error.to_string().contains("`base_url`"), "{error}");
}
