//! A handwritten package with a client in a private module. The lints of the package do not apply to the client.

#![warn(
    let_underscore_drop,
    missing_copy_implementations,
    missing_docs,
    single_use_lifetimes,
    trivial_casts,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_results,
    variant_size_differences,
    clippy::indexing_slicing,
    clippy::nursery,
    clippy::pedantic,
    clippy::unwrap_used
)]

mod api {
    #[rustfmt::skip]
    pub(crate) mod farm;
}

use api::farm::{Client, Error, types};

/// Adds a hen and returns its name.
///
/// # Errors
///
/// Returns the status if the server rejects the request, otherwise the message of the error.
pub async fn add_hen(base_url: &str, token: &str, name: &str) -> Result<String, String> {
    let client = Client::builder().token(token).base_url(base_url).build();
    let client = client.map_err(|error| error.to_string())?;
    let hatched = time::OffsetDateTime::UNIX_EPOCH.into();
    let hen = types::Hen::new(hatched, name).with_colour(types::Colour::Brown);
    match client.add_hen(&hen).await {
        Ok(hen) => Ok(hen.name),
        Err(Error::Api(error)) => Err(format!("{}", error.status())),
        Err(error) => Err(error.to_string()),
    }
}
