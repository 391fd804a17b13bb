use crate::server::{Server, header};
use form_encoding_client::Client;
use form_encoding_client::types::{
    NewPayment, NewPaymentAddress, NewPaymentAddressGeo, NewPaymentItem,
};
use std::collections::BTreeMap;
use std::error::Error;
use wiremock::ResponseTemplate;

async fn sent(payment: &NewPayment) -> Result<String, Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.pay(payment).await?;
    let request = server.request().await;
    assert_eq!(
        header(&request, "content-type"),
        Some("application/x-www-form-urlencoded")
    );
    Ok(String::from_utf8(request.body)?)
}

#[tokio::test]
async fn objects_and_arrays_have_brackets_if_the_style_specifies_it() -> Result<(), Box<dyn Error>> {
    let item = NewPaymentItem::new("p 1").with_tags(vec!["a&b".to_owned()]);
    let address = NewPaymentAddress::new()
        .with_city("Köln")
        .with_geo(NewPaymentAddressGeo::new().with_lat(50.9));
    let payment = NewPayment::new(3)
        .with_items(vec![item, NewPaymentItem::new("p2")])
        .with_address(address);
    assert_eq!(
        sent(&payment).await?,
        "amount=3&items%5B0%5D%5Bprice%5D=p+1&items%5B0%5D%5Btags%5D%5B0%5D=a%26b&items%5B1%5D%5Bprice%5D=p2\
         &address%5Bcity%5D=K%C3%B6ln&address%5Bgeo%5D%5Blat%5D=50.9"
    );
    Ok(())
}

#[tokio::test]
async fn other_encodings_are_applied() -> Result<(), Box<dyn Error>> {
    let payment = NewPayment::new(3)
        .with_expand(vec!["a".to_owned(), "b".to_owned()])
        .with_return_url("https://a.b/c?d=e f&g")
        .with_audit(vec!["x".to_owned(), "y".to_owned()]);
    assert_eq!(
        sent(&payment).await?,
        "amount=3&expand=a%7Cb&return_url=https://a.b/c?d=e+f%26g&audit=%5B%22x%22%2C%22y%22%5D"
    );
    Ok(())
}

#[tokio::test]
async fn without_an_encoding_arrays_are_repeated_and_objects_are_json() -> Result<(), Box<dyn Error>> {
    let payment = NewPayment::new(3)
        .with_notes(vec!["a+b".to_owned(), "c".to_owned()])
        .with_plain(BTreeMap::from([("k".to_owned(), "v".to_owned())]));
    assert_eq!(
        sent(&payment).await?,
        "amount=3&notes=a%2Bb&notes=c&plain=%7B%22k%22%3A%22v%22%7D"
    );
    Ok(())
}
