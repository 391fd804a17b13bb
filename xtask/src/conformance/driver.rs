//! The program that makes the calls: one function an operation, beside the generated crate.

use super::PACKAGE;
use super::calls::{Argument, Call};
use crate::report::Failure;
use codegen::ir::{Api, SecuritySchemeKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use syn::visit_mut::{self, VisitMut};
use syn::{GenericArgument, PathArguments, Type};

/// A built driver.
#[derive(Debug)]
pub(super) struct Driver {
    program: PathBuf,
}

/// What came of a call.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Answer {
    call: usize,
    /// The status, where there was a response.
    pub(super) status: Option<u16>,
    /// What the mock server found wrong with the request.
    pub(super) violations: Option<String>,
    /// What the client says.
    pub(super) error: Option<String>,
}

/// Writes and builds the driver beside the client in `folder`. Versions are taken from the lock file of `root`.
///
/// # Errors
///
/// When it cannot be written or does not compile.
pub(super) fn build(
    folder: &Path,
    root: &Path,
    api: &Api,
    calls: &[Call],
) -> Result<Driver, Failure> {
    let package = folder.join("driver");
    let cannot_write = |error: io::Error| {
        Failure::new(format_args!(
            "cannot write below {}: {error}",
            folder.display()
        ))
    };
    let text = program(api, calls)?;
    let manifest = format!(
        "[package]\nname = \"conformance-driver\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {PACKAGE} = {{ path = \"../client\", default-features = false }}\nserde = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"time\"] }}\n"
    );
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"driver\"]\n\n\
                     [profile.dev]\ndebug = false\nincremental = false\n";
    fs::create_dir_all(package.join("src")).map_err(cannot_write)?;
    fs::write(folder.join("Cargo.toml"), workspace).map_err(cannot_write)?;
    fs::write(package.join("Cargo.toml"), manifest).map_err(cannot_write)?;
    fs::write(package.join("src/main.rs"), text).map_err(cannot_write)?;
    let (lock, own) = (root.join("Cargo.lock"), folder.join("Cargo.lock"));
    if lock.is_file() && !own.exists() {
        fs::copy(lock, own).map_err(cannot_write)?;
    }
    let target = folder.join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--package", "conformance-driver"])
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .output()
        .map_err(|error| Failure::new(format_args!("cannot start Cargo: {error}")))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format_args!(
            "the driver does not compile:\n{}",
            told.trim_end()
        )));
    }
    let program = target.join("debug/conformance-driver");
    Ok(Driver { program })
}

impl Driver {
    /// Makes the calls to a server on the loopback interface; gives an answer for each.
    ///
    /// # Errors
    ///
    /// When the driver cannot be run.
    pub(super) fn run(&self, port: u16, calls: usize) -> Result<Vec<Option<Answer>>, Failure> {
        let output = Command::new(&self.program)
            .arg(format!("http://127.0.0.1:{port}"))
            .output()
            .map_err(|error| Failure::new(format_args!("the driver cannot be run: {error}")))?;
        let told = String::from_utf8_lossy(&output.stdout);
        let answers = told.lines().filter_map(|line| {
            let answer: Answer = serde_json::from_str(line).ok()?;
            Some((answer.call, answer))
        });
        let mut answers: HashMap<usize, Answer> = answers.collect();
        Ok((0..calls).map(|call| answers.remove(&call)).collect())
    }
}

