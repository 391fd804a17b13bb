//! The program that makes the calls: one function an operation, beside the generated crate.

use super::PACKAGE;
use super::calls::{Argument, Call};
use super::mock::Mock;
use super::value::bound;
use crate::cargo_harness::workspace::{Workspace, write_if_changed};
use crate::cargo_harness::{cargo, program};
use apicrate::Failure;
use apicrate_codegen::ir::{Api, SecuritySchemeKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the driver's package.
const DRIVER: &str = "conformance-driver";

/// How long all calls may take; the driver itself limits each.
const TIMEOUT: Duration = Duration::from_secs(1800);

/// A built driver.
#[derive(Debug)]
pub(super) struct Driver {
    program: PathBuf,
}

/// What came of a call.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Answer {
    /// Which call it is; those with generated responses come after all others.
    pub(super) step: usize,
    /// What the mock server found wrong with the request, or with its own response.
    pub(super) violations: Option<String>,
    /// The media type of the response.
    pub(super) media_type: Option<String>,
    /// The body of a response of failure, or of one that cannot be read.
    pub(super) body: Option<String>,
    /// What came of it for the caller.
    pub(super) outcome: Outcome,
    /// What the client says, unless the response was read.
    pub(super) error: Option<String>,
}

/// What came of a call, which is made twice.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// With the response of examples.
    pub(super) of_examples: Option<Answer>,
    /// With the response of values that the mock server makes up after the schema.
    pub(super) generated: Option<Answer>,
}

/// What came of a call for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// The response was read.
    Read,
    /// It was a response of failure.
    Api,
    /// It does not fit its type.
    Decode,
    /// The server does not answer.
    Gone,
    /// There was none, since nothing was sent.
    #[default]
    Nothing,
}

/// Writes and builds the driver beside the client of a workspace. Versions are taken from the lock file of `root`.
///
/// # Errors
///
/// When it cannot be written or does not compile.
pub(super) fn build(
    workspace: &Workspace,
    client: &Path,
    root: &Path,
    api: &Api,
    calls: &[Call],
) -> Result<Driver, Failure> {
    let package = workspace.folder("driver");
    let text = text(api, calls)?;
    let manifest = format!(
        "[package]\nname = \"{DRIVER}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {PACKAGE} = {{ path = \"../client\", default-features = false }}\nserde = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"time\"] }}\n"
    );
    for (name, text) in [("Cargo.toml", &manifest), ("src/main.rs", &text)] {
        write_if_changed(&package.join(name), text)
            .map_err(|error| workspace.cannot_write(error))?;
    }
    workspace.write(
        &[client.to_owned(), package.clone()],
        &root.join("Cargo.lock"),
    )?;
    if let Some(failure) = cargo::build(&package, workspace.build()).failure {
        return Err(Failure::new(format_args!(
            "the driver does not compile without warnings: {failure}"
        )));
    }
    Ok(Driver {
        program: workspace.program(DRIVER),
    })
}

impl Driver {
    /// Makes the calls to the mock server; gives the answers for each.
    ///
    /// A call that the server or the driver does not survive is the only one that has no answer for that.
    ///
    /// # Errors
    ///
    /// When the driver cannot be run, or the server cannot be started again.
    pub(super) fn run(&self, mock: &mut Mock, calls: usize) -> Result<Vec<Answers>, Failure> {
        let url = format!("http://127.0.0.1:{}", mock.port());
        let mut all: Vec<Answers> = (0..calls).map(|_| Answers::default()).collect();
        let mut next = 0;
        while next < 2 * calls {
            let first = next.to_string();
            let arguments = [OsStr::new(&url), OsStr::new(&first)];
            let told = program::output(&self.program, &arguments, TIMEOUT);
            let mut is_gone = false;
            let told = told.map_err(Failure::new)?;
            let answers = told.lines().map(serde_json::from_str::<Answer>);
            for answer in answers.filter_map(Result::ok) {
                next = answer.step + 1;
                is_gone = answer.outcome == Outcome::Gone;
                if let Some(answers) = all.get_mut(answer.step % calls) {
                    let is_generated = answer.step >= calls;
                    let slot = if is_generated {
                        &mut answers.generated
                    } else {
                        &mut answers.of_examples
                    };
                    *slot = Some(answer);
                }
            }
            if is_gone {
                mock.revive()?;
            } else {
                next += 1;
            }
        }
        Ok(all)
    }
}

