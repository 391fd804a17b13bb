use crate::server::Server;
use exact_bounds_client::types::Counter;
use exact_bounds_client::{Client, Field};
use serde_json::json;
use std::error::Error;

#[test]
fn integers_beyond_their_format_are_read_and_written_back() -> Result<(), Box<dyn Error>> {
    let texts = [
        r#"{"value":0,"mask":18446744073709551615,"largest":18446744073709551615}"#,
        r#"{"value":0,"mask":5,"wide":170141183460469231731687303715884105727,"optional":18446744073709551614}"#,
        r#"{"value":0,"wide":170141183460469231731687303715884105726,"optional":null}"#,
        r#"{"value":0,"unsigned":4294967295,"positive":18446744073709551615,"page":100}"#,
    ];
    for text in texts {
        let counter: Counter = serde_json::from_str(text)?;
        assert_eq!(serde_json::to_string(&counter)?, text);
    }
    let page: Option<i32> = serde_json::from_str::<Counter>(r#"{"value":0,"page":1}"#)?.page;
    assert_eq!(page, Some(1));
    Ok(())
}

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
