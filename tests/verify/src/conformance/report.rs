//! What came of the calls.

use super::calls::Call;
use super::driver::{Answer, Answers, Outcome};
use crate::cargo_harness::exceptions::Exceptions;
use serde_json::Value;
use std::fmt::Write;

/// The types of the problems that Prism answers with begin with this.
const PROBLEM: &str = "https://stoplight.io/prism/errors#";

/// The problems with which Prism says that it has no response to give, though the request is valid.
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
    /// Whether nothing failed that is no exception, and no exception is there in vain.
    pub(super) is_well: bool,
}

/// What is to be said of a call.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// The request is valid, and the response was read.
    Read,
    /// The request is valid. There was no response to read, or it is not what the document says.
    Unread(String),
    /// The request was judged invalid, or could not be judged.
    Request(String),
    /// The request is valid, and the response could not be read though it is what the document says.
    Response(String),
}

/// The report: a line for each failure with its reason, then the counts.
pub(super) fn report(
    calls: &[Call],
    answers: &[Answers],
    exceptions: &mut Exceptions,
    document: &str,
) -> Report {
    let mut text = String::new();
    let mut counts = Counts::default();
    for (call, answers) in calls.iter().zip(answers) {
        let (name, line) = (&call.name, &call.request_line);
        let (what, told) = match counts.count(answers) {
            Verdict::Read => continue,
            // Writing to a string does not fail.
            Verdict::Unread(told) => {
                let _ = writeln!(text, "{name} ({line}): not read: {told}");
                continue;
            }
            Verdict::Request(told) => ("request", told),
            Verdict::Response(told) => ("response", told),
        };
        let what = format!("{what} {name}");
        let _ = writeln!(text, "{what} ({line}): {told}");
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

/// How many calls are what.
#[derive(Debug, Default)]
struct Counts {
    valid: usize,
    read: usize,
    generated: usize,
    failed: usize,
    excused: usize,
}

impl Counts {
    /// Counts a call, and gives what there is to be said of it.
    fn count(&mut self, answers: &Answers) -> Verdict {
        let first = verdict(answers.of_examples.as_ref());
        if matches!(first, Verdict::Request(_)) {
            return first;
        }
        self.valid += 1;
        self.read += usize::from(first == Verdict::Read);
        let second = verdict(answers.generated.as_ref());
        self.generated += usize::from(second == Verdict::Read);
        match (first, second) {
            (Verdict::Response(told), _) => Verdict::Response(told),
            (_, Verdict::Response(told)) => Verdict::Response(format!("generated: {told}")),
            // That there is nothing to generate a response from is no news, nor is that it fails.
            (first, _) => first,
        }
    }
}

fn verdict(answer: Option<&Answer>) -> Verdict {
    let Some(answer) = answer else {
        return Verdict::Request("the driver stopped before it".to_owned());
    };
    let violations = violations(answer.violations.as_deref().unwrap_or("[]"));
    if let Some(violation) = violations.iter().find(|one| one.is_of_request) {
        return Verdict::Request(format!("judged invalid: {}", violation.text));
    }
    let error = || answer.error.clone().unwrap_or_default();
    if let Some(problem) = problem(answer) {
        let body = answer.body.clone().unwrap_or_default();
        return if NO_RESPONSE.contains(&problem.as_str()) {
            Verdict::Unread(format!("Prism has no response: {problem}"))
        } else {
            Verdict::Request(body)
        };
    }
    match answer.outcome {
        Outcome::Nothing => Verdict::Request(error()),
        Outcome::Gone => Verdict::Request(format!("Prism does not survive it: {}", error())),
        // A declared response of failure is one too.
        Outcome::Read | Outcome::Api => Verdict::Read,
        Outcome::Decode => match violations.first() {
            Some(violation) => Verdict::Unread(format!(
                "Prism's response is not what the document says: {}; {}",
                violation.text,
                error()
            )),
            None => Verdict::Response(error()),
        },
    }
}

/// The type of the problem that Prism itself answers with.
fn problem(answer: &Answer) -> Option<String> {
    let media_type = answer.media_type.as_deref()?;
    if !media_type.starts_with("application/problem+json") {
        return None;
    }
    let body: Value = serde_json::from_str(answer.body.as_deref()?).ok()?;
    let problem = body.get("type")?.as_str()?.strip_prefix(PROBLEM)?;
    Some(problem.to_owned())
}

/// Something that Prism finds wrong.
#[derive(Debug)]
struct Violation {
    is_of_request: bool,
    /// Where it is and what.
    text: String,
}

/// The violations that count, of a header that lists them as JSON. A long list is cut off within; then it is one violation.
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

    fn answer(outcome: Outcome) -> Answer {
        Answer {
            outcome,
            error: (outcome != Outcome::Read).then(|| "the client says so".to_owned()),
            ..Answer::default()
        }
    }

    fn violation(place: &str, severity: &str) -> Option<String> {
        Some(format!(
            r#"[{{"location":["{place}","query"],"severity":"{severity}","message":"no"}}]"#
        ))
    }

    fn problem(kind: &str) -> Answer {
        Answer {
            media_type: Some("application/problem+json".to_owned()),
            body: Some(format!(r#"{{"type":"{PROBLEM}{kind}"}}"#)),
            ..answer(Outcome::Api)
        }
    }

    fn kind(answer: &Answer) -> &'static str {
        match verdict(Some(answer)) {
            Verdict::Read => "read",
            Verdict::Unread(_) => "unread",
            Verdict::Request(_) => "request",
            Verdict::Response(_) => "response",
        }
    }

    #[test]
    fn a_request_fails_where_it_is_judged_invalid_or_not_judged() {
        let mut judged = answer(Outcome::Api);
        judged.violations = violation("request", "Error");
        assert_eq!(kind(&judged), "request");
        judged.violations = Some(r#"Too many violations! [{"location":["request","#.to_owned());
        assert_eq!(kind(&judged), "request");
        assert_eq!(kind(&problem("UNPROCESSABLE_ENTITY")), "request");
        assert_eq!(kind(&problem("NO_PATH_MATCHED_ERROR")), "request");
        // This is how Prism fails itself.
        assert_eq!(kind(&problem("UNKNOWN")), "request");
        assert_eq!(kind(&answer(Outcome::Nothing)), "request");
        assert_eq!(
            verdict(None),
            Verdict::Request("the driver stopped before it".to_owned())
        );
    }

    #[test]
    fn what_is_no_error_for_the_mock_server_is_none_here() {
        let mut judged = answer(Outcome::Read);
        judged.violations = violation("request", "Warning");
        assert_eq!(kind(&judged), "read");
    }

    #[test]
    fn a_response_fails_where_it_is_what_the_document_says_and_cannot_be_read() {
        let mut answer = answer(Outcome::Decode);
        assert_eq!(kind(&answer), "response");
        answer.violations = violation("response", "Error");
        assert_eq!(kind(&answer), "unread");
    }

    #[test]
    fn a_response_of_failure_is_read_and_no_response_is_nothing_to_read() {
        assert_eq!(kind(&answer(Outcome::Api)), "read");
        assert_eq!(kind(&problem("NOT_ACCEPTABLE")), "unread");
    }

    #[test]
    fn a_response_is_judged_of_examples_and_of_generated_values() {
        let count = |of_examples: &Answer, generated: &Answer| {
            let mut counts = Counts::default();
            let answers = Answers {
                of_examples: Some(of_examples.clone()),
                generated: Some(generated.clone()),
            };
            let verdict = counts.count(&answers);
            (verdict, counts.valid, counts.read, counts.generated)
        };
        let (read, wrong) = (answer(Outcome::Read), answer(Outcome::Decode));
        assert_eq!(count(&read, &read), (Verdict::Read, 1, 1, 1));
        let told = Verdict::Response("generated: the client says so".to_owned());
        assert_eq!(count(&read, &wrong), (told, 1, 1, 0));
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
    fn an_exception_excuses_one_kind_of_failure_and_fails_when_it_is_not_needed() {
        let text = |what: &str| {
            format!("[[exception]]\ndocument = \"a.yaml\"\nwhat = {what}\nwhy = \"known\"\n")
        };
        let calls = [call("a"), call("b")];
        let answers = [Outcome::Read, Outcome::Decode].map(|outcome| Answers {
            of_examples: Some(answer(outcome)),
            generated: None,
        });
        let told = |what: &str, document: &str| {
            let exceptions = Exceptions::parse(&text(what));
            let mut exceptions = exceptions.expect("it can be read");
            report(&calls, &answers, &mut exceptions, document)
        };
        let needed = told("\"response b\"", "a.yaml");
        assert_eq!(
            needed.text,
            "response b (GET /b): the client says so\n  excused: known\n\
             a.yaml: 2 operations, 2 calls; 2 requests are valid; 1 responses of examples and 0 generated ones are read; 1 excused, \
             0 failed"
        );
        assert!(needed.is_well);
        let needless = told("[\"response b\", \"request a\"]", "a.yaml");
        assert!(!needless.is_well);
        let line = "the exception for a.yaml (request a) is not needed: it does not fail\n";
        assert!(needless.text.contains(line), "{}", needless.text);
        // Those of other documents and steps are not asked.
        let other = told("[\"request a\", \"check\"]", "b.yaml");
        assert!(!other.is_well && other.text.ends_with("0 excused, 1 failed"));
    }
}
