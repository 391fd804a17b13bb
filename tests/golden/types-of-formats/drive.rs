use crate::server::{Server, json_body};
use serde_json::json;
use std::error::Error;
use std::path::Path;
use types_of_formats_client::types::{Order, OrderDue};
use types_of_formats_client::{Base64, Client, Field, chrono, rust_decimal, url, uuid};

fn client(server: &Server) -> Result<Client, types_of_formats_client::Error> {
    Client::builder().base_url(server.url()).build()
}

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

#[tokio::test]
async fn typed_values_are_sent_in_every_location_and_read_back() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "id": ID, "made_at": "2024-05-01T12:00:00+02:00", "paid_at": null, "day": "2024-05-02",
        "seen": ["2024-05-01T12:00:00.500Z"], "links": {"self": "https://example.com/a"}, "seal": "Zm9vYg==",
        "token": "_-8", "discount": "0.10", "total": "12.50", "due": "2024-06-01", "file": "/tmp/a", "stamp": 7,
        "extra": {"b": 1}, "code": "#fff",
    });
    let server = Server::json(200, &body).await;
    let id: uuid::Uuid = ID.parse()?;
    let since = chrono::DateTime::parse_from_rfc3339("2024-05-01T12:00:00+02:00")?;
    let day = chrono::NaiveDate::from_ymd_opt(2024, 5, 2).ok_or("there is such a day")?;
    let callback: url::Url = "https://example.com/back?x=1".parse()?;
    let sent = Order::new(id, since, vec![since.into()], rust_decimal::Decimal::new(1250, 2))
        .with_seal(Base64(b"foob".to_vec()))
        .with_due(OrderDue::Integer(30));
    let order = client(&server)?
        .put_order(&id, &since, &sent)
        .days(&[day, day])
        .x_callback(&callback)
        .await?;
    let request = server.request().await;
    assert_eq!(
        server.request_line().await,
        format!("PUT /orders/{ID}?since=2024-05-01T12%3A00%3A00%2B02%3A00&days=2024-05-02&days=2024-05-02")
    );
    assert_eq!(request.headers["x-callback"], "https://example.com/back?x=1");
    assert_eq!(
        json_body(&request),
        json!({
            "id": ID, "made_at": "2024-05-01T12:00:00+02:00", "seen": ["2024-05-01T12:00:00+02:00"], "total": "12.50",
            "seal": "Zm9vYg==", "due": 30,
        })
    );
    assert_eq!((order.id, order.made_at, order.day), (id, since, Some(day)));
    assert_eq!(order.paid_at, Field::Null);
    assert_eq!(order.seal.as_deref(), Some(&b"foob".to_vec()));
    assert_eq!(order.discount, Some(rust_decimal::Decimal::new(10, 2)));
    assert_eq!(order.file.as_deref(), Some(Path::new("/tmp/a")));
    assert_eq!(order.stamp, Some(7_u64));
    assert!(matches!(order.due, Some(OrderDue::NaiveDate(_))));
    assert_eq!(serde_json::to_value(&order)?, body);
    Ok(())
}

#[tokio::test]
async fn an_invalid_date_is_an_error_with_its_path() -> Result<(), Box<dyn Error>> {
    let body = json!({"id": ID, "made_at": "2024-01-25 11:35:07", "seen": [], "total": "1"});
    let server = Server::json(200, &body).await;
    let since = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let order = Order::new(uuid::Uuid::nil(), since, Vec::new(), rust_decimal::Decimal::ONE);
    let error = client(&server)?.put_order(&uuid::Uuid::nil(), &since, &order).await;
    let message = error.expect_err("it has no offset").to_string();
    assert!(message.contains("$.made_at"), "{message}");
    Ok(())
}
