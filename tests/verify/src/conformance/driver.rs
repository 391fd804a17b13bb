//! The program that makes the calls, with one function for each operation, beside the generated crate.

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

/// The name of the client's package.
pub(super) const PACKAGE: &str = "conformance-client";

/// The name of the driver's package.
const DRIVER: &str = "conformance-driver";

/// The time limit of all calls; the driver limits each call itself.
const TIMEOUT: Duration = Duration::from_secs(1800);

/// A built driver.
#[derive(Debug)]
pub(super) struct Driver {
    program: PathBuf,
}

/// The result of a call.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct CallResult {
    /// The index of the call. Calls with generated responses follow all others.
    pub(super) step: usize,
    /// The violations that the mock server found in the request or in its own response.
    pub(super) violations: Option<String>,
    /// The media type of the response.
    pub(super) media_type: Option<String>,
    /// The body of an error response, or of one that cannot be decoded.
    pub(super) body: Option<String>,
    /// The outcome for the caller.
    pub(super) outcome: Outcome,
    /// The error of the client, unless the response was decoded.
    pub(super) error: Option<String>,
}

/// The results of both calls of an operation.
#[derive(Debug, Default)]
pub(super) struct CallResults {
    /// The result with a response made from examples.
    pub(super) of_examples: Option<CallResult>,
    /// The result with a response that the mock server generates from the schema.
    pub(super) generated: Option<CallResult>,
}

/// The outcome of a call for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// The response was decoded.
    Read,
    /// It was an error response.
    Api,
    /// The response does not match its type.
    Decode,
    /// The server does not respond.
    Gone,
    /// Nothing was sent.
    #[default]
    Nothing,
}

/// Writes and builds the driver in the workspace of a client, with versions from the lock file of `root`.
///
/// # Errors
///
/// Returns an error if it cannot be written or does not compile.
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
    /// Makes the calls to the mock server, and returns the results of each.
    ///
    /// If the server or the driver crashes in a call, only this call has no result.
    ///
    /// # Errors
    ///
    /// Returns an error if the driver cannot be started, or the server cannot be restarted.
    pub(super) fn run(&self, mock: &mut Mock, calls: usize) -> Result<Vec<CallResults>, Failure> {
        let url = format!("http://127.0.0.1:{}", mock.port());
        let mut all: Vec<CallResults> = (0..calls).map(|_| CallResults::default()).collect();
        let mut next = 0;
        while next < 2 * calls {
            let first = next.to_string();
            let arguments = [OsStr::new(&url), OsStr::new(&first)];
            let message = program::output(&self.program, &arguments, TIMEOUT);
            let mut is_gone = false;
            let message = message.map_err(Failure::new)?;
            let call_results = message.lines().map(serde_json::from_str::<CallResult>);
            for call_result in call_results.filter_map(Result::ok) {
                next = call_result.step + 1;
                is_gone = call_result.outcome == Outcome::Gone;
                if let Some(call_results) = all.get_mut(call_result.step % calls) {
                    let is_generated = call_result.step >= calls;
                    let slot = if is_generated {
                        &mut call_results.generated
                    } else {
                        &mut call_results.of_examples
                    };
                    *slot = Some(call_result);
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

/// Returns the source of the driver.
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

        async fn call(client: &Client, index: usize) -> Result<CallResult, CallResult> {
            match index {
                #(#indices => #names(client).await,)*
                _ => Err(CallResult::default()),
            }
        }

        #run
    };
    let file = syn::parse2(tokens)
        .map_err(|error| Failure::new(format_args!("the driver is not valid Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
}

/// Returns the type that the driver prints for each call, with its functions.
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
        struct CallResult {
            violations: Option<String>,
            media_type: Option<String>,
            body: Option<String>,
            outcome: Option<&'static str>,
            error: Option<String>,
        }

        fn call_result<T>(result: Result<conformance_client::Response<T>, Error>) -> CallResult {
            let (status, headers, error) = match &result {
                Ok(response) => (Some(response.status()), Some(response.headers()), None),
                Err(error) => (error.status(), error.headers(), Some(error)),
            };
            let header = |name| {
                let value = headers?.get(name)?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            };
            let body = error.and_then(Error::body);
            CallResult {
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

        fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> Result<T, CallResult> {
            serde_json::from_str(text).map_err(|error| CallResult {
                error: Some(format!("the argument {text} cannot be read: {error}")),
                ..CallResult::default()
            })
        }
    }
}

/// Returns the main function: it makes all calls, then all of them once more, and prints one result per line, until the server stops.
fn run(count: usize, credentials: &TokenStream) -> TokenStream {
    quote! {
        fn main() {
            let mut arguments = std::env::args().skip(1);
            let url = arguments.next().unwrap_or_default();
            let first = arguments.next().and_then(|first| first.parse().ok()).unwrap_or(0);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                // A seed makes the values reproducible.
                let clients = ["dynamic=false", "dynamic=true, seed=7"].map(|preference| client(&url, preference));
                for step in first..2 * #count {
                    if status(step, &clients[step / #count]).await == "gone" {
                        break;
                    }
                }
            });
        }

        /// A client that asks the mock server for one kind of responses.
        fn client(url: &str, preference: &'static str) -> Client {
            let headers = HeaderMap::from_iter([("prefer".parse().unwrap(), HeaderValue::from_static(preference))]);
            let http = reqwest::Client::builder().default_headers(headers).build();
            let builder = Client::builder().http_client(http.expect("an HTTP client")).base_url(url);
            let client = builder.retry(RetryPolicy::none()) #credentials .build();
            client.expect("the client can be built")
        }

        async fn status(step: usize, client: &Client) -> &'static str {
            let call_result = match tokio::time::timeout(TIMEOUT, Box::pin(call(client, step % #count))).await {
                Ok(Ok(call_result) | Err(call_result)) => call_result,
                Err(_) => CallResult { error: Some("no response in time".to_owned()), ..CallResult::default() },
            };
            let outcome = call_result.outcome.unwrap_or("nothing");
            println!("{}", json!({
                "step": step,
                "violations": call_result.violations,
                "media_type": call_result.media_type,
                "body": call_result.body,
                "outcome": outcome,
                "error": call_result.error,
            }));
            outcome
        }
    }
}

/// Returns the identifier of a method or setter, which may be raw.
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
        async fn #name(client: &Client) -> Result<CallResult, CallResult> {
            #(#bindings)*
            Ok(call_result(client.#method(#(#arguments),*) #(#setters)* .send().await))
        }
    }
}
