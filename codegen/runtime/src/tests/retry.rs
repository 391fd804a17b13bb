use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue};

use crate::runtime::RetryPolicy;
use crate::runtime::call::retry::{
    Attempt, Budget, Decision, MIN_RECONNECT, Outcome, decide, reconnect,
};
use crate::runtime::http::retry_after::retry_after;

const SECOND: Duration = Duration::from_secs(1);

fn status(code: u16) -> Outcome {
    Outcome::Status(StatusCode::from_u16(code).expect("a status"))
}

/// Returns the first attempt of a repeatable call, with a random number in the middle of its range.
fn attempt(outcome: Outcome) -> Attempt {
    Attempt {
        number: 1,
        outcome,
        is_idempotent: true,
        is_replayable: true,
        retry_after: None,
        remaining: Some(60 * SECOND),
        random: 1 << 63,
    }
}

/// Returns a policy with delays of up to 2, 4, 8 and 10 seconds.
fn policy() -> RetryPolicy {
    RetryPolicy::new()
        .max_retries(4)
        .backoff(2 * SECOND, 10 * SECOND)
        .max_retry_after(30 * SECOND)
}

#[test]
fn each_row_of_the_table_has_its_decision() {
    let wait = Decision::Wait;
    let plain = attempt(status(503));
    let unsafe_ = Attempt {
        is_idempotent: false,
        ..plain
    };
    let gone = Attempt {
        is_replayable: false,
        ..plain
    };
    let asked = |seconds: u32| Attempt {
        retry_after: Some(seconds * SECOND),
        ..plain
    };
    let number = |number: u32| Attempt { number, ..plain };
    let rows = [
        ("success", attempt(status(200)), Decision::Stop),
        ("redirect", attempt(status(307)), Decision::Stop),
        ("400", attempt(status(400)), Decision::Stop),
        ("401", attempt(status(401)), Decision::Stop),
        ("404", attempt(status(404)), Decision::Stop),
        ("408", attempt(status(408)), wait(SECOND)),
        ("409", attempt(status(409)), Decision::Stop),
        ("425", attempt(status(425)), wait(SECOND)),
        ("429", attempt(status(429)), wait(SECOND)),
        ("500", attempt(status(500)), wait(SECOND)),
        ("501", attempt(status(501)), Decision::Stop),
        ("502", attempt(status(502)), wait(SECOND)),
        ("503", plain, wait(SECOND)),
        ("504", attempt(status(504)), wait(SECOND)),
        ("505", attempt(status(505)), Decision::Stop),
        ("599", attempt(status(599)), wait(SECOND)),
        (
            "not connected",
            attempt(Outcome::NotConnected),
            wait(SECOND),
        ),
        ("disconnected", attempt(Outcome::Disconnected), wait(SECOND)),
        ("timed out", attempt(Outcome::TimedOut), wait(SECOND)),
        ("final", attempt(Outcome::Final), Decision::Stop),
        ("second", number(2), wait(2 * SECOND)),
        ("third", number(3), wait(4 * SECOND)),
        ("fourth, maximum delay", number(4), wait(5 * SECOND)),
        ("after the last retry", number(5), Decision::Stop),
        ("largest attempt number", number(u32::MAX), Decision::Stop),
        ("not idempotent", unsafe_, Decision::Stop),
        (
            "not idempotent, Retry-After",
            Attempt {
                is_idempotent: false,
                ..asked(1)
            },
            Decision::Stop,
        ),
        (
            "not idempotent, not connected",
            Attempt {
                outcome: Outcome::NotConnected,
                ..unsafe_
            },
            wait(SECOND),
        ),
        ("a consumed body", gone, Decision::Stop),
        (
            "a consumed body, not connected",
            Attempt {
                outcome: Outcome::NotConnected,
                ..gone
            },
            Decision::Stop,
        ),
        ("Retry-After", asked(7), wait(7 * SECOND)),
        ("Retry-After of zero", asked(0), wait(Duration::ZERO)),
        (
            "Retry-After above the maximum",
            asked(31),
            wait(30 * SECOND),
        ),
        (
            "Retry-After above the remaining time",
            Attempt {
                remaining: Some(7 * SECOND),
                ..asked(7)
            },
            Decision::Stop,
        ),
        (
            "remaining time below the delay",
            Attempt {
                remaining: Some(SECOND),
                ..plain
            },
            Decision::Stop,
        ),
        (
            "no remaining time",
            Attempt {
                remaining: Some(Duration::ZERO),
                ..asked(0)
            },
            Decision::Stop,
        ),
        (
            "no limit",
            Attempt {
                remaining: None,
                ..asked(29)
            },
            wait(29 * SECOND),
        ),
        (
            "random number of zero",
            Attempt { random: 0, ..plain },
            wait(Duration::ZERO),
        ),
    ];
    for (name, attempt, expected) in rows {
        assert_eq!(decide(&policy(), &attempt), expected, "{name}");
    }
}

