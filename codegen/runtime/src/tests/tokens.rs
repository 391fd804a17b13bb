//! Token sources: refresh, sharing and errors.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use super::chunks::Chunks;
use super::server::{CannedResponse, Server, respond};
use crate::runtime::{
    Body, BoxFuture, Clock, Core, CoreBuilder, Credential, Error, Method, Operation, Request,
    RetryPolicy, Token, TokenSource, body,
};

static READ: Operation = Operation {
    id: "read",
    method: Method::POST,
    path: "/x",
    security: &[&["auth"]],
    accept: "*/*",
};

/// A clock that is set by the test, in seconds, and never reaches a time limit.
#[derive(Clone, Default)]
pub(super) struct ManualClock(Arc<AtomicU64>);

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::Relaxed))
    }

    fn since_epoch(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration < Duration::from_secs(10) {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(pending())
    }

    fn random(&self) -> u64 {
        1
    }
}

/// The number of calls of a token source.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn next(&self) -> usize {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Returns a source of the tokens `token-1`, `token-2`, ... with this lifetime and a short delay.
fn numbered(count: &Count, lifetime: Option<Duration>) -> impl TokenSource + use<> {
    let count = count.clone();
    move || {
        let number = count.next();
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let token = Token::new(format!("token-{number}"));
            Ok(match lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        }
    }
}

fn builder(url: &str, source: impl TokenSource) -> CoreBuilder {
    CoreBuilder::new("http://unused")
        .base_url(url)
        .retry(RetryPolicy::none())
        .credential("auth", Credential::tokens(source))
}

fn core(url: &str, source: impl TokenSource) -> Core {
    builder(url, source).build().expect("a core")
}

/// Starts a server that sends these statuses in a cycle, `times` times.
fn server(statuses: &[&str], times: usize) -> Server {
    let responses = statuses.iter().cycle().take(statuses.len() * times);
    Server::start(
        responses
            .map(|status| respond(status, "text/plain", ""))
            .collect(),
    )
}

async fn call(core: &Core) -> Result<(), Error> {
    let response = core.request(&READ).send(body::decode::empty).await;
    response.map(|_| ())
}

/// Returns the token of the next request.
fn token(server: &Server) -> String {
    let request = server.request();
    let line = request
        .lines()
        .find_map(|line| line.strip_prefix("authorization: Bearer "));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn concurrent_calls_request_one_token() {
    const CALLS: usize = 20;
    let count = Count::default();
    let server = server(&["200 OK"], CALLS);
    let core = core(
        &server.url,
        numbered(&count, Some(Duration::from_secs(3600))),
    );
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { call(&core).await })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("a response");
    }
    assert_eq!(count.get(), 1);
    assert!((0..CALLS).all(|_| token(&server) == "token-1"));
}

#[tokio::test]
async fn a_token_is_sent_until_shortly_before_it_expires() {
    // (lifetime, times of the calls, expected tokens)
    type Row = (Option<u64>, &'static [u64], &'static [usize]);
    const TABLE: &[Row] = &[
        (Some(3600), &[0, 3569, 3570, 7139, 7140], &[1, 1, 2, 2, 3]),
        (Some(100), &[0, 74, 75], &[1, 1, 2]),
        (Some(0), &[0, 0], &[1, 2]),
        (None, &[0, 1_000_000_000], &[1, 1]),
    ];
    for (lifetime, times, tokens) in TABLE {
        let (count, clock) = (Count::default(), ManualClock::default());
        let server = server(&["200 OK"], times.len());
        let source = numbered(&count, lifetime.map(Duration::from_secs));
        let core = builder(&server.url, source).clock(clock.clone()).build();
        let core = core.expect("a core");
        for (time, number) in times.iter().zip(*tokens) {
            clock.0.store(*time, Ordering::Relaxed);
            call(&core).await.expect("a response");
            assert_eq!(
                token(&server),
                format!("token-{number}"),
                "{lifetime:?} at {time}"
            );
        }
    }
}

#[tokio::test]
async fn a_token_that_the_server_rejects_is_replaced_once() {
    let count = Count::default();
    let accepting = server(&["401 No", "200 OK"], 1);
    let core = core(&accepting.url, numbered(&count, None));
    call(&core).await.expect("a response to the second token");
    assert_eq!(
        [token(&accepting), token(&accepting)],
        ["token-1", "token-2"]
    );

    let refusing = server(&["401 No"], 3);
    let core = builder(&refusing.url, numbered(&Count::default(), None));
    // The second attempt is not a retry.
    let policy = RetryPolicy::new()
        .max_retries(1)
        .backoff(Duration::ZERO, Duration::ZERO);
    let error = call(&core.retry(policy).build().expect("a core")).await;
    let error = error.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.failed_attempts().len(), 1);
    assert_eq!([token(&refusing), token(&refusing)], ["token-1", "token-2"]);
    assert!(refusing.is_untouched());
}

