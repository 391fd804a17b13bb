//! Which redirects are followed.
//!
//! Only those within one origin: a credential never goes to another server. And only those that ask the same thing again: a
//! POST that becomes a GET on 301 or 302, as browsers have it, would look like a success of what never happened.

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, Request, StatusCode, Url};

/// How many redirects of one call are followed.
pub(crate) const MAX_REDIRECTS: usize = 10;

/// The method and address to try next, where the answer is a redirect that is followed.
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
