use pagination_cursor_client::{Client, Error, mock};
use serde_json::{Value, json};
use wiremock::matchers::{path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

type Tested = Result<(), Box<dyn std::error::Error>>;

/// Responds once to a request with this parameter, or without it.
async fn page(server: &MockServer, at: &str, parameter: (&str, Option<&str>), status: u16, body: Value) {
    let mock = match parameter {
        (name, Some(value)) => Mock::given(path(at)).and(query_param(name, value)),
        (name, None) => Mock::given(path(at)).and(query_param_is_missing(name)),
    };
    let response = ResponseTemplate::new(status).set_body_json(body);
    mock.respond_with(response).up_to_n_times(1).mount(server).await;
}

fn client(server: &MockServer) -> Result<Client, Error> {
    Client::builder().base_url(server.uri()).build()
}

#[tokio::test]
async fn items_of_all_pages_are_returned_in_order() -> Tested {
    let server = MockServer::start().await;
    let first = json!({"data": [{"id": "a"}, {"id": "b"}], "meta": {"next": "c 1"}});
    page(&server, "/books", ("after", None), 200, first).await;
    let last = json!({"data": [{"id": "c"}], "meta": {"next": null}});
    page(&server, "/books", ("after", Some("c 1")), 200, last).await;
    let mut books = client(&server)?.list_books().limit(2).stream_items();
    let mut ids = Vec::new();
    while let Some(book) = books.next().await {
        ids.push(book?.id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let requests = server.received_requests().await.expect("requests are recorded");
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.url.query().is_some_and(|query| query.contains("limit=2"))));
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_stream_until_it_is_resumed() -> Tested {
    let server = MockServer::start().await;
    let first = json!({"data": [{"id": "a"}], "meta": {"next": "n"}});
    page(&server, "/books", ("after", None), 200, first).await;
    page(&server, "/books", ("after", Some("n")), 400, json!({})).await;
    page(&server, "/books", ("after", Some("n")), 200, json!({"data": [{"id": "b"}]})).await;
    let mut pages = client(&server)?.list_books().stream_pages();
    assert_eq!(pages.next().await.expect("a page")?.body().data[0].id, "a");
    assert_eq!(pages.next_page(), Some("n"));
    assert!(pages.next().await.expect("an error").is_err());
    assert!(pages.next().await.is_none());
    assert_eq!(pages.next_page(), Some("n"));
    pages.resume();
    assert_eq!(pages.next().await.expect("a page")?.body().data[0].id, "b");
    assert!(pages.next().await.is_none());
    assert_eq!(pages.next_page(), None);
    Ok(())
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error() -> Tested {
    let server = MockServer::start().await;
    let body = json!({"data": [], "meta": {"next": "n"}});
    page(&server, "/books", ("after", Some("n")), 200, body).await;
    let mut pages = client(&server)?.list_books().after("n").stream_pages();
    assert!(pages.next().await.expect("a page")?.body().data.is_empty());
    let error = pages.next().await.expect("an error").expect_err("the cursor is repeated");
    assert!(error.to_string().contains("refers to itself"), "{error}");
    assert!(pages.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() -> Tested {
    let server = MockServer::start().await;
    let first = json!({"data": [{"id": "a"}, {"id": "b"}], "has_more": true});
    page(&server, "/shelves", ("starting_after", None), 200, first).await;
    let last = json!({"data": [{"id": "c"}], "has_more": false});
    page(&server, "/shelves", ("starting_after", Some("b")), 200, last).await;
    let mut shelves = client(&server)?.list_shelves().stream_items();
    let mut ids = Vec::new();
    while let Some(shelf) = shelves.next().await {
        ids.push(shelf?.id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    Ok(())
}

#[tokio::test]
async fn an_offset_counts_items_to_the_total() -> Tested {
    let server = MockServer::start().await;
    let first = json!({"rooms": ["b", "c"], "total": 4});
    page(&server, "/rooms", ("offset", Some("1")), 200, first).await;
    page(&server, "/rooms", ("offset", Some("3")), 200, json!({"rooms": ["d"], "total": 4})).await;
    let mut rooms = client(&server)?.list_rooms().offset(1).stream_items();
    let mut names = Vec::new();
    while let Some(room) = rooms.next().await {
        names.push(room?);
    }
    assert_eq!(names, ["b", "c", "d"]);
    Ok(())
}

#[test]
fn pages_and_items_may_be_iterated_over_without_a_runtime() -> Tested {
    let server = mock::MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    server.list_books().respond_by(|request| {
        let body = match request.query_values("after").first().map(String::as_str) {
            None => json!({"data": [{"id": "a"}, {"id": "b"}], "meta": {"next": "n"}}),
            Some(_) => json!({"data": [{"id": "c"}], "meta": {"next": null}}),
        };
        mock::MockResponse::new(200).json(&body)
    });
    let books = client.list_books().stream_items().blocking();
    let ids: Result<Vec<_>, Error> = books.map(|book| Ok(book?.id)).collect();
    assert_eq!(ids?, ["a", "b", "c"]);

    server.list_books().respond_once_with(mock::MockResponse::new(400));
    let mut pages = client.list_books().after("n").stream_pages().blocking();
    let error = pages.next().expect("an error").expect_err("a failure");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert!(pages.next().is_none());
    assert_eq!(pages.next_page(), Some("n"));
    pages.resume();
    assert_eq!(pages.next().expect("a page")?.body().data[0].id, "c");
    assert!(pages.next().is_none());
    assert_eq!(pages.next_page(), None);
    Ok(())
}
