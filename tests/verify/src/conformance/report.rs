//! The report of the calls.

use super::calls::Call;
use super::driver::{CallResult, CallResults, Outcome};
use crate::cargo_harness::exceptions::Exceptions;
use serde_json::Value;
use std::fmt::Write;

/// The prefix of the types of problems with which Prism responds.
const PROBLEM: &str = "https://stoplight.io/prism/errors#";

/// The problems that mean that Prism has no response, although the request is valid.
const NO_RESPONSE: [&str; 4] = [
    "NOT_ACCEPTABLE",
    "NOT_FOUND",
    "NO_RESPONSE_RESPONSE_DEFINED",
    "SCHEMA_TOO_COMPLEX",
];

/// The report of a run.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) text: String,
    /// `true` if every failure has an exception, and every exception is needed.
    pub(super) is_well: bool,
}

/// The verdict on a call.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// The request is valid, and the response was decoded.
    Read,
    /// The request is valid. There was no response to decode, or it violates the document.
    Unread(String),
    /// The request is invalid, or could not be judged.
    Request(String),
    /// The request is valid, and the response could not be decoded although it conforms to the document.
    Response(String),
}

/// Returns the report: a line for each failure with its reason, followed by the counts.
pub(super) fn report(
    calls: &[Call],
    call_results: &[CallResults],
    exceptions: &mut Exceptions,
    document: &str,
) -> Report {
    let mut text = String::new();
    let mut counts = Counts::default();
    for (call, call_results) in calls.iter().zip(call_results) {
        let (name, line) = (&call.name, &call.request_line);
        let (what, message) = match counts.count(call_results) {
            Verdict::Read => continue,
            // Writing to a string does not fail.
            Verdict::Unread(message) => {
                let _ = writeln!(text, "{name} ({line}): not read: {message}");
                continue;
            }
            Verdict::Request(message) => ("request", message),
            Verdict::Response(message) => ("response", message),
        };
        let what = format!("{what} {name}");
        let _ = writeln!(text, "{what} ({line}): {message}");
        match exceptions.excuse(document, &what) {
            Some(why) => {
                counts.excused += 1;
                let _ = writeln!(text, "  excused: {why}");
            }
            None => counts.failed += 1,
        }
    }
    let unneeded = exceptions.unneeded(|other, what| {
        let is_of_call = what.starts_with("request ") || what.starts_with("response ");
        (other == document && is_of_call).then_some("it does not fail")
    });
    for line in &unneeded {
        let _ = writeln!(text, "{line}");
    }
    let mut operations: Vec<&str> = calls
        .iter()
        .map(|call| call.request_line.as_str())
        .collect();
    operations.sort_unstable();
    operations.dedup();
    let Counts {
        valid,
        read,
        generated,
        failed,
        excused,
    } = counts;
    let _ = write!(
        text,
        "{document}: {} operations, {} calls; {valid} requests are valid; {read} responses of examples and {generated} \
         generated ones are read; {excused} excused, {failed} failed",
        operations.len(),
        calls.len()
    );
    Report {
        text,
        is_well: failed == 0 && unneeded.is_empty(),
    }
}

/// The number of calls with each verdict.
#[derive(Debug, Default)]
struct Counts {
    valid: usize,
    read: usize,
    generated: usize,
    failed: usize,
    excused: usize,
}

impl Counts {
    /// Counts a call, and returns its verdict.
    fn count(&mut self, call_results: &CallResults) -> Verdict {
        let first = verdict(call_results.of_examples.as_ref());
        if matches!(first, Verdict::Request(_)) {
            return first;
        }
        self.valid += 1;
        self.read += usize::from(first == Verdict::Read);
        let second = verdict(call_results.generated.as_ref());
        self.generated += usize::from(second == Verdict::Read);
        match (first, second) {
            (Verdict::Response(message), _) => Verdict::Response(message),
            (_, Verdict::Response(message)) => Verdict::Response(format!("generated: {message}")),
            // A generated response that is missing or invalid is not a failure.
            (first, _) => first,
        }
    }
}

