//! What a source file mentions: paths, method calls and macro calls, with their lines. Items under `#[cfg(test)]` are
//! left out, as is the inside of `quote!`, which is other code's text.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Lit, Token, UseTree};

/// Everything that a file mentions.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Paths of two or more segments, and whatever is imported.
    pub(super) paths: Vec<Mention>,
    /// `.unwrap()` and `.expect("...")`.
    pub(super) unwraps: Vec<(String, usize)>,
    /// The last segment of each macro that is called.
    pub(super) macros: Vec<(String, usize)>,
}

/// A path.
#[derive(Debug)]
pub(super) struct Mention {
    /// Whether `segments` start at the root of this crate; otherwise they are as written.
    pub(super) is_local: bool,
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
        let line = span.start().line;
        self.mentions.paths.push(match start {
            Some((mut base, skipped)) => {
                base.extend(segments.into_iter().skip(skipped));
                Mention {
                    is_local: true,
                    segments: base,
                    line,
                }
            }
            None => Mention {
                is_local: false,
                segments,
                line,
            },
        });
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
            UseTree::Name(name) => self.mention(with(name.ident.to_string()), name.ident.span()),
            UseTree::Rename(name) => self.mention(with(name.ident.to_string()), name.ident.span()),
            UseTree::Glob(glob) => self.mention(before.to_vec(), glob.star_token.spans[0]),
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
        // A parser may well have a method `expect` of its own, which takes something else than a message.
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

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

/// The path of the module that a file below `src/` holds: `a/mod.rs` is `a`, `a/b.rs` is `a::b`, `lib.rs` is the root.
///
/// `codegen/src/a/b.rs` is `a::b`; what stands before `src/` does not matter.
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