#[test]
fn a_conflict_is_retried_by_option_and_nothing_without_retries() {
    let conflict = attempt(status(409));
    let policy = policy().retry_conflicts(true);
    assert_eq!(decide(&policy, &conflict), Decision::Wait(SECOND));
    assert_eq!(
        decide(&RetryPolicy::none(), &attempt(status(503))),
        Decision::Stop
    );
}

#[test]
fn a_delay_never_exceeds_the_maximum() {
    let policy = RetryPolicy::new()
        .max_retries(u32::MAX)
        .backoff(Duration::MAX, Duration::MAX);
    for number in [1, 31, 32, 33, 1_000] {
        let attempt = Attempt {
            number,
            random: u64::MAX,
            remaining: None,
            ..attempt(status(503))
        };
        assert!(matches!(decide(&policy, &attempt), Decision::Wait(_)));
    }
}

#[test]
fn a_budget_is_spent_and_refilled() {
    let budget = Budget::new(2);
    assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
    for _ in 0..9 {
        budget.deposit();
    }
    assert!(!budget.withdraw());
    budget.deposit();
    assert!(budget.withdraw() && !budget.withdraw());
    for _ in 0..100 {
        budget.deposit();
    }
    assert!(
        budget.withdraw() && budget.withdraw() && !budget.withdraw(),
        "no more than at first"
    );
    assert!(!Budget::new(0).withdraw());
}

#[test]
fn each_format_of_retry_after_is_parsed() {
    let now = Duration::from_secs(784_111_777);
    for (name, value, expected) in [
        ("retry-after", "2", Some(2 * SECOND)),
        ("retry-after", " 0 ", Some(Duration::ZERO)),
        ("retry-after", "1.5", Some(Duration::from_millis(1500))),
        (
            "retry-after",
            "99999999999999999999999",
            Some(Duration::MAX),
        ),
        ("retry-after", "-1", None),
        ("retry-after", "soon", None),
        ("retry-after", "", None),
        ("retry-after", "NaN", None),
        ("retry-after-ms", "150", Some(Duration::from_millis(150))),
        ("retry-after-ms", "0.5", Some(Duration::from_micros(500))),
        ("retry-after-ms", "x", None),
        // The three date formats.
        (
            "retry-after",
            "Sun, 06 Nov 1994 08:49:40 GMT",
            Some(3 * SECOND),
        ),
        (
            "retry-after",
            "Sunday, 06-Nov-94 08:49:40 GMT",
            Some(3 * SECOND),
        ),
        ("retry-after", "Sun Nov  6 08:49:40 1994", Some(3 * SECOND)),
        (
            "retry-after",
            "Sun, 06 Nov 1994 08:49:00 GMT",
            Some(Duration::ZERO),
        ),
        (
            "retry-after",
            "Mon, 07 Nov 1994 08:49:37 GMT",
            Some(86_400 * SECOND),
        ),
        // Leap years and days of the year.
        (
            "retry-after",
            "Thu, 29 Feb 1996 00:00:00 GMT",
            Some(Duration::from_secs(825_552_000) - now),
        ),
        (
            "retry-after",
            "Tue, 24 Nov 2026 02:04:10 GMT",
            Some(Duration::from_secs(1_795_485_850) - now),
        ),
        (
            "retry-after",
            "Wed, 01 Mar 2400 00:00:00 GMT",
            Some(Duration::from_secs(13_574_649_600) - now),
        ),
        ("retry-after", "Sun, 32 Nov 1994 08:49:40 GMT", None),
        ("retry-after", "Sun, 06 Nov 1994 24:49:40 GMT", None),
        ("retry-after", "Sun, 06 Nov 1994 08:49 GMT", None),
        ("retry-after", "Sun, 06 Nie 1994 08:49:40 GMT", None),
        ("retry-after", "Sun, 06 Nov 94000 08:49:40 GMT", None),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_str(value).expect("a value"));
        assert_eq!(retry_after(&headers, now), expected, "{name}: {value}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
}

#[test]
fn a_stream_reconnects_after_the_delay_of_the_server_or_a_backoff() {
    let wait = |number, asked| reconnect(&policy(), number, asked, 1 << 63);
    let waits = [1, 2, 3, 4, 5].map(|number| wait(number, None));
    let expected = [SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND];
    assert_eq!(waits[..4], expected.map(Some));
    assert_eq!(waits[4], None);
    // The delay of the server is the minimum, capped like `Retry-After`.
    let asked = [1, 2, 3].map(|number| wait(number, Some(3 * SECOND)));
    assert_eq!(asked, [3 * SECOND, 3 * SECOND, 4 * SECOND].map(Some));
    // A wait is never so short that the server is called without a pause.
    assert_eq!(wait(1, Some(Duration::ZERO)), Some(MIN_RECONNECT));
    assert_eq!(wait(1, Some(3600 * SECOND)), Some(30 * SECOND));
}
