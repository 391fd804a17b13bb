//! The servers that calls are sent to.

use super::server::{Server, answer};
use crate::runtime::{Core, CoreBuilder, Error, Method, Operation};

static READ: Operation = Operation {
    id: "read",
    method: Method::GET,
    path: "/read",
    security: &[],
    accept: "*/*",
};

/// The first line of the request that comes to `server`, sent by a client whose usual server is `usual`.
async fn line(core: &Core, server: Option<&'static str>, at: &Server) -> String {
    let mut request = core.request(&READ);
    if let Some(url) = server {
        request.server(url);
    }
    let answer = request.send(crate::runtime::body::decode::text).await;
    answer.expect("a response");
    let request = at.request();
    request.lines().next().unwrap_or_default().to_owned()
}

fn server() -> Server {
    Server::start(vec![answer("200 OK", "text/plain", "ok")])
}

/// Lives as long as the program, as the texts of a generated crate do.
fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_unless_the_caller_gives_a_base_url() {
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
async fn a_server_without_a_host_is_relative_to_the_usual_one() {
    let usual = server();
    let core = CoreBuilder::new(leaked(&format!("{}/v1", usual.url)));
    let core = core.build().expect("a core");
    assert_eq!(
        line(&core, Some("/v2/"), &usual).await,
        "GET /v2/read HTTP/1.1"
    );
}

#[test]
fn without_a_server_the_caller_is_told_to_give_one() {
    let error = CoreBuilder::new("").build().expect_err("an error");
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(error.to_string().contains("`base_url`"), "{error}");
}
