use crate::server::{Server, header};
use security_of_options_client::{Client, Error};
use std::error;

#[tokio::test]
async fn only_operations_without_a_requirement_have_that_of_the_options()
-> Result<(), Box<dyn error::Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder()
        .branch("north")
        .key("k-1")
        .person("Ada", "pw")
        .base_url(server.url())
        .build()?;
    client.list_books().await?;
    client.get_hours().await?;
    client.list_loans().await?;
    let requests = server.requests().await;
    let headers = |name| -> Vec<_> {
        let headers = requests.iter().map(|request| header(request, name));
        headers.collect()
    };
    assert_eq!(headers("x-key"), [Some("k-1"), None, None]);
    assert_eq!(headers("x-branch"), [Some("north"), None, None]);
    assert_eq!(headers("authorization"), [None, None, Some("Basic QWRhOnB3")]);
    Ok(())
}

#[tokio::test]
async fn a_credential_that_the_options_require_is_not_forgotten() -> Result<(), Box<dyn error::Error>>
{
    let client = Client::builder()
        .key("k-1")
        .base_url("http://127.0.0.1:1")
        .build()?;
    let error = client.list_books().await.expect_err("the branch is missing");
    let Error::MissingCredentials(missing) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(missing.alternatives()[0].missing(), ["Branch"]);
    Ok(())
}