/// The text of the driver.
fn program(api: &Api, calls: &[Call]) -> Result<String, Failure> {
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
    let (count, indices) = (calls.len(), 0..calls.len());
    let tokens = quote! {
        #![allow(deprecated, unused_imports, unused_mut, unused_variables)]

        use conformance_client::{Client, Error, Field, serde_json, types};
        use serde_json::{Value, json};
        use std::collections::BTreeMap;
        use std::time::Duration;

        const PATIENCE: Duration = Duration::from_secs(30);

        #[derive(Default)]
        struct Answer {
            status: Option<u16>,
            violations: Option<String>,
            error: Option<String>,
        }

        fn answer<T>(result: Result<conformance_client::Response<T>, Error>) -> Answer {
            let (status, headers, error) = match &result {
                Ok(response) => (Some(response.status()), Some(response.headers()), None),
                Err(error) => (error.status(), error.headers(), Some(error.to_string())),
            };
            let violations = headers.and_then(|headers| headers.get("sl-violations"));
            Answer {
                status: status.map(|status| status.as_u16()),
                violations: violations.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned()),
                error,
            }
        }

        fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> Result<T, Answer> {
            serde_json::from_str(text).map_err(|error| Answer {
                error: Some(format!("the argument {text} cannot be read: {error}")),
                ..Answer::default()
            })
        }

        #(#functions)*

        async fn call(client: &Client, index: usize) -> Result<Answer, Answer> {
            match index {
                #(#indices => #names(client).await,)*
                _ => Err(Answer::default()),
            }
        }

        fn main() {
            let url = std::env::args().nth(1).unwrap_or_default();
            let client = Client::builder().base_url(url) #(#credentials)* .build();
            let client = client.expect("the client can be built");
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                for index in 0..#count {
                    let answer = match tokio::time::timeout(PATIENCE, Box::pin(call(&client, index))).await {
                        Ok(Ok(answer) | Err(answer)) => answer,
                        Err(_) => Answer { error: Some("no answer in time".to_owned()), ..Answer::default() },
                    };
                    let Answer { status, violations, error } = answer;
                    println!("{}", json!({"call": index, "status": status, "violations": violations, "error": error}));
                }
            });
        }
    };
    let file = syn::parse2(tokens)
        .map_err(|error| Failure::new(format_args!("the driver is no Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
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

/// The statement that makes a value, and the expression that hands it on.
fn bound(argument: &Argument, name: &proc_macro2::Ident) -> (TokenStream, TokenStream) {
    let text = argument.value.to_string();
    let mut ty = argument.ty.clone();
    InClient.visit_type_mut(&mut ty);
    let owned = |ty: &TokenStream| quote!(let #name: #ty = read(#text)?;);
    if let Some(Type::Reference(reference)) = option(&ty) {
        return match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => {
                (owned(&quote!(Option<String>)), quote!(#name.as_deref()))
            }
            Type::Slice(slice) => {
                let items = &slice.elem;
                (
                    owned(&quote!(Option<Vec<#items>>)),
                    quote!(#name.as_deref()),
                )
            }
            inner => (owned(&quote!(Option<#inner>)), quote!(#name.as_ref())),
        };
    }
    match &ty {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => {
                (owned(&quote!(String)), quote!(&#name))
            }
            Type::Slice(slice) => {
                let items = &slice.elem;
                if is_str_reference(items) {
                    let texts = owned(&quote!(Vec<String>));
                    let slices =
                        quote!(let #name: Vec<&str> = #name.iter().map(String::as_str).collect(););
                    (quote!(#texts #slices), quote!(&#name))
                } else {
                    (owned(&quote!(Vec<#items>)), quote!(&#name))
                }
            }
            inner => (owned(&quote!(#inner)), quote!(&#name)),
        },
        Type::ImplTrait(_) => (owned(&quote!(String)), quote!(#name)),
        ty if quote!(#ty).to_string() == "Vec < u8 >" => (
            quote!(let #name = #text.as_bytes().to_vec();),
            quote!(#name),
        ),
        ty => (owned(&quote!(#ty)), quote!(#name)),
    }
}

fn is_str_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str")))
}

/// What an `Option` holds.
fn option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// Turns paths of the crate itself into paths of the client.
struct InClient;

impl VisitMut for InClient {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "crate"
        {
            first.ident = format_ident!("conformance_client");
        }
        visit_mut::visit_path_mut(self, path);
    }
}