fn verdict(call_result: Option<&CallResult>) -> Verdict {
    let Some(call_result) = call_result else {
        return Verdict::Request("the driver stopped before this call".to_owned());
    };
    let violations = violations(call_result.violations.as_deref().unwrap_or("[]"));
    if let Some(violation) = violations.iter().find(|one| one.is_of_request) {
        return Verdict::Request(format!("judged invalid: {}", violation.text));
    }
    let error = || call_result.error.clone().unwrap_or_default();
    if let Some(problem) = problem(call_result) {
        let body = call_result.body.clone().unwrap_or_default();
        return if NO_RESPONSE.contains(&problem.as_str()) {
            Verdict::Unread(format!("Prism has no response: {problem}"))
        } else {
            Verdict::Request(body)
        };
    }
    match call_result.outcome {
        Outcome::Nothing => Verdict::Request(error()),
        Outcome::Gone => Verdict::Request(format!("Prism crashed: {}", error())),
        // A declared error response is decoded, too.
        Outcome::Read | Outcome::Api => Verdict::Read,
        Outcome::Decode => match violations.first() {
            Some(violation) => Verdict::Unread(format!(
                "Prism's response violates the document: {}; {}",
                violation.text,
                error()
            )),
            None => Verdict::Response(error()),
        },
    }
}

/// Returns the type of the problem with which Prism itself responds.
fn problem(call_result: &CallResult) -> Option<String> {
    let media_type = call_result.media_type.as_deref()?;
    if !media_type.starts_with("application/problem+json") {
        return None;
    }
    let body: Value = serde_json::from_str(call_result.body.as_deref()?).ok()?;
    let problem = body.get("type")?.as_str()?.strip_prefix(PROBLEM)?;
    Some(problem.to_owned())
}

/// A violation that Prism found.
#[derive(Debug)]
struct Violation {
    is_of_request: bool,
    /// The location and the message.
    text: String,
}

