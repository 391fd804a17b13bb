//! Rows of the table: invalid bodies, and statuses.

use super::*;
use server::{json as done, raw, respond};
use table::{Call, Fault, failure, fault, for_each_attempt, then_success};

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, plain).expect("memory");
    encoder.finish().expect("memory")
}

fn compressed(body: &[u8]) -> Vec<Step> {
    respond(
        "200 OK",
        "content-type: application/json\r\ncontent-encoding: gzip\r\n",
        body,
    )
}

fn chunked(chunks: &str) -> Vec<Step> {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    raw([head, chunks].concat())
}

pub(crate) fn bodies() -> Vec<Fault> {
    let large = vec![b' '; 2 * MAX_BODY as usize];
    let plain = |body: &[u8]| {
        vec![respond(
            "200 OK",
            "content-type: application/json\r\n",
            body,
        )]
    };
    let mut corrupt = gzip(&[b'7'; 4096]);
    corrupt[12] ^= 0xff;
    let whole = gzip(b"\"done\"");
    vec![
        fault(
            "a length that is too large",
            for_each_attempt(raw("HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n\"done\"")),
            "truncated 200 after 2",
        ),
        fault(
            "a length that is too small",
            vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"done\"")],
            "not decoded 200",
        ),
        fault(
            "two lengths",
            for_each_attempt(raw(
                "HTTP/1.1 200 OK\r\ncontent-length: 6\r\ncontent-length: 7\r\n\r\n\"done\"",
            )),
            "no response after 2",
        ),
        fault(
            "a chunk without a size",
            for_each_attempt(chunked("zz\r\n\"done\"\r\n0\r\n\r\n")),
            "truncated 200 after 2",
        ),
        fault(
            "a chunk that is too short",
            for_each_attempt(chunked("9\r\n\"done\"")),
            "truncated 200 after 2",
        ),
        fault(
            "chunks without an end",
            for_each_attempt(chunked("6\r\n\"done\"\r\n")),
            "truncated 200 after 2",
        ),
        fault(
            "chunks with extensions",
            vec![chunked("6;a=b\r\n\"done\"\r\n0\r\n\r\n")],
            "200 \"done\"",
        ),
        fault("gzip", vec![compressed(&whole)], "200 \"done\""),
        fault(
            "truncated gzip",
            for_each_attempt(compressed(&whole[..whole.len() - 9])),
            "truncated 200 after 2",
        ),
        fault(
            "corrupt gzip",
            for_each_attempt(compressed(&corrupt)),
            "truncated 200 after 2",
        ),
        fault(
            "an invalid gzip header",
            for_each_attempt(compressed(b"\"done\"")),
            "truncated 200 after 2",
        ),
        fault(
            "a gzip bomb",
            vec![compressed(&gzip(&vec![b' '; 64 * MAX_BODY as usize]))],
            "too large 200",
        ),
        fault(
            "an encoding that was not requested",
            vec![respond(
                "200 OK",
                "content-encoding: br\r\n",
                "\u{b}\u{2}done",
            )],
            "not decoded 200",
        ),
        fault(
            "a declared length above the limit",
            vec![respond("200 OK", "", &large)],
            "too large 200",
        ),
        fault(
            "chunks above the limit",
            vec![chunked(&format!(
                "{:x}\r\n{}\r\n0\r\n\r\n",
                large.len(),
                " ".repeat(large.len())
            ))],
            "too large 200",
        ),
        fault(
            "JSON that is not UTF-8",
            vec![respond(
                "200 OK",
                "content-type: application/json\r\n",
                b"\"\xff\xfe\"",
            )],
            "not decoded 200",
        ),
        fault(
            "text that is not UTF-8",
            vec![respond(
                "200 OK",
                "content-type: text/plain\r\n",
                b"\xff\xfe",
            )],
            "not decoded 200",
        )
        .with(Call::Text),
        fault("no JSON", plain(b"{\"a\": }"), "not decoded 200"),
        fault("truncated JSON", plain(b"{\"a\": 1"), "not decoded 200"),
        fault("deep JSON", plain(&vec![b'['; 100_000]), "not decoded 200"),
        fault(
            "HTML",
            vec![respond(
                "200 OK",
                "content-type: text/html\r\n",
                "<p>welcome</p>",
            )],
            "not decoded 200",
        ),
        fault("nothing, where JSON is due", plain(b""), "not decoded 200"),
        fault("an empty body without a type", plain(b""), "200 ()").with(Call::Nothing),
        fault(
            "204 instead of JSON",
            vec![raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")],
            "not decoded 204",
        ),
        fault(
            "204 with a body",
            vec![raw(
                "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello",
            )],
            "204 ()",
        )
        .with(Call::Nothing),
        fault(
            "a header of 2 MiB",
            for_each_attempt(raw(format!(
                "HTTP/1.1 200 OK\r\nx: {}\r\n\r\n",
                "a".repeat(2 << 20)
            ))),
            "no response after 2",
        ),
        fault(
            "a thousand headers",
            for_each_attempt(raw(format!(
                "HTTP/1.1 200 OK\r\n{}\r\n",
                "x: a\r\n".repeat(1000)
            ))),
            "no response after 2",
        ),
        fault(
            "100 Continue",
            vec![interim("100 Continue")],
            "200 \"done\"",
        ),
        fault(
            "103 Early Hints",
            vec![interim("103 Early Hints\r\nlink: </a>")],
            "200 \"done\"",
        ),
    ]
}

