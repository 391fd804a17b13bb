//! Extracts the public items from the tokens of a file.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item as Syntax, ItemImpl, ItemMacro, Signature, UseTree,
    Visibility,
};

use super::item::{ApiItem, ItemKind, PublicApi, UnreadableFile};
use super::signature::{Aliases, text};

/// The macro tables whose header determines the implementations. Their rows only determine what is sent.
const TABLES: [&str; 5] = [
    "response_enum",
    "object",
    "string_enum",
    "integer_enum",
    "union",
];

/// The words in a row of `call!` that select the decoder of a body. They are not part of the output type.
const READERS: [&str; 4] = ["json", "text", "bytes", "empty"];

/// Returns the public items of a file.
pub(super) fn items(
    path: &str,
    sections: Vec<TokenStream>,
    aliases: &Aliases,
) -> Result<PublicApi, UnreadableFile> {
    let mut reader = Reader {
        module: public_module(path),
        aliases,
        api: PublicApi::new(),
    };
    for section in sections {
        let syntax: syn::File = syn::parse2(section).map_err(|_| UnreadableFile {
            path: path.to_owned(),
        })?;
        for item in &syntax.items {
            reader.item(item);
        }
    }
    Ok(reader.api)
}

/// Returns the public module that exports the items of a file. The files of a folder are private and exported together.
fn public_module(path: &str) -> String {
    let path = path.strip_prefix("src/").unwrap_or(path);
    match path.split_once('/') {
        Some(("serde", _)) => "types::".to_owned(),
        Some((folder, _)) => format!("{folder}::"),
        None => match path {
            "lib.rs" | "client.rs" => String::new(),
            other => format!("{}::", other.trim_end_matches(".rs")),
        },
    }
}

struct Reader<'a> {
    module: String,
    aliases: &'a Aliases,
    api: PublicApi,
}

