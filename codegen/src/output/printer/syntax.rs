//! The syntax that generated code is made of.
//!
//! Only constructs that the emitter uses are represented; anything else is left to the fallback printer.

/// A type.
#[derive(Debug)]
pub(super) enum Type<'t> {
    /// A path without generic arguments, a lifetime among generic arguments, or `!`.
    Path(&'t str),
    /// A path with generic arguments.
    Generic {
        path: &'t str,
        arguments: Vec<Type<'t>>,
    },
    /// `&'a mut T`: everything before the type, and the type.
    Reference {
        prefix: String,
        inner: Box<Type<'t>>,
    },
    Slice(Box<Type<'t>>),
    Tuple(Vec<Type<'t>>),
    /// `impl Trait`.
    Impl(Box<Type<'t>>),
    /// `Item = T` among generic arguments.
    Binding {
        name: &'t str,
        inner: Box<Type<'t>>,
    },
}

/// An expression.
#[derive(Debug)]
pub(super) enum Expression<'t> {
    /// A path or a literal.
    Word(&'t str),
    /// A prefix operator (`&`, `&mut `, `*`, `-`, `!`) and its operand.
    Prefixed {
        operator: &'static str,
        operand: Box<Expression<'t>>,
    },
    Array(Vec<Expression<'t>>),
    Tuple(Vec<Expression<'t>>),
    Parenthesized(Box<Expression<'t>>),
    /// A call of a path, or of a macro with arguments that are expressions.
    Call {
        function: &'t str,
        arguments: Vec<Expression<'t>>,
    },
    /// Fields, method calls and `?` after an expression.
    Chain {
        root: Box<Expression<'t>>,
        links: Vec<Link<'t>>,
    },
    Structure {
        path: &'t str,
        fields: Vec<Field<'t>>,
    },
    Closure {
        /// The parameters with their bars: `|page|`.
        head: String,
        body: Box<Expression<'t>>,
    },
    Block(Vec<Statement<'t>>),
    If {
        condition: Condition<'t>,
        body: Vec<Statement<'t>>,
    },
    Match {
        subject: Box<Expression<'t>>,
        arms: Vec<Arm<'t>>,
    },
}

/// A link of a chain: `?`s of the root, a field or a method call, with the `?`s after it.
#[derive(Debug)]
pub(super) struct Link<'t> {
    pub(super) name: &'t str,
    /// The arguments of a method call; `None` for a field.
    pub(super) arguments: Option<Vec<Expression<'t>>>,
    /// The number of `?` after it.
    pub(super) tries: usize,
}

/// A field of a structure literal; without a value it is the variable of the same name.
#[derive(Debug)]
pub(super) struct Field<'t> {
    pub(super) name: &'t str,
    pub(super) value: Option<Expression<'t>>,
}

/// The condition of an `if`.
#[derive(Debug)]
pub(super) struct Condition<'t> {
    /// The pattern of an `if let`.
    pub(super) pattern: Option<String>,
    pub(super) value: Box<Expression<'t>>,
}

/// An arm of a `match`.
#[derive(Debug)]
pub(super) struct Arm<'t> {
    pub(super) pattern: String,
    pub(super) body: Expression<'t>,
}

/// A statement of a block.
#[derive(Debug)]
pub(super) enum Statement<'t> {
    Let {
        /// The pattern with the type: `mut sum: i64`.
        pattern: String,
        value: Expression<'t>,
    },
    Assignment {
        place: Expression<'t>,
        value: Expression<'t>,
    },
    Expression {
        value: Expression<'t>,
        has_semicolon: bool,
    },
}
