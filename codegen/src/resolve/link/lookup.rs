//! Lookups of definitions.

use crate::ir::{
    Constant, ConstantValue, EnumRepr, JsonKind, Literal, Property, Type, TypeDef, TypeId,
    TypeKind, VariantForm, VariantMatcher,
};

/// Returns the type that aliases refer to.
pub(super) fn resolve_aliases<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    while let Type::Named(TypeId(index)) = ty {
        match &types[*index].kind {
            TypeKind::Alias(inner) => ty = inner,
            _ => break,
        }
    }
    ty
}

/// Returns the definition of a type, through aliases; `None` for a type without one.
pub(super) fn definition_of<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t TypeDef> {
    match resolve_aliases(types, ty) {
        Type::Named(TypeId(index)) => Some(&types[*index]),
        _ => None,
    }
}

/// Returns the values of an enum with their variants; empty for any other type.
pub(super) fn listed_values<'t>(types: &'t [TypeDef], ty: &'t Type) -> Vec<(&'t Literal, &'t str)> {
    let Some(TypeKind::Enum(listed)) = definition_of(types, ty).map(|definition| &definition.kind)
    else {
        return Vec::new();
    };
    let values = listed.values.iter();
    values
        .map(|value| (&value.wire_value, value.variant.as_str()))
        .collect()
}

/// Returns the scalars that a property may be apart from null: those of its enum, or its constant;
/// empty if any value of its type is allowed.
pub(super) fn scalars_of(types: &[TypeDef], property: &Property) -> Vec<Literal> {
    let listed = listed_values(types, &property.ty);
    match &property.constant {
        Some(Constant {
            wire_value: ConstantValue::Scalar(literal),
            ..
        }) if *literal != Literal::Null => vec![literal.clone()],
        _ => listed
            .into_iter()
            .map(|(literal, _)| literal.clone())
            .collect(),
    }
}

/// Returns the type of a variant that accepts objects.
pub(super) fn object_type(form: &VariantForm) -> Option<&Type> {
    let VariantForm::Value { ty, matcher, .. } = form else {
        return None;
    };
    match matcher {
        VariantMatcher::Object | VariantMatcher::Union => Some(ty),
        VariantMatcher::Kinds(kinds) => kinds.contains(&JsonKind::Object).then_some(ty),
    }
}

/// Returns the kinds of JSON values of a type.
pub(super) fn json_kinds(types: &[TypeDef], ty: &Type) -> Vec<JsonKind> {
    match resolve_aliases(types, ty) {
        Type::Any => vec![
            JsonKind::Null,
            JsonKind::Bool,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
            JsonKind::Object,
        ],
        Type::String | Type::Binary => vec![JsonKind::String],
        Type::External(external) => external.kinds.clone(),
        Type::Bool => vec![JsonKind::Bool],
        Type::Integer(_) => vec![JsonKind::Integer],
        Type::Float => vec![JsonKind::Number],
        Type::Null => vec![JsonKind::Null],
        Type::Array(_) | Type::Tuple(_) => vec![JsonKind::Array],
        Type::Map(_) => vec![JsonKind::Object],
        Type::Nullable(inner) => {
            let mut kinds = json_kinds(types, inner);
            kinds.insert(0, JsonKind::Null);
            kinds
        }
        Type::Named(TypeId(index)) => match &types[*index].kind {
            TypeKind::Enum(listed) => match listed.repr {
                EnumRepr::String => vec![JsonKind::String],
                EnumRepr::Integer(_) => vec![JsonKind::Integer],
            },
            TypeKind::Struct(_) | TypeKind::Alias(_) => vec![JsonKind::Object],
            TypeKind::Union(_) => vec![JsonKind::Object],
        },
    }
}

/// Returns a value of a type as a constant; `None` if the type does not have the value.
pub(super) fn constant_of(types: &[TypeDef], ty: &Type, value: &ConstantValue) -> Option<Constant> {
    let mut variant = "";
    let fits = match (resolve_aliases(types, ty), value) {
        (Type::Any | Type::External(_), _) => true,
        (Type::Array(_) | Type::Tuple(_) | Type::Map(_), ConstantValue::Composite(_)) => true,
        (ty, ConstantValue::Scalar(literal)) => match (ty, literal) {
            (Type::String, Literal::String(_))
            | (Type::Bool, Literal::Bool(_))
            | (Type::Float, Literal::Integer(_) | Literal::Number(_))
            | (Type::Null, Literal::Null) => true,
            (Type::Integer(kind), Literal::Integer(number)) => kind.holds(*number),
            _ => {
                let listed = listed_values(types, ty);
                let found = listed.into_iter().find(|(listed, _)| *listed == literal);
                variant = found.map(|(_, variant)| variant)?;
                true
            }
        },
        _ => false,
    };
    fits.then(|| Constant {
        wire_value: value.clone(),
        variant: variant.to_owned(),
    })
}
