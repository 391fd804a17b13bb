use crate::server::{Server, header};
use security_tokens_client::{Client, ClientCredentials, Error, Token};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use wiremock::ResponseTemplate;

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_source_returns_the_token_of_a_call() -> Result {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let source = {
        let asked = Arc::clone(&asked);
        move || {
            let number = asked.fetch_add(1, Ordering::Relaxed);
            async move { Ok(Token::new(format!("t-{number}"))) }
        }
    };
    let client = Client::builder().session_source(source).base_url(server.url()).build()?;
    client.create_transfer().await?;
    client.create_transfer().await?;
    let requests = server.requests().await;
    let tokens: Vec<_> = requests.iter().map(|request| header(request, "authorization")).collect();
    assert_eq!(tokens, [Some("Bearer t-0"); 2]);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    Ok(())
}

#[tokio::test]
async fn a_source_without_a_token_is_an_error() -> Result {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder()
        .o_auth_source(|| async { Err("the vault is closed".into()) })
        .base_url(server.url())
        .build()?;
    let error = client.list_accounts().await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert!(error.to_string().ends_with(": no token for OAuth: the vault is closed"), "{error}");
    assert!(server.requests().await.is_empty());
    Ok(())
}

#[tokio::test]
async fn client_credentials_get_a_token_from_the_url_in_the_document() -> Result {
    let token = r#"{"access_token": "t-1", "token_type": "bearer", "expires_in": 3600}"#;
    let server = Server::responding(ResponseTemplate::new(200).set_body_raw(token, "application/json")).await;
    let client = Client::builder()
        .o_auth_client_credentials(ClientCredentials::new("me", "secret-1"))
        .base_url(server.url())
        .build()?;
    client.list_accounts().await?;
    client.list_accounts().await?;
    let requests = server.requests().await;
    let [asked, first, second] = requests.as_slice() else {
        panic!("a request for a token, and two calls: {requests:?}");
    };
    assert_eq!(asked.url.path(), "/oauth/token");
    assert_eq!(header(asked, "authorization"), Some("Basic bWU6c2VjcmV0LTE="));
    let form = "grant_type=client_credentials&scope=accounts%3Aread%20accounts%3Awrite";
    assert_eq!(asked.body, form.as_bytes());
    for call in [first, second] {
        assert_eq!(header(call, "authorization"), Some("Bearer t-1"));
    }
    Ok(())
}
