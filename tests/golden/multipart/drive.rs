use crate::server::{Server, header};
use multipart_client::mock::MockServer;
use multipart_client::types::{
    Frame, NewPicture, NewPictureCover, NewPictureDetails, NewPictureSize,
};
use multipart_client::{Body, Client, FilePart};
use std::error::Error;
use wiremock::{Request, ResponseTemplate};

fn client(server: &Server) -> Result<Client, multipart_client::Error> {
    Client::builder().base_url(server.url()).build()
}

async fn server() -> Server {
    Server::responding(ResponseTemplate::new(204)).await
}

/// Returns the body of a request, with its boundary replaced by `B`.
fn body(request: &Request, media_type: &str) -> String {
    let content_type = header(request, "content-type").unwrap_or_default();
    let start = format!("{media_type}; boundary=");
    let boundary = content_type.strip_prefix(&start).expect("a boundary");
    String::from_utf8_lossy(&request.body).replace(boundary, "B")
}

fn part(head: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: {head}\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn each_property_is_a_part_with_its_encoding() -> Result<(), Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("sketch-{}.svg", std::process::id()));
    std::fs::write(&path, "<svg/>")?;
    let server = server().await;
    let picture = NewPicture::new(FilePart::bytes("lake.png", "\u{89}PNG"))
        .with_sketches(vec![
            FilePart::path(&path),
            FilePart::new("raw").with_content_type("image/x-raw"),
        ])
        .with_cover(NewPictureCover::File(FilePart::bytes("cover.png", "c")))
        .with_caption("*Lake*")
        .with_tags(vec!["blue".to_owned(), "calm".to_owned()])
        .with_frame(Frame::new("oak"))
        .with_size(NewPictureSize::new().with_width(3).with_height(2))
        .with_notes(vec!["a".to_owned(), "b".to_owned()]);
    client(&server)?.add_picture(&picture).await?;
    let request = server.request().await;
    let content_type = "\r\nContent-Type: application/octet-stream";
    let sketch = path.file_name().unwrap_or_default().to_string_lossy();
    assert_eq!(
        body(&request, "multipart/form-data"),
        [
            part(
                "form-data; name=\"picture\"; filename=\"lake.png\"\r\nContent-Type: image/png",
                "\u{89}PNG"
            ),
            part(
                &format!("form-data; name=\"sketches\"; filename=\"{sketch}\"{content_type}"),
                "<svg/>"
            ),
            part(
                "form-data; name=\"sketches\"; filename=\"sketches\"\r\nContent-Type: image/x-raw",
                "raw"
            ),
            part(
                &format!("form-data; name=\"cover\"; filename=\"cover.png\"{content_type}"),
                "c"
            ),
            part(
                "form-data; name=\"caption\"\r\nContent-Type: text/markdown",
                "*Lake*"
            ),
            part("form-data; name=\"tags\"", "blue,calm"),
            part(
                "form-data; name=\"frame\"\r\nContent-Type: application/json",
                "{\"wood\":\"oak\"}"
            ),
            part("form-data; name=\"size[width]\"", "3"),
            part("form-data; name=\"size[height]\"", "2"),
            part("form-data; name=\"notes\"\r\nX-Kind: note", "a"),
            part("form-data; name=\"notes\"\r\nX-Kind: note", "b"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
    let length = request.body.len().to_string();
    assert_eq!(header(&request, "content-length"), Some(length.as_str()));
    std::fs::remove_file(&path)?;
    Ok(())
}

#[tokio::test]
async fn every_declaration_of_a_file_is_a_file_with_its_media_type() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let file = |name: &str| FilePart::bytes(name, "f");
    let picture = NewPicture::new(file("p"))
        .with_scan(file("scan"))
        .with_scans(vec![file("s1"), file("s2").with_content_type("image/tiff")])
        .with_thumbnail(file("thumbnail"))
        .with_icons(vec![file("icon")])
        .with_back(file("back"))
        .with_sides(vec![file("left"), file("right")])
        .with_source("\\relax")
        .with_encoded("Zg==")
        .with_details(NewPictureDetails::new().with_year(1905));
    client(&server)?.add_picture(&picture).await?;
    let body = body(&server.request().await, "multipart/form-data");
    let octets = "application/octet-stream";
    for (property, name, media_type) in [
        ("scan", "scan", octets),
        ("scans", "s1", octets),
        ("scans", "s2", "image/tiff"),
        ("thumbnail", "thumbnail", "image/png"),
        ("icons", "icon", "image/svg"),
        ("back", "back", "image/png"),
        ("sides", "left", octets),
        ("sides", "right", octets),
    ] {
        let head =
            format!("form-data; name=\"{property}\"; filename=\"{name}\"\r\nContent-Type: {media_type}");
        assert!(body.contains(&part(&head, "f")), "{head} is not in {body}");
    }
    for expected in [
        part("form-data; name=\"source\"\r\nContent-Type: text/x-tex", "\\relax"),
        part("form-data; name=\"encoded\"", "Zg=="),
        part("form-data; name=\"details\"\r\nContent-Type: text/plain", "{\"year\":1905}"),
    ] {
        assert!(body.contains(&expected), "{expected} is not in {body}");
    }
    Ok(())
}

#[tokio::test]
async fn a_number_may_be_sent_instead_of_a_file() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let picture = NewPicture::new(FilePart::new(Body::from(vec![255])))
        .with_cover(NewPictureCover::Integer(7));
    client(&server)?.add_picture(&picture).await?;
    let body = body(&server.request().await, "multipart/form-data");
    assert!(body.contains(&part("form-data; name=\"cover\"", "7")), "{body}");
    assert!(body.contains("filename=\"picture\""), "{body}");
    Ok(())
}

#[tokio::test]
async fn a_missing_file_is_an_error_before_anything_is_sent() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let picture = NewPicture::new(FilePart::path("/nowhere/at/all.png"));
    let error = client(&server)?.add_picture(&picture).await.unwrap_err();
    assert!(error.to_string().contains("/nowhere/at/all.png"), "{error}");
    assert!(server.requests().await.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_items_of_an_array_are_parts_without_names() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    client(&server)?.run_batch(&[Frame::new("oak"), Frame::new("elm")]).await?;
    let json = "attachment\r\nContent-Type: application/json";
    assert_eq!(
        body(&server.request().await, "multipart/mixed"),
        [
            part(json, "{\"wood\":\"oak\"}"),
            part(json, "{\"wood\":\"elm\"}"),
            "--B--\r\n".to_owned()
        ]
        .concat()
    );
    Ok(())
}

#[test]
fn a_mock_server_records_blocking_calls() -> Result<(), Box<dyn Error>> {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    server.add_picture().respond(());
    let picture = NewPicture::new(FilePart::bytes("lake.png", "\u{89}PNG"));
    client.add_picture(&picture).call_blocking()?;
    let requests = server.add_picture().requests();
    let body = String::from_utf8_lossy(requests[0].body());
    assert!(body.contains("filename=\"lake.png\""), "{body}");
    let media_type = requests[0].header("content-type").unwrap_or_default();
    assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
    Ok(())
}
