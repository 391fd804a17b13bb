//! Pages that are found by links.

use super::server::{CannedResponse, Server, respond_with};
use crate::runtime::{
    Core, CoreBuilder, Credential, Error, Method, Operation, PagedBy, Pages, Paging, Style,
};

static LIST: Operation = Operation {
    id: "listParts",
    method: Method::GET,
    path: "/sub/parts",
    security: &[&["Key"]],
    accept: "application/json",
};

static BY_HEADER: Paging = Paging {
    by: PagedBy::Link,
    parameter: "",
    cursor: "",
    items: "",
    has_more: "",
    total: "",
    first: 0,
};

static BY_MEMBER: Paging = Paging {
    cursor: "links.next",
    items: "parts",
    ..BY_HEADER
};

static BY_CURSOR: Paging = Paging {
    by: PagedBy::Cursor,
    parameter: "after",
    cursor: "next",
    ..BY_HEADER
};

static BY_NUMBER: Paging = Paging {
    by: PagedBy::Page,
    parameter: "page",
    ..BY_HEADER
};

fn core(url: &str) -> Core {
    let core = CoreBuilder::new("http://unused").base_url(format!("{url}/api/v1"));
    let core = core.credential("Key", Credential::query("key", "k-1234"));
    core.build().expect("a core")
}

fn pages(url: &str, paging: &'static Paging) -> Pages<serde_json::Value> {
    Pages::new(core(url).request(&LIST), paging)
}

/// Returns a page whose `Link` header refers to this next page.
fn linking(target: &str) -> CannedResponse {
    let headers = format!("content-type: application/json\r\nlink: <{target}>; rel=next\r\n");
    respond_with("200 OK", &headers, "[1]")
}

fn page(body: &str) -> CannedResponse {
    respond_with("200 OK", "content-type: application/json\r\n", body)
}

/// Returns the path and query of the next request.
fn sent(server: &Server) -> String {
    let request = server.request();
    let line = request.lines().next().unwrap_or_default();
    line.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// Returns the number of pages and the error that ended them.
async fn all(mut pages: Pages<serde_json::Value>) -> (usize, Option<Error>) {
    let mut count = 0;
    while let Some(page) = pages.next().await {
        match page {
            Ok(_) => count += 1,
            Err(error) => return (count, Some(error)),
        }
    }
    (count, None)
}

#[tokio::test]
async fn a_link_is_relative_to_the_url_of_its_page() {
    for (target, expected) in [
        ("?p=2", "/api/v1/sub/parts?p=2&key=k-1234"),
        ("parts?p=2", "/api/v1/sub/parts?p=2&key=k-1234"),
        ("./parts?p=2", "/api/v1/sub/parts?p=2&key=k-1234"),
        ("../sub/more", "/api/v1/sub/more?key=k-1234"),
        ("/elsewhere?key=k-1234", "/elsewhere?key=k-1234"),
        ("more#top", "/api/v1/sub/more?key=k-1234"),
    ] {
        let server = Server::start(vec![linking(target), page("[2]")]);
        let (count, error) = all(pages(&server.url, &BY_HEADER)).await;
        assert!(error.is_none(), "{target}: {error:?}");
        assert_eq!(sent(&server), "/api/v1/sub/parts?key=k-1234");
        assert_eq!((count, sent(&server).as_str()), (2, expected), "{target}");

        let first = format!(r#"{{"parts": [1], "links": {{"next": "{target}"}}}}"#);
        let last = r#"{"parts": [2], "links": {"next": null}}"#;
        let server = Server::start(vec![page(&first), page(last)]);
        let (count, error) = all(pages(&server.url, &BY_MEMBER)).await;
        assert!(error.is_none(), "{target}: {error:?}");
        sent(&server);
        assert_eq!((count, sent(&server).as_str()), (2, expected), "{target}");
    }
}

#[tokio::test]
async fn a_link_of_a_redirected_page_is_relative_to_the_final_url() {
    let redirect = respond_with("307 Moved", "location: /moved/list?key=k-1234\r\n", "");
    let server = Server::start(vec![
        redirect,
        linking("?p=2"),
        linking("third"),
        page("[3]"),
    ]);
    let (count, error) = all(pages(&server.url, &BY_HEADER)).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(count, 3);
    let requests: Vec<_> = (0..4).map(|_| sent(&server)).collect();
    assert_eq!(
        requests[1..],
        [
            "/moved/list?key=k-1234",
            "/moved/list?p=2&key=k-1234",
            "/moved/third?key=k-1234"
        ]
    );
}

#[tokio::test]
async fn the_url_of_the_next_page_is_complete_and_without_the_credential() {
    let server = Server::start(vec![linking("?p=2&key=k-1234")]);
    let mut pages = pages(&server.url, &BY_HEADER);
    pages.next().await.expect("a page").expect("a response");
    let expected = format!("{}/api/v1/sub/parts?p=2", server.url);
    assert_eq!(pages.next_page(), Some(expected.as_str()));
}

#[tokio::test]
async fn a_link_to_another_server_is_an_error_after_its_page() {
    for target in [
        "http://elsewhere.example/",
        "//elsewhere.example/sub/parts",
        "http://user@127.0.0.1/",
        "http://",
    ] {
        let server = Server::start(vec![linking(target)]);
        let (count, error) = all(pages(&server.url, &BY_HEADER)).await;
        let error = error.expect("an error");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert_eq!(count, 1, "{target}");
        server.request();
        assert!(server.is_untouched());
    }
}

#[tokio::test]
async fn a_cycle_of_pages_ends_with_an_error() {
    // The second page refers to the first one, the third one to the second one.
    for (links, reason) in [
        (vec!["?"], "refers to itself"),
        (vec!["parts?key=k-1234"], "refers to itself"),
        (vec!["?p=2", "parts"], "refers to an earlier page"),
        (vec!["?p=2", "?p=3", "?p=2"], "refers to an earlier page"),
    ] {
        let server = Server::start(links.iter().map(|link| linking(link)).collect());
        let (count, error) = all(pages(&server.url, &BY_HEADER)).await;
        let error = error.expect("an error").to_string();
        assert!(error.contains(reason), "{links:?}: {error}");
        assert_eq!(count, links.len(), "{links:?}");
    }
    let cursors = [r#"{"next": "a"}"#, r#"{"next": "b"}"#, r#"{"next": "a"}"#];
    let server = Server::start(cursors.map(page).to_vec());
    let (count, error) = all(pages(&server.url, &BY_CURSOR)).await;
    let error = error.expect("an error").to_string();
    assert!(error.contains("refers to an earlier page"), "{error}");
    assert_eq!(count, 3);
}

#[tokio::test]
async fn the_number_of_a_page_does_not_overflow() {
    let server = Server::start(vec![page("[1]"), page("[]")]);
    let mut request = core(&server.url).request(&LIST);
    request.query("page", Style::Form, true, &u64::MAX);
    let (count, error) = all(Pages::new(request, &BY_NUMBER)).await;
    let error = error.expect("an error").to_string();
    assert!(error.contains("refers to itself"), "{error}");
    assert_eq!(count, 1);
}
