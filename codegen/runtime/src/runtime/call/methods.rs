//! The methods that all request builders have.

/// Implements the methods of a request builder, which has a field `request`, and makes it awaitable.
///
/// In `call! { RetrievePet => Pet: json }` the word after the colon is a function of [`decode`](crate::runtime::body::decode),
/// such as `json`, or a method of [`Request`](crate::runtime::Request) that returns a stream.
#[macro_export]
#[doc(hidden)]
macro_rules! call {
    ($builder:ident => $output:ty: $kind:ident) => {
        impl $builder {
            /// Sends the request and returns the response with its status and headers.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::runtime::Error). An error status is `Error::Api`.
            pub fn send(self) -> $crate::runtime::call::response_future::ResponseFuture<$output> {
                $crate::runtime::call::methods::send!($builder, self.request, $kind)
            }

            /// Sends the request and returns the response body as a stream of bytes, whatever its content type is.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send). Errors while the body is read are returned by the stream.
            pub fn stream_bytes(
                self,
            ) -> $crate::runtime::call::response_future::ResponseFuture<
                $crate::runtime::stream::byte_stream::ByteStream,
            > {
                self.request.stream_bytes()
            }

            /// As [`stream_bytes`](Self::stream_bytes), but blocks the thread until the response headers arrive, and then until
            /// the next chunk arrives.
            ///
            /// # Errors
            ///
            /// As [`stream_bytes`](Self::stream_bytes).
            #[cfg(feature = "blocking")]
            pub fn stream_bytes_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::http::response::Response<
                    $crate::runtime::call::blocking::BlockingStream<
                        $crate::runtime::stream::byte_stream::ByteStream,
                    >,
                >,
                $crate::runtime::error::Error,
            > {
                let response = self.stream_bytes().wait()?;
                ::std::result::Result::Ok(
                    response.map($crate::runtime::stream::byte_stream::ByteStream::blocking),
                )
            }

            /// As [`send`](Self::send), but blocks the thread until the response arrives.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::http::response::Response<$output>,
                $crate::runtime::error::Error,
            > {
                self.send().wait()
            }

            /// Returns a future of the decoded body that is `None` if the server returns 404 (Not Found) or 304 (Not Modified).
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub fn optional(
                self,
            ) -> $crate::runtime::call::response_future::OptionalFuture<$output> {
                self.send().optional()
            }

            /// Returns the decoded body, as awaiting the request does, but blocks the thread until it arrives.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn call_blocking(
                self,
            ) -> ::std::result::Result<$output, $crate::runtime::error::Error> {
                ::std::result::Result::map(
                    self.send().wait(),
                    $crate::runtime::http::response::Response::into_inner,
                )
            }

            /// Sets a header of this call and replaces its other values.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request.set_header(name, value);
                self
            }

            /// Adds a parameter to the query of this call.
            pub fn query(mut self, name: &str, value: &str) -> Self {
                self.request.add_query(name, value);
                self
            }

            /// Limits the time from sending the request to the end of the response, instead of the client's limit.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.request.set_timeout(limit);
                self
            }

            /// Sets options of this call: retries, limits, idempotency.
            pub fn with_options(
                mut self,
                options: $crate::runtime::call::options::CallOptions,
            ) -> Self {
                self.request.set_options(options);
                self
            }
        }

        impl ::std::future::IntoFuture for $builder {
            type Output = ::std::result::Result<$output, $crate::runtime::error::Error>;
            type IntoFuture = $crate::runtime::call::response_future::ValueFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send().into_value()
            }
        }
    };
}
pub use call;

/// Sends the request of a builder, whose response is decoded by this function or method.
#[macro_export]
#[doc(hidden)]
macro_rules! send {
    ($builder:ident, $request:expr, json_events) => {
        $request.json_events()
    };
    ($builder:ident, $request:expr, whole_events) => {
        $request.whole_events::<_, $builder>()
    };
    ($builder:ident, $request:expr, text_events) => {
        $request.text_events()
    };
    ($builder:ident, $request:expr, string_events) => {
        $request.string_events()
    };
    ($builder:ident, $request:expr, json_or_string_events) => {
        $request.json_or_string_events()
    };
    ($builder:ident, $request:expr, json_lines) => {
        $request.json_lines()
    };
    ($builder:ident, $request:expr, $kind:ident) => {
        $request.send($crate::runtime::body::decode::$kind)
    };
}
pub use send;
