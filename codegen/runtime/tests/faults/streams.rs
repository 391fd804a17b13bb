//! Rows of the table: streams of events and values, collected bodies, and pages.

use std::fmt::Debug;
use std::pin::{Pin, pin};

use super::*;
use apicrate_runtime::runtime::{PagedBy, Pages, Paging};
use futures_core::Stream;
use server::{raw, respond};
use table::{Call, Fault, fault};

static BY_LINK: Paging = Paging {
    by: PagedBy::Link,
    parameter: "",
    cursor: "",
    items: "",
    has_more: "",
    total: "",
    first: 0,
};

/// Makes a call whose result is a stream. Returns a description of its items, and the last error.
pub(crate) async fn result_of(call: Call, core: &Core) -> (String, Option<Error>) {
    let mut request = core.request(&RETRIEVE);
    match call {
        Call::Collected => match request.stream_bytes().await {
            Ok(response) => match response.into_inner().collect().await {
                Ok(body) => (format!("{} bytes", body.len()), None),
                Err(error) => (kind(&error), Some(error)),
            },
            Err(error) => (kind(&error), Some(error)),
        },
        Call::Events => {
            request.set_options(CallOptions::new().reconnect(true));
            let response = request.json_events::<Value>().await.expect("a head");
            items(response.into_inner(), |event| event.data).await
        }
        Call::Values => {
            let response = request.json_lines::<Value>().await.expect("a head");
            items(response.into_inner(), |value| value).await
        }
        _ => {
            let pages = Pages::<Value>::new(request, &BY_LINK);
            items(pages, Response::into_inner).await
        }
    }
}

/// Describes the items of a stream.
async fn items<S, T, U: Debug>(stream: S, value: fn(T) -> U) -> (String, Option<Error>)
where
    S: Stream<Item = Result<T, Error>>,
{
    let mut stream = pin!(stream);
    let mut shown = Vec::new();
    let mut last = None;
    while let Some(item) =
        std::future::poll_fn(|context| Pin::new(&mut stream).as_mut().poll_next(context)).await
    {
        match item {
            Ok(item) => shown.push(format!("{:?}", value(item))),
            Err(error) => {
                shown.push(kind(&error));
                last = Some(error);
            }
        }
    }
    (shown.join(", ").replace("Number", ""), last)
}

/// Describes an error in a few words.
fn kind(error: &Error) -> String {
    match error {
        Error::Decode(error) if error.is_too_large() => "too large".to_owned(),
        Error::Decode(_) => "not decoded".to_owned(),
        Error::Transport(_) => "truncated".to_owned(),
        Error::InvalidRequest(_) => "refused".to_owned(),
        other => format!("{other:?}"),
    }
}

fn events(body: impl AsRef<[u8]>) -> Vec<Step> {
    respond("200 OK", "content-type: text/event-stream\r\n", body)
}

/// Returns the steps of the response that ends a stream of events.
fn no_content() -> Vec<Step> {
    raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
}

pub(crate) fn streams() -> Vec<Fault> {
    let on = |call: Call| move |fault: Fault| fault.with(call);
    let end = "data: [DONE]\n\n";
    let event_rows = [
        fault(
            "an event without data, and comments",
            vec![events(format!(
                ": c\n\nid: 1\n\nevent: a\n\ndata: 1\n\n{end}"
            ))],
            "(1)",
        ),
        fault(
            "an event with empty data",
            vec![events(format!("data:\n\ndata\n\ndata: 1\n\n{end}"))],
            "not decoded, not decoded, (1)",
        ),
        fault(
            "an event of an error that is not JSON",
            vec![events(format!(
                "event: error\ndata: busy\n\ndata: 1\n\n{end}"
            ))],
            "not decoded, (1)",
        ),
        fault(
            "connections that end after each event",
            vec![
                events("retry: 0\ndata: 1\n\n"),
                events("data: 2\n\n"),
                no_content(),
            ],
            "(1), (2) waiting 100ms",
        ),
        fault(
            "an event with an endless ID",
            vec![events([b"id: ".as_slice(), &vec![b'x'; 17 << 20]].concat())],
            "not decoded",
        ),
        fault(
            "IDs and data that are too large together",
            vec![events(
                [
                    b"id: ".as_slice(),
                    &vec![b'x'; 9 << 20],
                    b"\ndata: ",
                    &vec![b'1'; 9 << 20],
                ]
                .concat(),
            )],
            "not decoded",
        ),
    ];
    let sequence = |body: &str| {
        vec![respond(
            "200 OK",
            "content-type: application/json-seq\r\n",
            body,
        )]
    };
    let value_rows = [
        fault(
            "texts of several lines",
            sequence("\u{1e}\n1\n\u{1e}{\n}\n"),
            "(1), Object {}",
        ),
        fault(
            "a truncated text of a sequence",
            sequence("\u{1e}[1\u{1e}2\n\u{1e}3"),
            "not decoded, (2), not decoded",
        ),
    ];
    let collected_rows = [
        fault(
            "a collected body",
            vec![respond("200 OK", "", vec![b' '; MAX_BODY as usize])],
            "1048576 bytes",
        ),
        fault(
            "a collected body above the limit",
            vec![respond("200 OK", "", vec![b' '; MAX_BODY as usize + 1])],
            "too large",
        ),
    ];
    let page = |link: &str| {
        let headers = format!("content-type: application/json\r\nlink: <{link}>; rel=next\r\n");
        respond("200 OK", &headers, "1")
    };
    let page_rows = [
        fault(
            "a page that is its own next page",
            vec![page("?")],
            "(1), refused",
        ),
        fault(
            "a cycle of pages",
            vec![page("?a"), page("job?b"), page("/job?a")],
            "(1), (1), (1), refused",
        ),
        fault(
            "a next page on another server",
            vec![page("//localhost/job")],
            "(1), refused",
        ),
    ];
    let rows = event_rows.into_iter().map(on(Call::Events));
    let rows = rows.chain(value_rows.into_iter().map(on(Call::Values)));
    let rows = rows.chain(collected_rows.into_iter().map(on(Call::Collected)));
    rows.chain(page_rows.into_iter().map(on(Call::Pages)))
        .collect()
}