/// Returns the errors of a header that lists violations as JSON. A long list is truncated and counts as one violation.
fn violations(header: &str) -> Vec<Violation> {
    let Ok(Value::Array(all)) = serde_json::from_str(header) else {
        return vec![Violation {
            is_of_request: header.contains(r#"["request""#),
            text: header.to_owned(),
        }];
    };
    let is_error = |violation: &&Value| {
        violation
            .get("severity")
            .is_some_and(|severity| severity == "Error")
    };
    let violations = all.iter().filter(is_error);
    violations
        .map(|violation| Violation {
            is_of_request: violation
                .pointer("/location/0")
                .is_some_and(|place| place == "request"),
            text: violation.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call_result(outcome: Outcome) -> CallResult {
        CallResult {
            outcome,
            error: (outcome != Outcome::Read).then(|| "known error".to_owned()),
            ..CallResult::default()
        }
    }

    fn violation(place: &str, severity: &str) -> Option<String> {
        Some(format!(
            r#"[{{"location":["{place}","query"],"severity":"{severity}","message":"no"}}]"#
        ))
    }

    fn problem(kind: &str) -> CallResult {
        CallResult {
            media_type: Some("application/problem+json".to_owned()),
            body: Some(format!(r#"{{"type":"{PROBLEM}{kind}"}}"#)),
            ..call_result(Outcome::Api)
        }
    }

    fn kind(call_result: &CallResult) -> &'static str {
        match verdict(Some(call_result)) {
            Verdict::Read => "read",
            Verdict::Unread(_) => "unread",
            Verdict::Request(_) => "request",
            Verdict::Response(_) => "response",
        }
    }

    #[test]
    fn a_request_fails_if_it_is_invalid_or_not_judged() {
        let mut judged = call_result(Outcome::Api);
        judged.violations = violation("request", "Error");
        assert_eq!(kind(&judged), "request");
        judged.violations = Some(r#"Too many violations! [{"location":["request","#.to_owned());
        assert_eq!(kind(&judged), "request");
        assert_eq!(kind(&problem("UNPROCESSABLE_ENTITY")), "request");
        assert_eq!(kind(&problem("NO_PATH_MATCHED_ERROR")), "request");
        // Prism reports its own faults this way.
        assert_eq!(kind(&problem("UNKNOWN")), "request");
        assert_eq!(kind(&call_result(Outcome::Nothing)), "request");
        assert_eq!(
            verdict(None),
            Verdict::Request("the driver stopped before this call".to_owned())
        );
    }

    #[test]
    fn warnings_of_the_mock_server_are_ignored() {
        let mut judged = call_result(Outcome::Read);
        judged.violations = violation("request", "Warning");
        assert_eq!(kind(&judged), "read");
    }

    #[test]
    fn a_response_fails_if_it_conforms_to_the_document_and_cannot_be_decoded() {
        let mut call_result = call_result(Outcome::Decode);
        assert_eq!(kind(&call_result), "response");
        call_result.violations = violation("response", "Error");
        assert_eq!(kind(&call_result), "unread");
    }

    #[test]
    fn an_error_response_is_decoded_and_a_missing_response_is_not_read() {
        assert_eq!(kind(&call_result(Outcome::Api)), "read");
        assert_eq!(kind(&problem("NOT_ACCEPTABLE")), "unread");
    }

    #[test]
    fn responses_of_examples_and_of_generated_values_are_judged() {
        let count = |of_examples: &CallResult, generated: &CallResult| {
            let mut counts = Counts::default();
            let call_results = CallResults {
                of_examples: Some(of_examples.clone()),
                generated: Some(generated.clone()),
            };
            let verdict = counts.count(&call_results);
            (verdict, counts.valid, counts.read, counts.generated)
        };
        let (read, wrong) = (call_result(Outcome::Read), call_result(Outcome::Decode));
        assert_eq!(count(&read, &read), (Verdict::Read, 1, 1, 1));
        let message = Verdict::Response("generated: known error".to_owned());
        assert_eq!(count(&read, &wrong), (message, 1, 1, 0));
        assert_eq!(count(&read, &problem("UNKNOWN")), (Verdict::Read, 1, 1, 0));
        let (verdict, valid, ..) = count(&problem("UNKNOWN"), &read);
        assert!(matches!(verdict, Verdict::Request(_)) && valid == 0);
    }

    fn call(name: &str) -> Call {
        Call {
            function: name.to_owned(),
            name: name.to_owned(),
            request_line: format!("GET /{name}"),
            arguments: Vec::new(),
            setters: Vec::new(),
        }
    }

    #[test]
    fn an_exception_covers_one_kind_of_failure_and_is_an_error_if_it_is_not_needed() {
        let text = |what: &str| {
            format!("[[exception]]\ndocument = \"a.yaml\"\nwhat = {what}\nwhy = \"known\"\n")
        };
        let calls = [call("a"), call("b")];
        let call_results = [Outcome::Read, Outcome::Decode].map(|outcome| CallResults {
            of_examples: Some(call_result(outcome)),
            generated: None,
        });
        let run = |what: &str, document: &str| {
            let exceptions = Exceptions::parse(&text(what));
            let mut exceptions = exceptions.expect("it can be read");
            report(&calls, &call_results, &mut exceptions, document)
        };
        let needed = run("\"response b\"", "a.yaml");
        assert_eq!(
            needed.text,
            "response b (GET /b): known error\n  excused: known\n\
             a.yaml: 2 operations, 2 calls; 2 requests are valid; 1 responses of examples and 0 generated ones are read; 1 excused, \
             0 failed"
        );
        assert!(needed.is_well);
        let unneeded = run("[\"response b\", \"request a\"]", "a.yaml");
        assert!(!unneeded.is_well);
        let line = "the exception for a.yaml (request a) is not needed: it does not fail\n";
        assert!(unneeded.text.contains(line), "{}", unneeded.text);
        // Exceptions of other documents and steps are ignored.
        let other = run("[\"request a\", \"check\"]", "b.yaml");
        assert!(!other.is_well && other.text.ends_with("0 excused, 1 failed"));
    }
}