impl Reader<'_> {
    fn text(&self, tokens: &impl ToTokens) -> String {
        text(tokens, self.aliases)
    }

    fn add(
        &mut self,
        path: String,
        kind: ItemKind,
        signature: String,
        attributes: BTreeSet<String>,
    ) {
        let item = ApiItem {
            kind,
            shown: signature.clone(),
            signature,
            arguments: Vec::new(),
            is_open: attributes.contains("non_exhaustive"),
            attributes,
            value: None,
        };
        self.api.insert(path, item);
    }

    fn item(&mut self, item: &Syntax) {
        match item {
            Syntax::Struct(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let generics = self.text(&item.generics);
                let attributes = attributes(&item.attrs);
                self.add(
                    path.clone(),
                    ItemKind::Struct,
                    format!("struct{generics}"),
                    attributes,
                );
                let has_private = item.fields.iter().any(|field| !is_public(&field.vis));
                if let Some(item) = self.api.get_mut(&path) {
                    item.is_open |= has_private;
                }
                self.fields(&path, &item.fields, true);
            }
            Syntax::Enum(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let own = attributes(&item.attrs);
                self.add(path.clone(), ItemKind::Enum, "enum".to_owned(), own);
                for variant in &item.variants {
                    let own = attributes(&variant.attrs);
                    let fields = self.text(&variant.fields);
                    let path = format!("{path}::{}", variant.ident);
                    self.add(path, ItemKind::Variant, format!("variant{fields}"), own);
                }
            }
            Syntax::Type(item) if is_public(&item.vis) => {
                let target = self.text(&item.ty);
                let path = format!("{}{}", self.module, item.ident);
                let own = attributes(&item.attrs);
                self.add(path, ItemKind::Alias, format!("type = {target}"), own);
            }
            Syntax::Use(item) if is_public(&item.vis) => self.reexports(&item.tree),
            Syntax::Impl(item) => self.implementation(item),
            Syntax::Macro(item) => self.table(item),
            Syntax::Fn(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.sig.ident);
                self.function(path, &item.sig, attributes(&item.attrs));
            }
            Syntax::Const(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let ty = self.text(&item.ty);
                self.constant(path, ty, &item.expr, attributes(&item.attrs));
            }
            Syntax::Trait(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let whole = self.text(item);
                self.add(path, ItemKind::Other, whole, BTreeSet::new());
            }
            _ => {}
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields, only_public: bool) {
        for (index, field) in fields.iter().enumerate() {
            if only_public && !is_public(&field.vis) {
                continue;
            }
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string);
            let ty = self.text(&field.ty);
            let own = attributes(&field.attrs);
            self.add(format!("{path}::{name}"), ItemKind::Field, ty, own);
        }
    }

    /// Adds each name of `pub use runtime::{Field, Response};`. The items of a glob are read from the file of its module.
    fn reexports(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.reexports(&path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.reexports(tree)),
            UseTree::Name(name) => self.reexport(&name.ident),
            UseTree::Rename(rename) => self.reexport(&rename.rename),
            UseTree::Glob(_) => {}
        }
    }

    fn reexport(&mut self, name: &impl ToString) {
        let path = format!("{}{}", self.module, name.to_string());
        // The item itself takes precedence if its file is read too.
        self.api.entry(path).or_insert_with(|| ApiItem {
            kind: ItemKind::Reexport,
            signature: "use".to_owned(),
            shown: "use".to_owned(),
            arguments: Vec::new(),
            attributes: BTreeSet::new(),
            value: None,
            is_open: true,
        });
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let name = text(&item.self_ty, &Aliases::new());
        let name = name.split('<').next().unwrap_or_default().to_owned();
        let path = match name.as_str() {
            "Client" | "ClientBuilder" if self.module != "types::" => name,
            // The methods of a group are in the file of its operations.
            _ if name.starts_with("groups::") => name,
            _ => format!("{}{name}", self.module),
        };
        if let Some((implemented, _)) = &item.trait_ {
            let implemented = self.text(implemented);
            let signature = format!("impl {implemented}");
            let path = format!("{path}::{signature}");
            self.add(path, ItemKind::Implementation, signature, BTreeSet::new());
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(member) if is_public(&member.vis) => {
                    let path = format!("{path}::{}", member.sig.ident);
                    self.function(path, &member.sig, attributes(&member.attrs));
                }
                ImplItem::Const(member) if is_public(&member.vis) => {
                    let ty = self.text(&member.ty);
                    let path = format!("{path}::{}", member.ident);
                    self.constant(path, ty, &member.expr, attributes(&member.attrs));
                }
                _ => {}
            }
        }
    }

    fn constant(&mut self, path: String, ty: String, value: &syn::Expr, own: BTreeSet<String>) {
        let value = self.text(value);
        self.add(path.clone(), ItemKind::Constant, format!("const {ty}"), own);
        if let Some(item) = self.api.get_mut(&path) {
            item.value = Some(value);
        }
    }

    /// Adds a function. Callers depend on the types and the order of its arguments, but not on their names.
    fn function(&mut self, path: String, signature: &Signature, own: BTreeSet<String>) {
        let mut types = Vec::new();
        let mut named = Vec::new();
        let mut arguments = Vec::new();
        for argument in &signature.inputs {
            match argument {
                FnArg::Receiver(_) => {
                    let receiver = self.text(argument).replace("mut self", "self");
                    types.push(receiver.clone());
                    named.push(receiver);
                }
                FnArg::Typed(argument) => {
                    let (name, ty) = (self.text(&argument.pat), self.text(&argument.ty));
                    named.push(format!("{name}: {ty}"));
                    arguments.push(name);
                    types.push(ty);
                }
            }
        }
        let output = self.text(&signature.output);
        let output = if output.is_empty() {
            output
        } else {
            format!(" {output}")
        };
        let words = match (&signature.constness, &signature.asyncness) {
            (Some(_), _) => "const fn",
            (None, Some(_)) => "async fn",
            (None, None) => "fn",
        };
        let generics = self.text(&signature.generics);
        let compared = format!("{words}{generics}({}){output}", types.join(", "));
        self.add(path.clone(), ItemKind::Function, compared, own);
        if let Some(item) = self.api.get_mut(&path) {
            item.shown = format!("{words}{generics}({}){output}", named.join(", "));
            item.arguments = arguments;
        }
    }

    /// Adds the implementations of a macro table. The rows of known tables do not affect callers.
    fn table(&mut self, item: &ItemMacro) {
        let name = self.text(&item.mac.path);
        let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
        match name.as_str() {
            "call" => return self.call(&tokens),
            "mock" => return self.mock(&tokens),
            _ => {}
        }
        let is_known = TABLES.contains(&name.as_str());
        let subject = tokens.iter().find_map(|tree| match tree {
            TokenTree::Ident(word) if word.to_string().starts_with(char::is_uppercase) => {
                Some(word.to_string())
            }
            _ => None,
        });
        // The variants of a union show that it is open.
        let is_relevant = |tree: &TokenTree| {
            let is_open = matches!(tree, TokenTree::Ident(word) if word == "open");
            !is_known || is_header(tree) && !(name == "union" && is_open)
        };
        let header: TokenStream = tokens.into_iter().filter(is_relevant).collect();
        let mut signature = format!("{name} {}", self.text(&header));
        // An open union has the same implementations as a closed one.
        if let Some(rest) = signature.strip_prefix("union open ") {
            signature = format!("union {rest}");
        }
        // The variants show which one holds unlisted values.
        for part in [" by", " else "] {
            if is_known && let Some((head, _)) = signature.split_once(part) {
                signature = head.to_owned();
            }
        }
        // The member that chooses a stream only determines what is sent.
        if let Some(rest) = signature.strip_suffix(", stream") {
            signature = rest.trim_end().to_owned();
        }
        let subject = subject.unwrap_or_default();
        let path = format!("{}{subject}::impl {name}", self.module);
        self.add(path, ItemKind::Implementation, signature, BTreeSet::new());
    }

    /// Adds the methods of the mock server: those of its operations, and those of the groups after `[jobs => Jobs]`.
    fn mock(&mut self, tokens: &[TokenTree]) {
        let mut holder = "MockServer".to_owned();
        for mut row in rows(tokens) {
            let mut trees = row.clone().into_iter();
            if let Some(TokenTree::Group(head)) = trees.next() {
                row = trees.collect();
                let mut names = head.stream().into_iter().filter_map(|tree| match tree {
                    TokenTree::Ident(name) => Some(name.to_string()),
                    _ => None,
                });
                let (function, group) = (names.next(), names.next());
                let (function, group) = (
                    function.unwrap_or_default(),
                    format!("groups::{}", group.unwrap_or_default()),
                );
                self.add(
                    format!("mock::MockServer::{function}"),
                    ItemKind::Function,
                    format!("fn(&self) -> {group}<'_>"),
                    BTreeSet::new(),
                );
                let path = format!("mock::{group}");
                let signature = "struct<'a>".to_owned();
                self.add(path, ItemKind::Struct, signature, BTreeSet::new());
                holder = group;
            }
            self.mock_row(&holder, &row);
        }
    }

    /// Adds the method for a row of `mock! { retrieve_job: RETRIEVE_JOB => types::Job: json }`.
    fn mock_row(&mut self, holder: &str, row: &TokenStream) {
        let whole = self.text(row);
        let (head, output) = whole.split_once("= >").unwrap_or((&whole, ""));
        let name = head.split(':').next().unwrap_or_default();
        let name = name.rsplit([' ', ']']).next().unwrap_or_default();
        let output = output
            .rsplit_once(": ")
            .map_or(output, |(output, _)| output);
        let signature = format!("fn(&self) -> MockOperation<{}>", output.trim());
        let path = format!("mock::{holder}::{name}");
        self.add(path, ItemKind::Function, signature, BTreeSet::new());
    }

    /// Adds the output type of `call! { RetrieveJob => types::Job: json }`.
    fn call(&mut self, tokens: &[TokenTree]) {
        let whole: TokenStream = tokens.iter().cloned().collect();
        let whole = self.text(&whole);
        let (builder, row) = match whole.split_once("= >") {
            Some((builder, row)) => (builder.trim(), row.trim()),
            None => (whole.as_str(), ""),
        };
        let output = match row.rsplit_once(": ") {
            Some((output, reader)) if READERS.contains(&reader) => output,
            _ => row,
        };
        let path = format!("{}{builder}::await", self.module);
        let own = BTreeSet::new();
        self.add(path, ItemKind::Function, output.to_owned(), own);
    }
}

