//! What came of the calls.

use super::calls::Call;
use super::driver::Answer;
use super::exceptions::Exception;

/// The statuses with which Prism says that it has no response to give, whatever the request: 404 is what a route has that it
/// does not know, so that is no such status.
const NO_MOCK: [u16; 2] = [406, 501];

/// The report of a run.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) text: String,
    /// Whether nothing failed that is no exception, and no exception is there in vain.
    pub(super) is_well: bool,
}

/// The report: a line for each failure with its reason, then the counts.
pub(super) fn table(
    calls: &[Call],
    answers: &[Option<Answer>],
    exceptions: &[Exception],
    document: &str,
) -> Table {
    let mut text = String::new();
    let (mut failed, mut excused) = (0, 0);
    let mut unneeded: Vec<&Exception> = exceptions
        .iter()
        .filter(|exception| exception.document == document)
        .collect();
    for (call, answer) in calls.iter().zip(answers) {
        let Some(failure) = failure(answer.as_ref()) else {
            continue;
        };
        let exception = exceptions
            .iter()
            .find(|one| one.document == document && one.operation == call.function);
        let why = match exception {
            Some(exception) => {
                unneeded.retain(|other| other.operation != exception.operation);
                excused += 1;
                format!("\n  excused: {}", exception.why)
            }
            None => {
                failed += 1;
                String::new()
            }
        };
        let (function, request_line) = (&call.function, &call.request_line);
        text.push_str(&format!("{function} ({request_line}): {failure}{why}\n"));
    }
    for exception in &unneeded {
        let operation = &exception.operation;
        text.push_str(&format!("the exception for {operation} is not needed\n"));
    }
    let all = calls.len();
    let well = all - failed - excused;
    text.push_str(&format!(
        "{document}: {well} of {all} operations are called as the document says, {excused} excused, {failed} failed\n"
    ));
    Table {
        text,
        is_well: failed == 0 && unneeded.is_empty(),
    }
}

/// What is wrong with a call; `None` where the request was taken and the response read.
fn failure(answer: Option<&Answer>) -> Option<String> {
    let Some(answer) = answer else {
        return Some("the driver stopped before it".to_owned());
    };
    let violations = answer
        .violations
        .as_deref()
        .filter(|violations| is_of_request(violations));
    if let Some(violations) = violations {
        return Some(format!("judged invalid: {violations}"));
    }
    let error = answer.error.as_ref()?;
    // A declared response of failure is an answer too, and having none to give is no judgement.
    if answer
        .status
        .is_some_and(|status| NO_MOCK.contains(&status))
    {
        return None;
    }
    Some(error.clone())
}

/// Whether violations are about the request: those of the mocked response are Prism's own.
fn is_of_request(violations: &str) -> bool {
    violations.contains("\"request\"")
}
