//! `src/mock.rs`: a table with a row for each operation, which becomes a method of the mock server.

use quote::{ToTokens as _, quote};

use super::context::Context;
use super::file::{File, Folder};
use super::ident::{constant, ident, path};
use super::line::Line;
use super::operations::output;
use crate::source::{SourceFile, Table};

/// The kinds of output that are a single value.
const KINDS: [&str; 4] = ["json", "text", "bytes", "empty"];

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut file = File::new(context, Folder::Operations);
    let runtime = context.below("runtime::mock");
    file.uses.add(&runtime, "mock");
    file.uses.add(&context.options.root(), "operations");
    let mut rows = Vec::new();
    for module in context.operation_modules() {
        let feature = context.features.of_operations(module);
        for operation in context.operations(module) {
            let row = Line::new();
            let row = match &feature {
                Some(feature) => row.tokens(feature.clone()).code("\n"),
                None => row,
            };
            let row = row.ident(&operation.function).code(": ");
            let row = row.tokens(constant(&operation.function).into_token_stream());
            let row = row.code(" => ");
            // An output that is not a single value is mocked as a whole response, so its types are not imported.
            let kind = output(&mut File::new(context, Folder::Operations), operation).kind;
            let row = if KINDS.contains(&kind) {
                row.tokens(output(&mut file, operation).ty)
                    .code(": ")
                    .code(kind)
            } else {
                row.code("MockResponse: whole")
            };
            rows.push(row.into_text());
        }
    }
    let names = ["MockOperation", "MockRequest", "MockResponse"].map(ident);
    let runtime = path(&runtime);
    let reexports = quote!(pub use #runtime::{#(#names),*};);
    let first = context.operation_modules().find_map(|module| {
        let is_always_there = context.features.of_operations(module).is_none();
        context
            .operations(module)
            .first()
            .filter(|_| is_always_there)
    });
    let table = Table {
        name: "mock",
        head: String::new(),
        rows,
    };
    let docs = docs(context, first.map(|operation| operation.function.as_str()));
    SourceFile {
        docs,
        modules: vec![reexports],
        ..file.finish("src/mock.rs".to_owned(), [table])
    }
}

fn docs(context: &Context<'_>, function: Option<&str>) -> Vec<String> {
    let (root, fence) = context.example();
    let mut docs = vec![
        "A local mock server of the API, for tests of code that uses the client.".to_owned(),
        String::new(),
        format!("```{fence}"),
        format!("use {root}::mock::{{MockResponse, MockServer}};"),
        String::new(),
        "# fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        "let server = MockServer::new()?;".to_owned(),
    ];
    if let Some(function) = function {
        docs.push(format!(
            "server.{function}().respond_once_with(MockResponse::new(503));"
        ));
        docs.push(format!(
            "server.{function}().respond_with(MockResponse::new(404).text(\"gone\"));"
        ));
    }
    docs.extend([
        format!("let client = {root}::Client::builder().base_url(server.base_url());"),
        "// Run the code under test with this client, then inspect its requests:".to_owned(),
        "println!(\"{:?}\", server.recorded_requests());".to_owned(),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]);
    docs
}
