//! The type of a schema at one use.

use crate::ir::Type;

/// What a schema is where it is used.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeUse {
    /// The type of a value that is not null.
    pub(super) ty: Type,
    /// Whether null is a value.
    pub(super) nullable: bool,
}

impl TypeUse {
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type inside an array, a map or a tuple, where there is no field to say that null may stand.
    pub(super) fn into_type(self) -> Type {
        match (self.nullable, self.ty) {
            (true, ty) if ty != Type::Any && ty != Type::Null => Type::Nullable(Box::new(ty)),
            (_, ty) => ty,
        }
    }
}
