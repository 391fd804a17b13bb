//! The table of the operations of a mock server.

/// Gives the [`MockServer`] its operations.
///
/// `mock! { retrieve_pet: RETRIEVE_PET => Pet: json, }`: the method, the operation's description and what it gives, as
/// [`call!`](super::operation) has it. `MockResponse: whole` is for what is not one value, such as different ones by status.
macro_rules! mock {
    ($($(#[$attribute:meta])* $function:ident: $operation:ident => $output:ty: $kind:ident),* $(,)?) => {
        impl $crate::runtime::mock::MockServer {
            /// Starts a server on a free port of the loopback interface.
            ///
            /// # Errors
            ///
            /// Where there is no such port.
            pub fn new() -> ::std::io::Result<Self> {
                Self::with_operations(&[$($(#[$attribute])* &$crate::operations::$operation,)*])
            }

            $(
                $(#[$attribute])*
                #[doc = ::std::concat!("What `Client::", ::std::stringify!($function), "` calls.")]
                pub fn $function(&self) -> $crate::runtime::mock::MockOperation<'_, $output> {
                    $crate::runtime::mock::MockOperation::new(
                        self,
                        &$crate::operations::$operation,
                        $crate::runtime::mock::encode::$kind,
                        $crate::runtime::mock::decode::$kind,
                    )
                }
            )*
        }
    };
}
pub(crate) use mock;
