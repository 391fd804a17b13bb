//! The values of required parameters that callers need not pass.

use super::lookup::{constant_of, listed_values};
use crate::ir::{Api, ConstantValue, Literal, Parameter, ParameterLocation, TypeDef};

/// Sets the preset of every required parameter that has only one value or a default, and removes
/// those of the others. The default of a path parameter is not used: a request for another resource
/// than the intended one would be valid.
pub(super) fn set_presets(api: &mut Api) {
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            parameter.preset = preset(&api.types, parameter);
        }
    }
}

fn preset(types: &[TypeDef], parameter: &Parameter) -> Option<Literal> {
    if !parameter.required {
        return None;
    }
    let listed = match listed_values(types, &parameter.ty)[..] {
        [(only, _)] => Some(only),
        _ => None,
    };
    let default = parameter.default.as_ref();
    let default = default.filter(|_| parameter.location != ParameterLocation::Path);
    let mut values = [listed, parameter.preset.as_ref(), default].into_iter();
    values.find_map(|value| {
        value
            .filter(|value| is_value_of(types, parameter, value))
            .cloned()
    })
}

/// Returns `true` if a literal is a value of the parameter that can be sent. Null cannot.
fn is_value_of(types: &[TypeDef], parameter: &Parameter, value: &Literal) -> bool {
    let scalar = ConstantValue::Scalar(value.clone());
    *value != Literal::Null && constant_of(types, &parameter.ty, &scalar).is_some()
}
