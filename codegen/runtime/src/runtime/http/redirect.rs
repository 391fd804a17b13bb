//! Following redirects.
//!
//! Only redirects within the same origin are followed, so that credentials are not sent to another server. A POST is not changed
//! to a GET after the status 301 or 302, as browsers do: the response would look like a success of the POST.

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, Request, StatusCode, Url};

/// The maximum number of redirects that are followed in one attempt.
pub(crate) const MAX_REDIRECTS: usize = 10;

/// Returns the method and URL of the next request, if the response is a redirect to follow.
pub(crate) fn next(
    request: &Request,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<(Method, Url)> {
    let (method, url) = (request.method(), request.url());
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    let method = match status {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if is_safe => method.clone(),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => method.clone(),
        StatusCode::SEE_OTHER if *method == Method::HEAD => Method::HEAD,
        StatusCode::SEE_OTHER => Method::GET,
        _ => return None,
    };
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let target = url.join(location).ok()?;
    let has_user = !target.username().is_empty() || target.password().is_some();
    (target.origin() == url.origin() && !has_user).then_some((method, target))
}
