//! Pagination: operations whose responses refer to the next page.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use reqwest::Url;
use reqwest::header::LINK;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::body::decode::{self, Decode};
use crate::runtime::call::request::Request;
use crate::runtime::call::response_future::ResponseFuture;
use crate::runtime::encode::style::Style;
use crate::runtime::error::Error;
use crate::runtime::error::request::InvalidRequestError;
use crate::runtime::http::response::Response;

/// The pagination of an operation. A path within a page consists of member names with dots between them. It is empty for the page
/// itself, or if a page does not contain the value.
#[derive(Debug)]
pub struct Paging {
    /// The way the next page is requested.
    pub by: PagedBy,
    /// The query parameter for the page.
    pub parameter: &'static str,
    /// The path of the cursor or link of the next page; relative to the last item for [`PagedBy::LastItem`].
    pub cursor: &'static str,
    /// The path of the items.
    pub items: &'static str,
    /// The path of the value that states whether there is another page.
    pub has_more: &'static str,
    /// The path of the total number of items or pages.
    pub total: &'static str,
    /// The number of the first page.
    pub first: u64,
}

/// The way the next page is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagedBy {
    /// A cursor in the page.
    Cursor,
    /// A cursor in the last item of the page.
    LastItem,
    /// The number of previous items.
    Offset,
    /// A page number.
    Page,
    /// A link with the relation `next`: in the `Link` header (RFC 8288) or in the page.
    Link,
}

/// The pages of an operation as a stream. Each page is requested when it is polled.
///
/// The stream ends after the last page and after an error. [`resume`](Self::resume) requests the page that failed again.
pub struct Pages<P> {
    request: Request,
    paging: &'static Paging,
    decode: Decode<P>,
    state: State<P>,
    next: Option<String>,
    /// The cursors, offsets, numbers or URLs of the pages so far.
    seen: HashSet<String>,
}

/// The error of a page that is its own next page.
const ITSELF: &str = "the page refers to itself as the next page";

enum State<P> {
    Asking,
    Waiting(ResponseFuture<P>),
    Failed,
    /// The page was received, but its link to the next page cannot be followed.
    Refused(InvalidRequestError),
    Ended,
}

