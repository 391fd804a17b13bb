use crate::server::Server;
use numbers_arbitrary_client::{Client, serde_json::Number, types::RatesLimit};
use std::error::Error;
use wiremock::ResponseTemplate;

async fn responding(text: &str) -> Server {
    let response = ResponseTemplate::new(200).set_body_raw(text, "application/json");
    Server::responding(response).await
}

/// A number with more digits than an `f64` keeps.
const DIGITS: &str = "0.1234567890123456789012345";

#[tokio::test]
async fn every_digit_of_every_number_is_kept() -> Result<(), Box<dyn Error>> {
    let text = format!(
        r#"{{"euro":{DIGITS},"history":[null,1.10,1e+400],"limit":{DIGITS},"limits":[true,[{DIGITS},1],{{"from":-{DIGITS}}}],"count":3,"other":{DIGITS}}}"#
    );
    let server = responding(&text).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let above: Number = DIGITS.parse()?;
    let rates = client.get_rates().above(&above).await?;
    assert_eq!(server.request_line().await, format!("GET /rates?above={DIGITS}"));
    assert_eq!(rates.euro.to_string(), DIGITS);
    assert_eq!(rates.limit, Some(RatesLimit::Number(above)));
    assert_eq!(serde_json::to_string(&rates)?, text);
    Ok(())
}

#[tokio::test]
async fn integers_take_precedence_over_numbers() -> Result<(), Box<dyn Error>> {
    for (limit, expected) in [("7", RatesLimit::Integer(7)), ("7.5", RatesLimit::Number("7.5".parse()?))] {
        let text = format!(r#"{{"euro":1.0,"limit":{limit},"count":3.0}}"#);
        let server = responding(&text).await;
        let rates = Client::builder().base_url(server.url()).build()?.get_rates().await?;
        assert_eq!((rates.limit, rates.count), (Some(expected), Some(3)));
    }
    Ok(())
}
