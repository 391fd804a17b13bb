//! Types with their nullability.

use crate::ir::Type;

/// The type of a schema, and its nullability in the schema's context.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeUse {
    /// The type of a value other than null.
    pub(super) ty: Type,
    /// `true` if null is allowed.
    pub(super) nullable: bool,
}

impl TypeUse {
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// Returns the type for an array, a map or a tuple, which have no field to express that
    /// null is allowed.
    pub(super) fn into_type(self) -> Type {
        match (self.nullable, self.ty) {
            (true, ty) if ty != Type::Any && ty != Type::Null => Type::Nullable(Box::new(ty)),
            (_, ty) => ty,
        }
    }
}
