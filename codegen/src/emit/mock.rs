//! `src/mock.rs`: a table with a row for each operation, which becomes a method of the mock server.

use quote::{ToTokens as _, quote};

use super::context::Context;
use super::file::{File, Folder};
use super::ident::{constant, ident, path};
use super::line::Line;
use super::operations::output;
use crate::ir::{Group, Operation};
use crate::source::{SourceFile, Table};

/// The kinds of output that are a single value.
const KINDS: [&str; 4] = ["json", "text", "bytes", "empty"];

/// The attribute of imports that only operations with features use.
const UNUSED: &str = "#[allow(unused_imports, reason = \"features may disable all operations\")]\n";

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut file = File::new(context, Folder::Operations);
    let runtime = context.below("runtime::mock");
    file.uses.add(&runtime, "mock");
    file.uses.add(&context.options.root(), "operations");
    let mut rows = Vec::new();
    let (own, grouped): (Vec<&Operation>, Vec<_>) = context
        .operation_modules()
        .flat_map(|module| context.operations(module))
        .partition(|operation| operation.group.is_none());
    let mut last = None;
    for operation in own.into_iter().chain(grouped) {
        let mut row = String::new();
        if let Some(group) = &operation.group
            && last != Some(&group.module)
        {
            last = Some(&group.module);
            row = group_head(context, group);
        }
        row.push_str(&operation_row(&mut file, operation));
        rows.push(row);
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
    let docs = docs(context, first.map(|operation| operation.call()));
    let mut source = file.finish("src/mock.rs".to_owned(), [table]);
    if context.features.names().next().is_some() {
        let is_of_rows = |line: &&mut String| !line.ends_with("::mock::mock;");
        for line in source.uses.iter_mut().filter(is_of_rows) {
            line.insert_str(0, UNUSED);
        }
    }
    SourceFile {
        docs,
        modules: vec![reexports],
        ..source
    }
}

/// The line before the operations of a group: the method of the mock server, and the group.
fn group_head(context: &Context<'_>, group: &Group) -> String {
    let line = Line::new().code("[");
    let line = match context.features.of_operations(&group.module) {
        Some(feature) => line.tokens(feature).code(" "),
        None => line,
    };
    let line = line.ident(&group.function).code(" => ");
    line.ident(&group.type_name).code("]\n").into_text()
}

fn operation_row(file: &mut File<'_, '_>, operation: &Operation) -> String {
    let context = file.context;
    let row = match context.features.of_operations(&operation.module) {
        Some(feature) => Line::new().tokens(feature).code("\n"),
        None => Line::new(),
    };
    let row = row.ident(&operation.function).code(": ");
    let row = row.tokens(constant(&operation.unique_name).into_token_stream());
    let row = row.code(" => ");
    // An output that is not a single value is mocked as a whole response, so its types are not imported.
    let kind = output(&mut File::new(context, Folder::Operations), operation).kind;
    let row = if KINDS.contains(&kind) {
        row.tokens(output(file, operation).ty).code(": ").code(kind)
    } else {
        row.code("MockResponse: whole")
    };
    row.into_text()
}

fn docs(context: &Context<'_>, call: Option<String>) -> Vec<String> {
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
    if let Some(call) = call {
        docs.push(format!(
            "server.{call}().respond_once_with(MockResponse::new(503));"
        ));
        docs.push(format!(
            "server.{call}().respond_with(MockResponse::new(404).text(\"gone\"));"
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