fn interim(status: &str) -> Vec<Step> {
    let mut steps = raw(format!("HTTP/1.1 {status}\r\n\r\n"));
    steps.extend(done("\"done\"").into_iter().skip(1));
    steps
}

pub(crate) fn statuses() -> Vec<Fault> {
    let redirect = |location: &str| {
        failure(
            "307 Temporary Redirect",
            &format!("location: {location}\r\n"),
        )
    };
    let busy = |headers: &str| then_success(failure("429 Too Many Requests", headers));
    let mut rows = vec![
        fault("a redirect loop", vec![redirect("/job"); 11], "failure 307"),
        fault(
            "a redirect to another server",
            vec![redirect("http://localhost:9/")],
            "failure 307",
        ),
        fault(
            "a redirect to another scheme",
            vec![redirect("https://127.0.0.1/")],
            "failure 307",
        ),
        fault(
            "a redirect without a location",
            vec![failure("302 Found", "")],
            "failure 302",
        ),
        fault("400", vec![failure("400 Bad Request", "")], "failure 400"),
        fault("401", vec![failure("401 Unauthorized", "")], "failure 401"),
        fault("403", vec![failure("403 Forbidden", "")], "failure 403"),
        fault(
            "404",
            vec![failure("404 Not Found", "retry-after: 1\r\n")],
            "failure 404",
        ),
        fault("409", vec![failure("409 Conflict", "")], "failure 409"),
        fault(
            "409, by option",
            then_success(failure("409 Conflict", "")),
            "200 \"done\" after 1",
        )
        .with(Call::Conflicts),
        fault(
            "501",
            vec![failure("501 Not Implemented", "")],
            "failure 501",
        ),
        fault(
            "503 for each attempt",
            for_each_attempt(failure("503 Service Unavailable", "")),
            "failure 503 after 2",
        ),
        fault(
            "503 to a POST",
            vec![failure("503 Service Unavailable", "")],
            "failure 503",
        )
        .with(Call::Post),
        fault(
            "503 to a POST with a key",
            then_success(failure("503 Service Unavailable", "")),
            "200 \"done\" after 1",
        )
        .with(Call::Keyed),
        fault(
            "429 with seconds",
            busy("retry-after: 2\r\n"),
            "200 \"done\" after 1 waiting 2s",
        ),
        fault(
            "429 with a date",
            busy("retry-after: Sun, 06 Nov 1994 08:49:41 GMT\r\n"),
            "200 \"done\" after 1 waiting 4s",
        ),
        fault(
            "429 with a date that has passed",
            busy("retry-after: Sat, 05 Nov 1994 08:49:41 GMT\r\n"),
            "200 \"done\" after 1 waiting 0ns",
        ),
        fault(
            "429 with milliseconds",
            busy("retry-after-ms: 150\r\nretry-after: 9\r\n"),
            "200 \"done\" after 1 waiting 150ms",
        ),
        fault(
            "429 with a delay of an hour",
            busy("retry-after: 3600\r\n"),
            "200 \"done\" after 1 waiting 5s",
        )
        .with(Call::Capped),
        fault(
            "429 with a delay above the time limit",
            vec![failure("429 Too Many Requests", "retry-after: 60\r\n")],
            "failure 429",
        ),
        fault(
            "429 with an invalid delay",
            busy("retry-after: soon\r\n"),
            "200 \"done\" after 1",
        ),
        fault(
            "a failure of 2 MiB",
            vec![respond("404 Not Found", "", vec![b'a'; 2 << 20])],
            "failure 404 truncated",
        ),
        fault(
            "a truncated failure",
            for_each_attempt(raw(
                "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 9\r\n\r\n{",
            )),
            "failure 500 truncated after 2",
        ),
    ];
    for (name, status) in [
        ("408, then well", "408 Request Timeout"),
        ("500, then well", "500 Internal Server Error"),
        ("502, then well", "502 Bad Gateway"),
        ("503, then well", "503 Service Unavailable"),
        ("504, then well", "504 Gateway Timeout"),
    ] {
        rows.push(fault(
            name,
            then_success(failure(status, "")),
            "200 \"done\" after 1",
        ));
    }
    rows
}