impl<P> Pages<P> {
    /// Creates a stream that begins with the page of the request.
    pub fn new(request: Request, paging: &'static Paging) -> Self
    where
        P: DeserializeOwned,
    {
        let next = request.query_value(paging.parameter);
        Self {
            seen: next.iter().cloned().collect(),
            next,
            request,
            paging,
            decode: decode::json,
            state: State::Asking,
        }
    }

    /// Returns the next page, or `None` after the last page or an error.
    ///
    /// # Errors
    ///
    /// Those of a call, and [`Error::InvalidRequest`] if a page refers to another server, to itself or to an earlier page as the
    /// next page.
    pub async fn next(&mut self) -> Option<Result<Response<P>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the cursor, offset, number or link of the next page. It is `None` for a first page without a parameter and after
    /// the last page. To continue in another run of the program, pass it as the parameter of the operation.
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// After an error, requests the page that failed again when the stream is polled.
    pub fn resume(&mut self) {
        if matches!(self.state, State::Failed) {
            self.state = State::Asking;
        }
    }

    /// Returns a stream of the items of the pages.
    pub fn items<T>(self, split: fn(P) -> Vec<T>) -> Items<P, T> {
        Items {
            pages: self,
            split,
            items: Vec::new().into_iter(),
        }
    }

    /// Changes the request to the next page. Returns `false` if this is the last page.
    fn advance(&mut self, response: &Response<P>) -> Result<bool, InvalidRequestError> {
        let paging = self.paging;
        let page: Value = serde_json::from_slice(response.raw_body()).unwrap_or_default();
        if find(&page, paging.has_more) == Some(&Value::Bool(false)) && !paging.has_more.is_empty()
        {
            return Ok(false);
        }
        let items = find(&page, paging.items).and_then(Value::as_array);
        let count = items.map_or(0, Vec::len) as u64;
        let total = find(&page, paging.total).and_then(Value::as_u64);
        let now = self.next.as_deref().and_then(|now| now.parse().ok());
        let next = match paging.by {
            PagedBy::Cursor => find(&page, paging.cursor).and_then(text),
            PagedBy::LastItem => items
                .and_then(|items| find(items.last()?, paging.cursor))
                .and_then(text),
            PagedBy::Offset => {
                let next = now.unwrap_or(0_u64).saturating_add(count);
                let is_last = count == 0 || total.is_some_and(|total| next >= total);
                (!is_last).then(|| next.to_string())
            }
            PagedBy::Page => {
                let next = now.unwrap_or(paging.first).saturating_add(1);
                let last = total.map(|total| total.saturating_sub(1).saturating_add(paging.first));
                let is_last = count == 0 || last.is_some_and(|last| next > last);
                (!is_last).then(|| next.to_string())
            }
            PagedBy::Link if paging.cursor.is_empty() => {
                let links = response.headers().get_all(LINK).iter();
                links
                    .filter_map(|value| next_link(value.to_str().ok()?))
                    .next()
            }
            PagedBy::Link => find(&page, paging.cursor).and_then(text),
        };
        let Some(next) = next else {
            return Ok(false);
        };
        let next = match paging.by {
            PagedBy::Link => self.follow(&next, &response.url)?,
            _ => {
                self.request
                    .query(paging.parameter, Style::Form, true, &next);
                next
            }
        };
        if self.next.as_ref() == Some(&next) {
            return Err(self.invalid(ITSELF));
        }
        if !self.seen.insert(next.clone()) {
            return Err(self.invalid("the page refers to an earlier page as the next page"));
        }
        self.next = Some(next);
        Ok(true)
    }

    /// Changes the request to the target of a link of a page, which may be relative to the URL of the page (RFC 3986, section
    /// 5.1.3). Returns the URL of the next page.
    fn follow(&mut self, link: &str, page: &Url) -> Result<String, InvalidRequestError> {
        let Ok(target) = page.join(link) else {
            return Err(self.invalid("the link to the next page is not a URL"));
        };
        let page = self.request.without_credentials(page);
        let next = self.request.without_credentials(&target).to_string();
        let page = String::from(page);
        self.request.follow(target)?;
        // The URL of the page differs from the one that was requested if that was redirected.
        if page == next {
            return Err(self.invalid(ITSELF));
        }
        self.seen.insert(page);
        Ok(next)
    }

    fn invalid(&self, reason: &str) -> InvalidRequestError {
        self.request.invalid(None, reason.to_owned())
    }
}

impl<P> Stream for Pages<P> {
    type Item = Result<Response<P>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let response = match &mut self.state {
                State::Ended | State::Failed => return Poll::Ready(None),
                State::Refused(_) => {
                    let refused = std::mem::replace(&mut self.state, State::Ended);
                    let State::Refused(error) = refused else {
                        return Poll::Ready(None);
                    };
                    return Poll::Ready(Some(Err(error.into())));
                }
                State::Asking => {
                    let request = self.request.clone();
                    self.state = State::Waiting(request.send(self.decode));
                    continue;
                }
                State::Waiting(response) => ready!(Pin::new(response).poll(context)),
            };
            self.state = State::Failed;
            let response = match response {
                Ok(response) => response,
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            match self.advance(&response) {
                Ok(true) => self.state = State::Asking,
                Ok(false) => {
                    self.next = None;
                    self.state = State::Ended;
                }
                Err(error) => self.state = State::Refused(error),
            }
            return Poll::Ready(Some(Ok(response)));
        }
    }
}

impl<P> Unpin for Pages<P> {}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("request", &self.request)
            .field("next_page", &self.next)
            .finish_non_exhaustive()
    }
}

/// The items of all pages of an operation as a stream.
///
/// The stream ends after the last page and after an error. [`resume`](Self::resume) requests the page that failed again.
pub struct Items<P, T> {
    pages: Pages<P>,
    split: fn(P) -> Vec<T>,
    items: vec::IntoIter<T>,
}

impl<P, T> Items<P, T> {
    /// Returns the next item, or `None` after the last item or an error.
    ///
    /// # Errors
    ///
    /// As [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the cursor, offset, number or link of the page after that of the last item.
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.pages.next_page()
    }

    /// After an error, requests the page that failed again when the stream is polled.
    pub fn resume(&mut self) {
        self.pages.resume();
    }
}

impl<P, T> Stream for Items<P, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.items = (self.split)(page.into_inner()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P, T> Unpin for Items<P, T> {}

impl<P, T> fmt::Debug for Items<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// Returns the value at a path, which may be the page itself.
fn find<'v>(page: &'v Value, path: &str) -> Option<&'v Value> {
    let mut names = path.split('.').filter(|name| !name.is_empty());
    names.try_fold(page, |value, name| value.get(name))
}

/// Returns a cursor as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the target of the link with the relation `next` in a `Link` header (RFC 8288, section 3).
pub(crate) fn next_link(mut header: &str) -> Option<String> {
    loop {
        let (_, rest) = header.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        // A comma within quotation marks does not separate links.
        let mut is_quoted = false;
        let end = rest.find(|character| {
            is_quoted ^= character == '"';
            character == ',' && !is_quoted
        });
        let (parameters, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target.trim().to_owned());
        }
        header = rest;
    }
}
