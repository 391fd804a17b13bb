use crate::server::{Server, header};
use multipart_3_0_client::types::{
    AddFilmRequest, FilmEither, FilmLabel, FilmPrint, FilmSheet, FilmSize, Print,
};
use multipart_3_0_client::{Body, Client, FilePart};
use serde_json::json;
use std::error::Error;
use wiremock::ResponseTemplate;

async fn start() -> Result<(Server, Client), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    Ok((server, client))
}

fn part(name: &str, head: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n")
}

fn json_part(name: &str, content: &str) -> String {
    part(name, "\r\nContent-Type: application/json", content)
}

#[tokio::test]
async fn styles_are_ignored_and_declared_media_types_are_sent() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    let film = AddFilmRequest::new()
        .with_negatives(vec![FilePart::bytes("1.png", "N1").with_content_type("image/png")])
        .with_more(vec![FilePart::bytes("2.bin", "N2")])
        .with_label(FilmLabel::new().with_iso(400))
        .with_size(FilmSize::new().with_width(35))
        .with_sheet(FilmSheet::new().with_rows(6))
        .with_print(FilmPrint::new().with_rows(7))
        .with_either(vec![FilmEither::new().with_rows(8)])
        .with_anything(json!({"a": [1]}));
    client.add_film(&film).await?;
    let request = server.request().await;
    let content_type = header(&request, "content-type").unwrap_or_default();
    let (_, boundary) = content_type.split_once("boundary=").expect("a boundary");
    let body = String::from_utf8_lossy(&request.body).replace(boundary, "B");
    let octets = "\r\nContent-Type: application/octet-stream";
    for expected in [
        part("negatives", "; filename=\"1.png\"\r\nContent-Type: image/png", "N1"),
        part("more", &format!("; filename=\"2.bin\"{octets}"), "N2"),
        json_part("label", "{\"iso\":400}"),
        json_part("size", "{\"width\":35}"),
        json_part("sheet", "{\"rows\":6}"),
        part("print", "\r\nContent-Type: text/plain", "{\"rows\":7}"),
        json_part("either", "{\"rows\":8}"),
        json_part("anything", "{\"a\":[1]}"),
    ] {
        assert!(body.contains(&expected), "{expected} is not in {body}");
    }
    Ok(())
}

#[tokio::test]
async fn a_body_that_a_form_cannot_represent_is_sent_as_json() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    client.add_prints().body(&[Print::new().with_copies(2)]).await?;
    let request = server.request().await;
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(request.body, b"[{\"copies\":2}]");
    Ok(())
}

#[tokio::test]
async fn a_body_without_another_format_is_passed_in_encoded_form() -> Result<(), Box<dyn Error>> {
    let (server, client) = start().await?;
    let body = Body::from("--x--\r\n").with_content_type("multipart/form-data; boundary=x");
    client.count_prints(body).await?;
    let request = server.request().await;
    assert_eq!(
        header(&request, "content-type"),
        Some("multipart/form-data; boundary=x")
    );
    assert_eq!(request.body, b"--x--\r\n");
    Ok(())
}
