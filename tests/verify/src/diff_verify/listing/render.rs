//! Renders types, bounds and signatures of rustdoc's JSON as Rust code of another crate.

use super::names::Names;
use rustdoc_types::{
    AssocItemConstraintKind, FunctionPointer, GenericArg, GenericArgs, GenericBound,
    GenericParamDef, GenericParamDefKind, Generics, ItemEnum, Path, Term, TraitBoundModifier, Type,
    WherePredicate,
};

/// Appends Rust code to a text.
pub(super) struct Render<'a> {
    names: &'a Names<'a>,
    /// The code for `Self`.
    own: &'a str,
    pub(super) text: String,
    /// The code for an elided lifetime, if it must be written.
    pub(super) elided: Option<&'static str>,
    /// `true` if another crate can name everything in the text.
    pub(super) is_nameable: bool,
}

impl<'a> Render<'a> {
    pub(super) fn new(names: &'a Names<'a>, own: &'a str) -> Self {
        Self {
            names,
            own,
            text: String::new(),
            elided: None,
            is_nameable: true,
        }
    }

    /// Returns the text, and starts an empty one.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn list<T>(&mut self, items: &[T], between: &str, mut write: impl FnMut(&mut Self, &T)) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.push(between);
            }
            write(self, item);
        }
    }

    pub(super) fn ty(&mut self, ty: &Type) {
        match ty {
            Type::ResolvedPath(path) => self.resolved(path),
            Type::DynTrait(all) => {
                self.push("(dyn ");
                self.list(&all.traits, " + ", |this, one| {
                    this.for_lifetimes(&one.generic_params);
                    this.path(&one.trait_);
                });
                if let Some(lifetime) = &all.lifetime {
                    self.push(&format!(" + {lifetime}"));
                }
                self.push(")");
            }
            Type::Generic(name) if name == "Self" => self.push(self.own),
            Type::Generic(name) => self.push(name),
            Type::Primitive(name) if name == "never" => self.push("!"),
            Type::Primitive(name) => self.push(name),
            Type::FunctionPointer(pointer) => self.pointer(pointer),
            Type::Tuple(types) => {
                self.push("(");
                for ty in types {
                    self.ty(ty);
                    self.push(", ");
                }
                self.push(")");
            }
            Type::Slice(of) => {
                self.push("[");
                self.ty(of);
                self.push("]");
            }
            Type::Array { type_, len } => {
                self.push("[");
                self.ty(type_);
                self.push(&format!("; {len}]"));
            }
            Type::ImplTrait(bounds) => {
                self.push("impl ");
                self.bounds(bounds);
            }
            Type::RawPointer { is_mutable, type_ } => {
                self.push(if *is_mutable { "*mut " } else { "*const " });
                self.ty(type_);
            }
            Type::BorrowedRef {
                lifetime,
                is_mutable,
                type_,
            } => {
                self.push("&");
                if let Some(lifetime) = lifetime.as_deref().or(self.elided) {
                    self.push(&format!("{lifetime} "));
                }
                self.push(if *is_mutable { "mut " } else { "" });
                self.ty(type_);
            }
            Type::QualifiedPath {
                name,
                args,
                self_type,
                trait_,
            } => {
                self.push("<");
                self.ty(self_type);
                if let Some(path) = trait_.as_ref().filter(|path| !path.path.is_empty()) {
                    self.push(" as ");
                    self.path(path);
                }
                self.push(&format!(">::{name}"));
                self.arguments(args.as_deref());
            }
            Type::Infer | Type::Pat { .. } => {
                self.is_nameable = false;
                self.push("_");
            }
        }
    }

    /// Renders a type by its path. An alias of this crate is rendered as its target, because callers cannot distinguish the two.
    fn resolved(&mut self, path: &Path) {
        let item = self.names.item(path.id).map(|item| &item.inner);
        match item {
            Some(ItemEnum::TypeAlias(alias)) if alias.generics.params.is_empty() => {
                self.ty(&alias.type_);
            }
            _ => self.path(path),
        }
    }

    pub(super) fn path(&mut self, path: &Path) {
        let (name, is_nameable) = self.names.of(path);
        self.is_nameable &= is_nameable;
        self.push(&name);
        self.arguments(path.args.as_deref());
    }

    fn arguments(&mut self, arguments: Option<&GenericArgs>) {
        match arguments {
            None => {}
            Some(GenericArgs::AngleBracketed { args, constraints }) => {
                if args.is_empty() && constraints.is_empty() {
                    return;
                }
                self.push("<");
                self.list(args, ", ", Self::argument);
                for (index, constraint) in constraints.iter().enumerate() {
                    if index > 0 || !args.is_empty() {
                        self.push(", ");
                    }
                    self.push(&constraint.name);
                    self.arguments(constraint.args.as_deref());
                    match &constraint.binding {
                        AssocItemConstraintKind::Equality(term) => {
                            self.push(" = ");
                            self.term(term);
                        }
                        AssocItemConstraintKind::Constraint(bounds) => {
                            self.push(": ");
                            self.bounds(bounds);
                        }
                    }
                }
                self.push(">");
            }
            Some(GenericArgs::Parenthesized { inputs, output }) => {
                self.push("(");
                self.list(inputs, ", ", Self::ty);
                self.push(")");
                self.output(output.as_ref());
            }
            Some(GenericArgs::ReturnTypeNotation) => self.push("(..)"),
        }
    }

    fn argument(&mut self, argument: &GenericArg) {
        match argument {
            GenericArg::Lifetime(name) if name == "'_" => self.push(self.elided.unwrap_or(name)),
            GenericArg::Lifetime(name) => self.push(name),
            GenericArg::Type(ty) => self.ty(ty),
            GenericArg::Const(constant) => self.push(&constant.expr),
            GenericArg::Infer => self.push("_"),
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Type(ty) => self.ty(ty),
            Term::Constant(constant) => self.push(&constant.expr),
        }
    }

    pub(super) fn bounds(&mut self, bounds: &[GenericBound]) {
        self.list(bounds, " + ", |this, bound| match bound {
            GenericBound::TraitBound {
                trait_,
                generic_params,
                modifier,
            } => {
                if *modifier == TraitBoundModifier::Maybe {
                    this.push("?");
                }
                this.for_lifetimes(generic_params);
                this.path(trait_);
            }
            GenericBound::Outlives(lifetime) => this.push(lifetime),
            // What an opaque type captures is nothing that a caller writes.
            GenericBound::Use(_) => this.push("Sized"),
        });
    }

    /// Renders `for<'a> `, if there are lifetimes.
    pub(super) fn for_lifetimes(&mut self, parameters: &[GenericParamDef]) {
        let is_lifetime =
            |one: &&GenericParamDef| matches!(one.kind, GenericParamDefKind::Lifetime { .. });
        let names: Vec<_> = parameters
            .iter()
            .filter(is_lifetime)
            .map(|one| one.name.as_str())
            .collect();
        if !names.is_empty() {
            self.push(&format!("for<{}> ", names.join(", ")));
        }
    }

    fn pointer(&mut self, pointer: &FunctionPointer) {
        self.for_lifetimes(&pointer.generic_params);
        self.push("fn(");
        self.list(&pointer.sig.inputs, ", ", |this, (_, ty)| this.ty(ty));
        self.push(")");
        self.output(pointer.sig.output.as_ref());
    }

    pub(super) fn output(&mut self, output: Option<&Type>) {
        if let Some(output) = output {
            self.push(" -> ");
            self.ty(output);
        }
    }

    /// Renders `<'a, T: Bound>` as in the source, without the parameters of `impl Trait`.
    pub(super) fn generics(&mut self, generics: &Generics) {
        let written: Vec<_> = generics
            .params
            .iter()
            .filter(|one| is_written(one))
            .collect();
        if written.is_empty() {
            return;
        }
        self.push("<");
        self.list(&written, ", ", |this, one| {
            match &one.kind {
                GenericParamDefKind::Lifetime { outlives } => {
                    this.push(&one.name);
                    if !outlives.is_empty() {
                        this.push(&format!(": {}", outlives.join(" + ")));
                    }
                }
                GenericParamDefKind::Type { bounds, .. } => {
                    this.push(&one.name);
                    if !bounds.is_empty() {
                        this.push(": ");
                        this.bounds(bounds);
                    }
                }
                GenericParamDefKind::Const { type_, .. } => {
                    this.push(&format!("const {}: ", one.name));
                    this.ty(type_);
                }
            };
        });
        self.push(">");
    }

    /// Renders ` where T: Bound`, if there are predicates.
    pub(super) fn predicates(&mut self, generics: &Generics) {
        if generics.where_predicates.is_empty() {
            return;
        }
        self.push(" where ");
        self.list(&generics.where_predicates, ", ", |this, one| match one {
            WherePredicate::BoundPredicate {
                type_,
                bounds,
                generic_params,
            } => {
                this.for_lifetimes(generic_params);
                this.ty(type_);
                this.push(": ");
                this.bounds(bounds);
            }
            WherePredicate::LifetimePredicate { lifetime, outlives } => {
                this.push(&format!("{lifetime}: {}", outlives.join(" + ")));
            }
            WherePredicate::EqPredicate { lhs, rhs } => {
                this.ty(lhs);
                this.push(" = ");
                this.term(rhs);
            }
        });
    }
}

/// Returns `true` if a parameter is in the source, unlike those of `impl Trait`.
fn is_written(parameter: &GenericParamDef) -> bool {
    !matches!(
        parameter.kind,
        GenericParamDefKind::Type {
            is_synthetic: true,
            ..
        }
    )
}
