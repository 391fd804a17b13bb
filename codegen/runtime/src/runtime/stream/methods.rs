//! The methods of request builders whose response can be read as a stream of values.

/// Implements `stream_events` of a request builder: `stream_events! { WatchPets => Pet: json_events }`.
///
/// A member of the body with which the caller chooses a stream follows: `stream_events! { Chat => Delta: json_events, stream }`.
#[macro_export]
#[doc(hidden)]
macro_rules! stream_events {
    ($builder:ident => $data:ty: $kind:ident $(, $member:ident)?) => {
        impl $builder {
            /// Sends the request with `Accept: text/event-stream` and returns the events as a stream.
            $(
                #[doc = ""]
                #[doc = concat!(" Sets the member `", stringify!($member), "` of the body to `true`.")]
            )?
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send), and [`Error::Decode`]($crate::runtime::Error::Decode) if the response is not an event
            /// stream. Errors while the events are read are returned by the stream.
            pub fn stream_events(
                self,
            ) -> $crate::runtime::call::response_future::ResponseFuture<
                $crate::runtime::stream::events::EventStream<$data>,
            > {
                let request = self.request;
                $(let request = request.enable(stringify!($member));)?
                $crate::runtime::call::methods::send!($builder, request, $kind)
            }

            /// As [`stream_events`](Self::stream_events), but blocks the thread until the response headers arrive, and then until
            /// the next event arrives.
            ///
            /// # Errors
            ///
            /// As [`stream_events`](Self::stream_events).
            #[cfg(feature = "blocking")]
            pub fn stream_events_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::http::response::Response<
                    $crate::runtime::call::blocking::BlockingStream<
                        $crate::runtime::stream::events::EventStream<$data>,
                    >,
                >,
                $crate::runtime::error::Error,
            > {
                let response = self.stream_events().wait()?;
                ::std::result::Result::Ok(
                    response.map($crate::runtime::stream::events::EventStream::blocking),
                )
            }
        }
    };
}
pub use stream_events;

/// Implements `stream_lines` of a request builder: `stream_lines! { ListPets => Pet: "application/jsonl" }`.
#[macro_export]
#[doc(hidden)]
macro_rules! stream_lines {
    ($builder:ident => $value:ty: $media_type:literal $(, $member:ident)?) => {
        impl $builder {
            /// Sends the request and returns the JSON values of the response, one per line, as a stream.
            $(
                #[doc = ""]
                #[doc = concat!(" Sets the member `", stringify!($member), "` of the body to `true`.")]
            )?
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send). Errors while the values are read are returned by the stream.
            pub fn stream_lines(
                self,
            ) -> $crate::runtime::call::response_future::ResponseFuture<
                $crate::runtime::stream::json_lines::JsonLines<$value>,
            > {
                let mut request = self.request;
                request.accept($media_type);
                $(let request = request.enable(stringify!($member));)?
                request.json_lines()
            }

            /// As [`stream_lines`](Self::stream_lines), but blocks the thread until the response headers arrive, and then until
            /// the next value arrives.
            ///
            /// # Errors
            ///
            /// As [`stream_lines`](Self::stream_lines).
            #[cfg(feature = "blocking")]
            pub fn stream_lines_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::http::response::Response<
                    $crate::runtime::call::blocking::BlockingStream<
                        $crate::runtime::stream::json_lines::JsonLines<$value>,
                    >,
                >,
                $crate::runtime::error::Error,
            > {
                let response = self.stream_lines().wait()?;
                ::std::result::Result::Ok(
                    response.map($crate::runtime::stream::json_lines::JsonLines::blocking),
                )
            }
        }
    };
}
pub use stream_lines;
