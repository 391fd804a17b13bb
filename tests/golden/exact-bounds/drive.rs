use crate::server::Server;
use exact_bounds_client::types::Counter;
use exact_bounds_client::{Client, Field};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn large_integers_keep_their_digits() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "value": i64::MIN, "odd": 9_007_199_254_740_993_i64, "nullable": null, "maybe": 9_007_199_254_740_995_i64,
        "list": [9_007_199_254_740_993_i64], "map": {"a": i64::MAX}, "step": 9_007_199_254_740_993_i64,
    });
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let counter = client
        .list_counters()
        .since(9_007_199_254_740_993)
        .below(18_446_744_073_709_551_615)
        .await?;
    assert_eq!(
        server.request_line().await,
        "GET /counters?since=9007199254740993&below=18446744073709551615"
    );
    assert_eq!(counter.value, i64::MIN);
    assert_eq!(counter.maybe, Field::Value(9_007_199_254_740_995));
    assert_eq!(serde_json::to_value(&counter)?, body);
    assert_eq!(Counter::DEFAULT_START, 9_007_199_254_740_993);
    Ok(())
}