/// The text of the driver.
fn text(api: &Api, calls: &[Call]) -> Result<String, Failure> {
    let names: Vec<_> = (0..calls.len())
        .map(|index| format_ident!("call_{index}"))
        .collect();
    let functions = calls
        .iter()
        .zip(&names)
        .map(|(call, name)| function(call, name));
    let credentials = api.security.iter().filter_map(|scheme| {
        let setter = ident(&scheme.name);
        match scheme.kind {
            SecuritySchemeKind::Basic => Some(quote!(.#setter("user", "password"))),
            SecuritySchemeKind::MutualTls => None,
            _ => Some(quote!(.#setter("credential"))),
        }
    });
    let indices = 0..calls.len();
    let prelude = prelude();
    let run = run(calls.len(), &credentials.collect());
    let tokens = quote! {
        #prelude

        #(#functions)*

        async fn call(client: &Client, index: usize) -> Result<Answer, Answer> {
            match index {
                #(#indices => #names(client).await,)*
                _ => Err(Answer::default()),
            }
        }

        #run
    };
    let file = syn::parse2(tokens)
        .map_err(|error| Failure::new(format_args!("the driver is no Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
}

/// What the driver tells of a call, and how.
fn prelude() -> TokenStream {
    quote! {
        #![allow(warnings)]

        use conformance_client::reqwest::{self, header::{HeaderMap, HeaderValue}};
        use conformance_client::{Client, Error, Field, RetryPolicy, serde_json, types};
        use serde_json::{Value, json};
        use std::collections::BTreeMap;
        use std::time::Duration;

        const TIMEOUT: Duration = Duration::from_secs(30);

        #[derive(Default)]
        struct Answer {
            violations: Option<String>,
            media_type: Option<String>,
            body: Option<String>,
            outcome: Option<&'static str>,
            error: Option<String>,
        }

        fn answer<T>(result: Result<conformance_client::Response<T>, Error>) -> Answer {
            let (status, headers, error) = match &result {
                Ok(response) => (Some(response.status()), Some(response.headers()), None),
                Err(error) => (error.status(), error.headers(), Some(error)),
            };
            let header = |name| {
                let value = headers?.get(name)?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            };
            let body = error.and_then(Error::body);
            Answer {
                violations: header("sl-violations"),
                media_type: header("content-type"),
                body: body.map(|body| String::from_utf8_lossy(body).into_owned()),
                outcome: Some(match error {
                    None => "read",
                    Some(Error::Api(_)) => "api",
                    Some(Error::Transport(_)) => "gone",
                    Some(_) if status.is_some() => "decode",
                    Some(_) => "nothing",
                }),
                error: error.map(ToString::to_string),
            }
        }

        fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> Result<T, Answer> {
            serde_json::from_str(text).map_err(|error| Answer {
                error: Some(format!("the argument {text} cannot be read: {error}")),
                ..Answer::default()
            })
        }
    }
}

/// The main function: one call after another, then all of them once more, an answer a line, until the server is gone.
fn run(count: usize, credentials: &TokenStream) -> TokenStream {
    quote! {
        fn main() {
            let mut arguments = std::env::args().skip(1);
            let url = arguments.next().unwrap_or_default();
            let first = arguments.next().and_then(|first| first.parse().ok()).unwrap_or(0);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                // With a seed the values are the same every time.
                let clients = ["dynamic=false", "dynamic=true, seed=7"].map(|preference| client(&url, preference));
                for step in first..2 * #count {
                    if status(step, &clients[step / #count]).await == "gone" {
                        break;
                    }
                }
            });
        }

        /// A client that asks the mock server for responses of a kind.
        fn client(url: &str, preference: &'static str) -> Client {
            let headers = HeaderMap::from_iter([("prefer".parse().unwrap(), HeaderValue::from_static(preference))]);
            let http = reqwest::Client::builder().default_headers(headers).build();
            let builder = Client::builder().http_client(http.expect("an HTTP client")).base_url(url);
            let client = builder.retry(RetryPolicy::none()) #credentials .build();
            client.expect("the client can be built")
        }

        async fn status(step: usize, client: &Client) -> &'static str {
            let answer = match tokio::time::timeout(TIMEOUT, Box::pin(call(client, step % #count))).await {
                Ok(Ok(answer) | Err(answer)) => answer,
                Err(_) => Answer { error: Some("no answer in time".to_owned()), ..Answer::default() },
            };
            let outcome = answer.outcome.unwrap_or("nothing");
            println!("{}", json!({
                "step": step,
                "violations": answer.violations,
                "media_type": answer.media_type,
                "body": answer.body,
                "outcome": outcome,
                "error": answer.error,
            }));
            outcome
        }
    }
}

/// A method's or setter's name, which may be a raw one.
fn ident(name: &str) -> proc_macro2::Ident {
    match name.strip_prefix("r#") {
        Some(name) => format_ident!("r#{name}"),
        None => format_ident!("{name}"),
    }
}

fn function(call: &Call, name: &proc_macro2::Ident) -> TokenStream {
    let method = ident(&call.function);
    let mut bindings = Vec::new();
    let mut next = 0;
    let mut bind = |argument: &Argument| {
        let name = format_ident!("value_{next}");
        next += 1;
        let (binding, expression) = bound(argument, &name);
        bindings.push(binding);
        expression
    };
    let arguments: Vec<_> = call.arguments.iter().map(&mut bind).collect();
    let setters: Vec<_> = call
        .setters
        .iter()
        .map(|(setter, argument)| {
            let (setter, value) = (ident(setter), bind(argument));
            quote!(.#setter(#value))
        })
        .collect();
    quote! {
        async fn #name(client: &Client) -> Result<Answer, Answer> {
            #(#bindings)*
            Ok(answer(client.#method(#(#arguments),*) #(#setters)* .send().await))
        }
    }
}