/// Splits a table into its rows at the commas outside of generic arguments.
fn rows(tokens: &[TokenTree]) -> Vec<TokenStream> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut depth = 0_usize;
    let mut is_arrow = false;
    for tree in tokens {
        let sign = match tree {
            TokenTree::Punct(sign) => Some(sign.as_char()),
            _ => None,
        };
        match sign {
            Some('<') => depth += 1,
            Some('>') if !is_arrow => depth = depth.saturating_sub(1),
            Some(',') if depth == 0 => {
                rows.push(std::mem::take(&mut row).into_iter().collect());
                continue;
            }
            _ => {}
        }
        is_arrow = sign == Some('=');
        row.push(tree.clone());
    }
    if !row.is_empty() {
        rows.push(row.into_iter().collect());
    }
    rows
}

/// Returns `true` for a part of the header of a table, which has neither rows nor the discriminator.
fn is_header(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        TokenTree::Literal(_) => false,
        _ => true,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Returns the attributes that affect callers.
fn attributes(all: &[Attribute]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for attribute in all {
        let path = attribute.path();
        if path.is_ident("derive") {
            let _ = attribute.parse_nested_meta(|meta| {
                let name = text(&meta.path, &Aliases::new());
                found.insert(format!("derive({name})"));
                Ok(())
            });
        } else {
            for name in ["deprecated", "must_use", "non_exhaustive"] {
                if path.is_ident(name) {
                    found.insert(name.to_owned());
                }
            }
        }
    }
    found
}
