//! What an operation is, and what every operation's builder can do.

use reqwest::Method;

/// An operation of the API: what does not change from call to call.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or the name that was made up where the document has none.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template: placeholders in braces, perhaps a query after `?`, perhaps a fragment, which is not sent.
    pub path: &'static str,
    /// The alternatives of security schemes, each a list of keys that are needed together. No alternative: no credential is
    /// sent. An empty alternative: the operation may be called without credentials.
    pub security: &'static [&'static [&'static str]],
    /// The `Accept` header.
    pub accept: &'static str,
}

/// Makes a builder with a field `request` callable.
///
/// `call! { RetrievePet => Pet: json }` gives `RetrievePet` the methods `send`, `stream_bytes`, `header`, `query` and `timeout`,
/// and makes it awaitable. The kind after the colon is a function of [`body`](crate::runtime::body), such as `json`, or a method
/// of [`Request`](crate::runtime::Request) that streams.
#[allow(unused_macros, reason = "a crate need not have an operation")]
macro_rules! call {
    ($builder:ident => $output:ty: $kind:ident) => {
        impl $builder {
            /// Sends the request; the response comes with its status and headers.
            ///
            /// # Errors
            ///
            /// [`Error`]($crate::runtime::Error) says what went wrong; an error status is `Error::Api`.
            pub fn send(self) -> $crate::runtime::ResponseFuture<$output> {
                $crate::runtime::send!(self.request, $kind)
            }

            /// Sends the request; the body of the response is read as it comes, whatever it holds.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send); what goes wrong with the body comes where that is read.
            pub fn stream_bytes(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::ByteStream> {
                self.request.stream_bytes()
            }

            /// The same as [`stream_bytes`](Self::stream_bytes), holding the thread until the head of the response is there, and
            /// then until the next octets are.
            ///
            /// # Errors
            ///
            /// As [`stream_bytes`](Self::stream_bytes).
            #[cfg(feature = "blocking")]
            pub fn stream_bytes_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::Response<
                    $crate::runtime::BlockingStream<$crate::runtime::ByteStream>,
                >,
                $crate::runtime::Error,
            > {
                let response = self.stream_bytes().wait()?;
                ::std::result::Result::Ok(response.map($crate::runtime::ByteStream::blocking))
            }

            /// The same as [`send`](Self::send), holding the thread until the response is there.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error>
            {
                self.send().wait()
            }

            /// Gives the decoded body alone, as awaiting it does, holding the thread until it is there.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn call_blocking(self) -> ::std::result::Result<$output, $crate::runtime::Error> {
                ::std::result::Result::map(
                    self.send().wait(),
                    $crate::runtime::Response::into_inner,
                )
            }

            /// Sets a header of this call, in place of any other value that it would have.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request.set_header(name, value);
                self
            }

            /// Adds a pair to the query of this call.
            pub fn query(mut self, name: &str, value: &str) -> Self {
                self.request.add_query(name, value);
                self
            }

            /// Limits the time from sending this call to the end of its response, in place of the client's limit.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.request.set_timeout(limit);
                self
            }

            /// Sets what else is different about this call: retries, limits, idempotency.
            pub fn with_options(mut self, options: $crate::runtime::CallOptions) -> Self {
                self.request.set_options(options);
                self
            }
        }

        impl ::std::future::IntoFuture for $builder {
            type Output = ::std::result::Result<$output, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::ValueFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send().into_value()
            }
        }
    };
}
pub(crate) use call;

/// Sends a request whose response is of a kind.
#[allow(unused_macros, reason = "a crate need not have an operation")]
macro_rules! send {
    ($request:expr, json_events) => {
        $request.json_events()
    };
    ($request:expr, whole_events) => {
        $request.whole_events()
    };
    ($request:expr, text_events) => {
        $request.text_events()
    };
    ($request:expr, json_lines) => {
        $request.json_lines()
    };
    ($request:expr, $kind:ident) => {
        $request.send($crate::runtime::body::$kind)
    };
}
pub(crate) use send;

/// Lets a builder give the events of its response: `stream_events! { WatchPets => Pet: json_events }`.
#[allow(unused_macros, reason = "a crate need not have such an operation")]
macro_rules! stream_events {
    ($builder:ident => $data:ty: $kind:ident) => {
        impl $builder {
            /// Sends the request, and asks for an event stream; the events are given one by one as they come.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send), and [`Error::Decode`]($crate::runtime::Error::Decode) where the response is no event
            /// stream; what goes wrong later comes where the events are read.
            pub fn stream_events(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::EventStream<$data>> {
                self.request.$kind()
            }

            /// The same as [`stream_events`](Self::stream_events), holding the thread until the head of the response is there, and
            /// then until the next event is.
            ///
            /// # Errors
            ///
            /// As [`stream_events`](Self::stream_events).
            #[cfg(feature = "blocking")]
            pub fn stream_events_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::Response<
                    $crate::runtime::BlockingStream<$crate::runtime::EventStream<$data>>,
                >,
                $crate::runtime::Error,
            > {
                let response = self.stream_events().wait()?;
                ::std::result::Result::Ok(response.map($crate::runtime::EventStream::blocking))
            }
        }
    };
}
pub(crate) use stream_events;

/// Lets a builder give the lines of its response: `stream_lines! { ListPets => Pet: "application/jsonl" }`.
#[allow(unused_macros, reason = "a crate need not have such an operation")]
macro_rules! stream_lines {
    ($builder:ident => $value:ty: $media_type:literal) => {
        impl $builder {
            /// Sends the request, and asks for a JSON value a line; the values are given one by one as they come.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send); what goes wrong later comes where the values are read.
            pub fn stream_lines(
                mut self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::JsonLines<$value>> {
                self.request.accept($media_type);
                self.request.json_lines()
            }

            /// The same as [`stream_lines`](Self::stream_lines), holding the thread until the head of the response is there, and
            /// then until the next value is.
            ///
            /// # Errors
            ///
            /// As [`stream_lines`](Self::stream_lines).
            #[cfg(feature = "blocking")]
            pub fn stream_lines_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::Response<
                    $crate::runtime::BlockingStream<$crate::runtime::JsonLines<$value>>,
                >,
                $crate::runtime::Error,
            > {
                let response = self.stream_lines().wait()?;
                ::std::result::Result::Ok(response.map($crate::runtime::JsonLines::blocking))
            }
        }
    };
}
pub(crate) use stream_lines;
