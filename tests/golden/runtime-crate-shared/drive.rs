//! Two clients in one program share the types of the runtime.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use runtime_crate_client::types::Cake;
use runtime_crate_client::{AttemptInfo, Error, Field, Hook, HookFuture};
use runtime_crate_shared_client::types::Article;
use serde_json::json;

use crate::server::Server;

/// Counts the requests of all clients.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Hook for Counter {
    fn before_request<'a>(
        &'a self,
        _attempt: &'a AttemptInfo,
        _request: &'a mut runtime_crate_client::reqwest::Request,
    ) -> HookFuture<'a> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Sells a cake: the note of a type of one client is assigned to a type of the other, and `?` converts the errors of both.
async fn sell(
    kitchen: &runtime_crate_client::Client,
    shop: &runtime_crate_shared_client::Client,
) -> Result<Field<String>, Error> {
    let cake = kitchen.bake_cake(&Cake::new(2, "Sacher")).await?;
    let mut article = Article::new(cake.name);
    article.note = cake.note;
    Ok(shop.add_article(&article).await?.note)
}

#[tokio::test]
async fn two_clients_share_a_hook_an_error_type_and_a_field() -> Result<(), Box<dyn StdError>> {
    let hook = Counter::default();
    let cake = json!({"name": "Sacher", "layers": 2, "frosting": null, "note": "fresh"});
    let ovens = Server::json(200, &cake).await;
    let counters = Server::json(200, &json!({"title": "Sacher", "note": null})).await;
    let kitchen = runtime_crate_client::Client::builder();
    let kitchen = kitchen.base_url(ovens.url()).key("k").hook(hook.clone()).build()?;
    let shop = runtime_crate_shared_client::Client::builder();
    let shop = shop.base_url(counters.url()).hook(hook.clone()).build()?;
    assert_eq!(sell(&kitchen, &shop).await?, Field::Null);
    assert_eq!(hook.0.load(Ordering::SeqCst), 2);
    let body = crate::server::json_body(&counters.request().await);
    assert_eq!(body, json!({"title": "Sacher", "note": "fresh"}));

    let closed = Server::json(400, &json!({})).await;
    let shop = runtime_crate_shared_client::Client::builder().base_url(closed.url()).build()?;
    let error = sell(&kitchen, &shop).await.expect_err("an error response");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    Ok(())
}
