use crate::server::Server;
use serde_json::{Value, from_value, json, to_value};
use std::error::Error;
use union_objects_client::types::{
    Card, Height, Payment, PaymentAmount, PaymentCard, PaymentWallet, PaymentWalletWallet, Size,
    Till, TillNote, Width,
};
use union_objects_client::{Client, Field};

fn payment(json: Value) -> Result<Payment, serde_json::Error> {
    let payment = from_value(json.clone())?;
    assert_eq!(to_value(&payment)?, json);
    Ok(payment)
}

#[test]
fn an_object_with_one_key_is_a_variant_of_that_name() -> Result<(), serde_json::Error> {
    let card = Payment::Card(PaymentCard::new(Card::new("1")));
    assert_eq!(payment(json!({"card": {"number": "1"}}))?, card);
    let wallet = PaymentWallet::new(PaymentWalletWallet::new("w"));
    assert_eq!(
        payment(json!({"wallet": {"id": "w"}}))?,
        Payment::Wallet(wallet)
    );
    assert!(matches!(payment(json!({"amount": 1}))?, Payment::Amount(_)));
    assert_eq!(
        payment(json!({"amount": null}))?,
        Payment::Amount(PaymentAmount::new())
    );
    assert_eq!(payment(json!("none"))?, Payment::None);
    Ok(())
}

#[test]
fn an_object_with_another_key_is_unknown() -> Result<(), serde_json::Error> {
    for value in [json!("later"), json!({"crypto": {"coin": "x"}})] {
        assert_eq!(payment(value.clone())?, Payment::UnknownValue(value));
    }
    assert!(payment(json!({"card": 1})).is_err());
    Ok(())
}

#[test]
fn members_of_several_alternatives_are_kept() -> Result<(), serde_json::Error> {
    let size = |json: Value| -> Result<Size, serde_json::Error> {
        let size = from_value(json.clone())?;
        assert_eq!(to_value(&size)?, json);
        Ok(size)
    };
    let both = json!({"width": 1, "height": 2, "unit": "mm"});
    assert_eq!(size(both.clone())?, Size::UnknownValue(both));
    assert_eq!(
        size(json!({"width": 1}))?,
        Size::Width(Width::new().with_width(1))
    );
    assert_eq!(
        size(json!({"height": 2}))?,
        Size::Height(Height::new().with_height(2))
    );
    // No alternative declares this member, so it is ignored as in any object.
    let deep: Size = from_value(json!({"width": 1, "depth": 3}))?;
    assert_eq!(deep, Size::Width(Width::new().with_width(1)));
    Ok(())
}

#[test]
fn a_null_is_read_as_the_alternative_that_allows_it() -> Result<(), serde_json::Error> {
    for text in [json!("x"), json!(1), json!(null)] {
        let json = json!({"text": text});
        let note: TillNote = from_value(json.clone())?;
        assert_eq!(to_value(&note)?, json);
    }
    Ok(())
}

#[tokio::test]
async fn a_union_of_one_type_is_that_type() -> Result<(), Box<dyn Error>> {
    let mut till = Till::new("2024-05-01T12:00:00Z")
        .with_maybe("x")
        .with_lines(vec!["a".to_owned()]);
    till.path = Field::Null;
    till.never = Some(Card::new("1"));
    till.other = Field::Value(Card::new("2"));
    let body = to_value(&till)?;
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let response: Option<Till> = client.put_till(&till).await?;
    assert_eq!(response, Some(till));
    assert_eq!(body["other"], json!({"number": "2"}));
    Ok(())
}
