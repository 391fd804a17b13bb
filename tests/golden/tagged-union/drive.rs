use crate::server::Server;
use serde_json::json;
use std::error::Error;
use tagged_union_client::{
    Client,
    types::{Shape, Square},
};

fn client(server: &Server) -> Result<Client, tagged_union_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn the_tag_determines_the_variant_at_any_position() -> Result<(), Box<dyn Error>> {
    for body in [
        r#"{"kind": "circle", "radius": 2.5}"#,
        r#"{"radius": 2.5, "kind": "circle"}"#,
    ] {
        let body: serde_json::Value = serde_json::from_str(body)?;
        let server = Server::json(200, &body).await;
        let shape = client(&server)?
            .put_shape(&Shape::Square(Square::new(1.0)))
            .await?;
        let Shape::Circle(circle) = &shape else {
            panic!("{shape:?}");
        };
        assert_eq!(circle.radius, 2.5);
        assert_eq!(serde_json::to_value(&shape)?, body);
    }
    Ok(())
}

#[tokio::test]
async fn a_tag_that_the_variant_does_not_declare_is_sent() -> Result<(), Box<dyn Error>> {
    let body = json!({"kind": "square", "side": 3.0});
    let server = Server::json(200, &body).await;
    let shape = Shape::Square(Square::new(3.0));
    let response = client(&server)?.put_shape(&shape).await?;
    assert_eq!(server.request_line().await, "PUT /shape");
    assert_eq!(crate::server::json_body(&server.request().await), body);
    assert_eq!(response, shape);
    Ok(())
}

#[tokio::test]
async fn a_value_with_an_unlisted_tag_is_kept_completely() -> Result<(), Box<dyn Error>> {
    let body = json!({"kind": "star", "points": 5});
    let server = Server::json(200, &body).await;
    let response = client(&server)?
        .put_shape(&Shape::Square(Square::new(3.0)))
        .await?;
    assert_eq!(response, Shape::UnknownValue(body));
    Ok(())
}

#[tokio::test]
async fn each_tag_of_a_variant_is_written_back_unchanged() -> Result<(), Box<dyn Error>> {
    for kind in ["square", "box"] {
        let body = json!({"kind": kind, "side": 3.0});
        let server = Server::json(200, &body).await;
        let sent = Shape::Square(Square::new(3.0));
        let response = client(&server)?.put_shape(&sent).await?;
        assert_eq!(serde_json::to_value(&response)?, body);
    }
    Ok(())
}
