//! The table of the operations of a mock server.

/// Defines `MockServer` with a method for each operation.
///
/// In `mock! { retrieve_pet: RETRIEVE_PET => Pet: json, }` a row has the name of the method, the constant of the operation in the
/// module `operations`, and the response as in [`call!`](crate::runtime::call::methods). `MockResponse: whole` is for responses
/// that are not a single value, such as those that differ by status.
///
/// The rows after `[pets => Pets]` are methods of the group that the method `pets` returns.
#[macro_export]
#[doc(hidden)]
macro_rules! mock {
    (
        $($(#[$attribute:meta])* $function:ident: $operation:ident => $output:ty: $kind:ident),* $(,)?
        $(
            [$(#[$group_attribute:meta])* $group:ident => $type:ident]
            $($(#[$member_attribute:meta])* $member:ident: $member_operation:ident => $member_output:ty: $member_kind:ident,)*
        )*
    ) => {
        /// A local HTTP server that returns configured responses and records the requests. Dropping it stops it.
        ///
        /// An operation without a configured response returns the status 501 and a text with the reason. Credentials are not
        /// checked.
        #[derive(Debug)]
        pub struct MockServer($crate::runtime::mock::server::Server);

        impl MockServer {
            /// Starts a server on a free port of the loopback interface.
            ///
            /// # Errors
            ///
            /// If no port can be opened.
            pub fn new() -> ::std::io::Result<Self> {
                let operations = [
                    $($(#[$attribute])* &operations::$operation,)*
                    $($($(#[$member_attribute])* &operations::$member_operation,)*)*
                ];
                $crate::runtime::mock::server::Server::start(&operations).map(Self)
            }

            /// Returns the base URL for clients: `http://127.0.0.1:40123`.
            #[must_use]
            pub fn base_url(&self) -> ::std::string::String {
                self.0.base_url()
            }

            /// Returns all requests so far in order, including those that match no operation.
            #[must_use]
            pub fn recorded_requests(
                &self,
            ) -> ::std::vec::Vec<$crate::runtime::mock::message::MockRequest> {
                self.0.recorded_requests()
            }

            $(
                $(#[$attribute])*
                #[doc = ::std::concat!("The operation of `Client::", ::std::stringify!($function), "`.")]
                pub fn $function(
                    &self,
                ) -> $crate::runtime::mock::server::MockOperation<'_, $output> {
                    $crate::runtime::mock::server::MockOperation::new(
                        &self.0,
                        &operations::$operation,
                        $crate::runtime::mock::encode::$kind,
                        $crate::runtime::mock::decode::$kind,
                    )
                }
            )*

            $(
                $(#[$group_attribute])*
                #[doc = ::std::concat!("The operations of `Client::", ::std::stringify!($group), "`.")]
                #[must_use]
                pub fn $group(&self) -> self::groups::$type<'_> {
                    self::groups::$type(&self.0)
                }
            )*
        }

        $crate::runtime::mock::mock_groups! {
            $(
                [$(#[$group_attribute])* $type]
                $($(#[$member_attribute])* $member: $member_operation => $member_output: $member_kind,)*
            )*
        }
    };
}
pub use mock;

/// Defines the module `groups` with the groups of a mock server, if there are any.
#[macro_export]
#[doc(hidden)]
macro_rules! mock_groups {
    () => {};
    ($(
        [$(#[$attribute:meta])* $type:ident]
        $($(#[$member_attribute:meta])* $member:ident: $operation:ident => $output:ty: $kind:ident,)*
    )+) => {
        pub mod groups {
            //! Groups of operations of the mock server.

            $(
                $(#[$attribute])*
                #[doc = ::std::concat!("The operations of `groups::", ::std::stringify!($type), "`.")]
                #[derive(Debug, Clone, Copy)]
                pub struct $type<'a>(pub(super) &'a $crate::runtime::mock::server::Server);
            )+
        }

        $(
            $(#[$attribute])*
            impl<'a> self::groups::$type<'a> {
                $(
                    $(#[$member_attribute])*
                    #[doc = ::std::concat!("The operation of `", ::std::stringify!($type), "::", ::std::stringify!($member), "`.")]
                    pub fn $member(&self) -> $crate::runtime::mock::server::MockOperation<'a, $output> {
                        $crate::runtime::mock::server::MockOperation::new(
                            self.0,
                            &operations::$operation,
                            $crate::runtime::mock::encode::$kind,
                            $crate::runtime::mock::decode::$kind,
                        )
                    }
                )*
            }
        )+
    };
}
pub use mock_groups;
