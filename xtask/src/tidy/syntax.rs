//! The paths, method calls and macro calls of a source file, with their lines. Items under `#[cfg(test)]` and the
//! arguments of `quote!` are left out.

use proc_macro2::{Span, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Lit, Token, UseTree};

/// The paths, calls and imports of a file.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Paths of two or more segments, and whatever is imported.
    pub(super) paths: Vec<Mention>,
    /// `.unwrap()` and `.expect("...")`.
    pub(super) unwraps: Vec<(String, usize)>,
    /// The last segment of each macro that is called.
    pub(super) macros: Vec<(String, usize)>,
    /// The `use` declarations, name by name.
    pub(super) imports: Vec<Import>,
    /// The modules that are declared here and have a file of their own.
    pub(super) children: Vec<String>,
}

/// A name that a `use` declaration brings into scope.
#[derive(Debug)]
pub(super) struct Import {
    /// The name in this file; empty for a glob.
    pub(super) name: String,
    pub(super) is_local: bool,
    pub(super) is_glob: bool,
    pub(super) segments: Vec<String>,
}

impl Import {
    /// Returns the path that is imported.
    pub(super) fn mention(&self) -> Mention {
        Mention {
            is_local: self.is_local,
            is_glob: self.is_glob,
            segments: self.segments.clone(),
            line: 0,
        }
    }
}

/// A path.
#[derive(Debug)]
pub(super) struct Mention {
    /// `true` if `segments` start at the root of this crate; otherwise they are as written.
    pub(super) is_local: bool,
    /// `true` if everything in the module at this path is imported.
    pub(super) is_glob: bool,
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
}

/// Reads a file whose module has this path below the root of its crate.
pub(super) fn read(file: &syn::File, module: Vec<String>) -> Mentions {
    let mut reader = Reader {
        module,
        mentions: Mentions::default(),
    };
    reader.visit_file(file);
    reader.mentions
}

struct Reader {
    module: Vec<String>,
    mentions: Mentions,
}

impl Reader {
    fn mention(&mut self, segments: Vec<String>, span: Span) {
        let mention = self.located(segments, span.start().line);
        self.mentions.paths.push(mention);
    }

    fn imported(&mut self, name: String, segments: Vec<String>, span: Span) {
        let is_glob = name.is_empty();
        let mut mention = self.located(segments, span.start().line);
        mention.is_glob = is_glob;
        self.mentions.imports.push(Import {
            name,
            is_local: mention.is_local,
            is_glob,
            segments: mention.segments.clone(),
        });
        self.mentions.paths.push(mention);
    }

    /// Returns a path, from the root of the crate if it is local.
    fn located(&self, segments: Vec<String>, line: usize) -> Mention {
        let start = match segments.first().map(String::as_str) {
            Some("crate") => Some((Vec::new(), 1)),
            Some("self") => Some((self.module.clone(), 1)),
            Some("super") => {
                let ups = segments.iter().take_while(|part| *part == "super").count();
                let kept = self.module.len().saturating_sub(ups);
                Some((self.module[..kept].to_vec(), ups))
            }
            _ => None,
        };
        let (is_local, segments) = match start {
            Some((mut base, skipped)) => {
                base.extend(segments.into_iter().skip(skipped));
                (true, base)
            }
            None => (false, segments),
        };
        Mention {
            is_local,
            is_glob: false,
            segments,
            line,
        }
    }

    /// Reads the paths that start at the root of the crate in the text of a `macro_rules!`.
    fn definition(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if ident == "crate" => {
                    path = vec!["crate".to_owned()];
                    line = ident.span().start().line;
                    colons = 0;
                    continue;
                }
                TokenTree::Ident(ident) if colons == 2 && !path.is_empty() => {
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && colons < 2 => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => self.definition(group.stream()),
                _ => {}
            }
            self.crate_path(&mut path, line);
        }
        self.crate_path(&mut path, line);
    }

    fn crate_path(&mut self, path: &mut Vec<String>, line: usize) {
        if path.len() > 1 {
            let mention = self.located(std::mem::take(path), line);
            self.mentions.paths.push(mention);
        }
        path.clear();
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| {
            let mut segments = before.to_vec();
            // `use a::{self}` names `a`.
            if name != "self" || before.is_empty() {
                segments.push(name);
            }
            segments
        };
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(path.ident.to_string())),
            UseTree::Name(name) => {
                let segments = with(name.ident.to_string());
                let visible = segments.last().cloned().unwrap_or_default();
                self.imported(visible, segments, name.ident.span());
            }
            UseTree::Rename(name) => {
                let segments = with(name.ident.to_string());
                self.imported(name.rename.to_string(), segments, name.ident.span());
            }
            UseTree::Glob(glob) => {
                self.imported(String::new(), before.to_vec(), glob.star_token.spans[0]);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test(&item.attrs) {
            return;
        }
        if item.content.is_none() {
            self.mentions.children.push(item.ident.to_string());
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !is_test(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.import(&item.tree, &[]);
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if !is_test(&item.attrs) && item.mac.path.is_ident("macro_rules") {
            self.definition(item.mac.tokens.clone());
        }
        visit::visit_item_macro(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first()
            && path.segments.len() > 1
        {
            let segments = path.segments.iter().map(|part| part.ident.to_string());
            self.mention(segments.collect(), first.ident.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        // A parser may have a method `expect` of its own that takes no message.
        let panics = match method.as_str() {
            "unwrap" => call.args.is_empty(),
            "expect" => {
                matches!(call.args.first(), Some(Expr::Lit(lit)) if matches!(lit.lit, Lit::Str(_)))
            }
            _ => false,
        };
        if panics {
            let line = call.method.span().start().line;
            self.mentions.unwraps.push((method, line));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let Some(last) = call.path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        let is_quoted = name.contains("quote");
        self.mentions
            .macros
            .push((name, last.ident.span().start().line));
        // Most macros of the standard library take expressions.
        if !is_quoted
            && let Ok(arguments) =
                call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        {
            for argument in &arguments {
                self.visit_expr(argument);
            }
        }
        visit::visit_macro(self, call);
    }
}

/// Returns the names of the items that a file defines, modules with files of their own left out.
pub(super) fn items(file: &syn::File) -> BTreeSet<String> {
    let name = |item: &Item| {
        let ident = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Macro(item) => item.ident.as_ref()?,
            Item::Mod(item) if item.content.is_some() => &item.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::TraitAlias(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            _ => return None,
        };
        Some(ident.to_string())
    };
    file.items.iter().filter_map(name).collect()
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

/// Returns the path of the module in a file below `src/`: `src/a/mod.rs` is `a`, `src/a/b.rs` is `a::b`, `src/lib.rs` is the root.
pub(super) fn module_of(path: &str) -> Vec<String> {
    let below = path.split_once("src/").map_or(path, |(_, below)| below);
    let mut parts: Vec<_> = below
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    let is_root = matches!(parts.as_slice(), [only] if only == "lib" || only == "main");
    if is_root || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}
