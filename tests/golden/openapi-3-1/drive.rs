use crate::server::Server;
use openapi_3_1_client::types::{Nulls, Payment, PaymentDetail, WeatherWind};
use openapi_3_1_client::{Client, Field};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, openapi_3_1_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn type_lists_and_constants_are_read_and_written_back() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "object": "weather", "degrees": null, "wind": 4, "gusts": null, "place": {"name": "Oslo"},
        "sky": "grey", "point": [59.5, 10.75],
    });
    let server = Server::json(200, &body).await;
    let weather = client(&server)?.get_weather().await?;
    assert_eq!(server.request_line().await, "GET /weather");
    assert_eq!(weather.degrees, None);
    assert_eq!(weather.wind, WeatherWind::Integer(4));
    assert_eq!(weather.gusts, Field::Null);
    assert_eq!(serde_json::to_value(&weather)?, body);
    Ok(())
}

#[test]
fn a_member_that_may_only_be_null_is_kept() -> Result<(), Box<dyn Error>> {
    let bodies = [
        json!({"required": null}),
        json!({"required": null, "type": null, "const": null, "enum": null, "named": null, "choice": null, "list": [null]}),
    ];
    for body in bodies {
        let nulls: Nulls = serde_json::from_value(body.clone())?;
        assert_eq!(serde_json::to_value(&nulls)?, body);
    }
    assert!(serde_json::from_value::<Nulls>(json!({})).is_err());
    Ok(())
}

#[test]
fn properties_under_conditions_are_optional_fields() -> Result<(), Box<dyn Error>> {
    let bodies = [
        json!({"kind": "card", "number": "1", "owner": {"name": "a"}}),
        json!({"kind": "coin", "number": 2, "note": "long enough", "author": "b", "name": "e"}),
        json!({"kind": "bank", "bank": {"name": "c"}, "detail": true}),
        json!({"kind": "cash", "detail": ["d"]}),
        json!({"kind": "cash", "detail": null}),
        json!({"kind": "cash"}),
    ];
    for body in bodies {
        let payment: Payment = serde_json::from_value(body.clone())?;
        assert_eq!(serde_json::to_value(&payment)?, body);
    }
    let payment: Payment = serde_json::from_value(json!({"kind": "bank", "detail": true}))?;
    assert_eq!(payment.detail, Field::Value(PaymentDetail::Bool(true)));
    Ok(())
}