#[tokio::test]
async fn a_request_that_cannot_be_repeated_fails_and_the_next_call_has_a_new_token() {
    let server = server(&["401 No", "200 OK"], 1);
    let core = core(&server.url, numbered(&Count::default(), None));
    let mut request = core.request(&READ);
    request.body("text/plain", Body::stream(Chunks::of(&["a"])));
    let error = request
        .send(body::decode::empty)
        .await
        .expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    call(&core).await.expect("a response");
    assert_eq!([token(&server), token(&server)], ["token-1", "token-2"]);
}

#[tokio::test]
async fn waiting_calls_share_a_failure_and_the_next_call_requests_a_token() {
    let count = Count::default();
    let server = server(&["200 OK"], 1);
    let source = {
        let count = count.clone();
        move || {
            let number = count.next();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                match number {
                    1 => Err("the vault is closed".into()),
                    _ => Ok(Token::new("token")),
                }
            }
        }
    };
    let core = core(&server.url, source);
    let (one, other) = tokio::join!(call(&core), call(&core));
    for ended in [one, other] {
        let error = ended.expect_err("an error");
        assert!(matches!(error, Error::Token(_)), "{error:?}");
        let shown = ": no token for auth: the vault is closed";
        assert!(error.to_string().ends_with(shown), "{error}");
        assert!(!error.is_retryable());
    }
    assert_eq!(count.get(), 1);
    call(&core).await.expect("a response");
    assert_eq!(token(&server), "token");
}

#[tokio::test]
async fn a_dropped_call_leaves_the_token_request_to_the_next() {
    let count = Count::default();
    let server = server(&["200 OK"], 1);
    let source = {
        let count = count.clone();
        move || {
            let number = count.next();
            async move {
                if number == 1 {
                    pending::<()>().await;
                }
                Ok(Token::new("token"))
            }
        }
    };
    let core = core(&server.url, source);
    let mut request = core.request(&READ);
    request.set_timeout(Duration::from_millis(50));
    let (late, call) = tokio::join!(request.send(body::decode::empty), async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        call(&core).await
    });
    assert!(late.expect_err("an error").is_timeout());
    call.expect("a response");
    assert_eq!(count.get(), 2);
}

#[tokio::test]
async fn a_header_of_the_call_replaces_the_token() {
    let count = Count::default();
    let server = server(&["200 OK"], 1);
    let mut request = core(&server.url, numbered(&count, None)).request(&READ);
    request.set_header("authorization", "Bearer mine");
    request.send(body::decode::empty).await.expect("a response");
    assert_eq!((token(&server).as_str(), count.get()), ("mine", 0));
}

#[tokio::test]
async fn a_token_is_not_sent_to_another_server() {
    let other = server(&["200 OK"], 1);
    let head = format!(
        "HTTP/1.1 307 Moved\r\nlocation: {}/x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        other.url
    );
    let server = Server::start(vec![CannedResponse::Bytes(head.into_bytes())]);
    let core = core(&server.url, numbered(&Count::default(), None));
    call(&core)
        .await
        .expect_err("a redirect that is not followed");
    assert!(other.is_untouched());
}

#[tokio::test]
async fn a_token_in_a_response_is_hidden() {
    let source = || async { Ok(Token::new("tok/en-5f2a")) };
    let shown = format!(
        "{:?} {:?}",
        Token::new("tok/en-5f2a"),
        Credential::tokens(source)
    );
    assert!(!shown.contains("5f2a"), "{shown}");
    let text = "tok/en-5f2a, tok%2Fen-5f2a and tok\\/en-5f2a are unknown";
    let server = Server::start(vec![respond("403 No", "text/plain", text)]);
    let core = core(&server.url, source);
    let request: Request = core.request(&READ);
    let error = request
        .send(body::decode::empty)
        .await
        .expect_err("an error");
    assert_eq!(error.body(), Some(text.as_bytes()));
    let shown = format!("{error} {error:?} {core:?}");
    assert!(!shown.contains("5f2a"), "{shown}");
    assert!(shown.contains("***, *** and *** are unknown"), "{shown}");
}

#[tokio::test]
async fn a_token_that_is_not_a_header_value_is_an_error() {
    for token in ["", "a\nb"] {
        let server = server(&["200 OK"], 1);
        let core = core(&server.url, move || async move { Ok(Token::new(token)) });
        let error = call(&core).await.expect_err("an error");
        assert!(
            error
                .to_string()
                .contains(": no token for auth: the token "),
            "{error}"
        );
        assert!(server.is_untouched());
    }
}
