//! Parameters.

use openapiv3::{Parameter, ParameterData, PathStyle, ReferenceOr};

use super::media_type::ValueFormat;
use super::read::non_blank;
use super::style::ParameterStyle;
use crate::location::SourceLocation;
use crate::lower::component_kind::ComponentKind;
use crate::lower::lowered::Lowered;

/// The location of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterIn {
    /// `path`.
    Path,
    /// `query`.
    Query,
    /// `header`.
    Header,
    /// `cookie`.
    Cookie,
}

/// A parameter (OpenAPI 3.0.3, "Parameter Object").
#[derive(Debug, Clone)]
pub struct ParameterView<'a> {
    lowered: &'a Lowered,
    parameter: &'a Parameter,
    data: &'a ParameterData,
    key: Option<&'a str>,
    at: SourceLocation,
}

impl<'a> ParameterView<'a> {
    pub(super) fn list(
        lowered: &'a Lowered,
        parameters: &'a [ReferenceOr<Parameter>],
        place: &SourceLocation,
    ) -> Vec<Self> {
        let parameters = parameters.iter().enumerate();
        let parameters = parameters.filter_map(|(index, parameter)| {
            let kind = ComponentKind::Parameter;
            let target = lowered.dereference(parameter, place.item(index), kind, |components| {
                &components.parameters
            })?;
            let data = target.value.parameter_data_ref();
            Some(Self {
                lowered,
                parameter: target.value,
                data,
                key: target.key,
                at: target.at,
            })
        });
        parameters.collect()
    }

    /// Returns the location of the parameter object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the key of the component; `None` for an inline parameter.
    #[must_use]
    pub fn component_key(&self) -> Option<&'a str> {
        self.key
    }

    /// Returns the name on the wire.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.data.name
    }

    /// Returns the location in a request.
    #[must_use]
    pub fn parameter_in(&self) -> ParameterIn {
        match self.parameter {
            Parameter::Query { .. } => ParameterIn::Query,
            Parameter::Header { .. } => ParameterIn::Header,
            Parameter::Path { .. } => ParameterIn::Path,
            Parameter::Cookie { .. } => ParameterIn::Cookie,
        }
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.data.description)
    }

    /// Returns `true` if the parameter is declared as required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.data.required
    }

    /// Returns `true` if the parameter is deprecated.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.data.deprecated == Some(true)
    }

    /// Returns the style, or the default of the location.
    #[must_use]
    pub fn style(&self) -> ParameterStyle {
        match self.parameter {
            Parameter::Query { style, .. } => ParameterStyle::of_query(style),
            Parameter::Path { style, .. } => match style {
                PathStyle::Matrix => ParameterStyle::Matrix,
                PathStyle::Label => ParameterStyle::Label,
                PathStyle::Simple => ParameterStyle::Simple,
            },
            Parameter::Header { .. } => ParameterStyle::Simple,
            Parameter::Cookie { .. } => ParameterStyle::Form,
        }
    }

    /// Returns the declared `explode`, or the default of the style.
    #[must_use]
    pub fn explode(&self) -> bool {
        let explode = self.data.explode;
        explode.unwrap_or_else(|| self.style() == ParameterStyle::Form)
    }

    /// Returns `true` if reserved characters are not encoded.
    #[must_use]
    pub fn allow_reserved(&self) -> bool {
        match self.parameter {
            Parameter::Query { allow_reserved, .. } => *allow_reserved,
            Parameter::Path { .. } | Parameter::Cookie { .. } => {
                self.lowered.facts.has_reserved(&self.at)
            }
            Parameter::Header { .. } => false,
        }
    }

    /// Returns `true` if the value may be empty.
    #[must_use]
    pub fn allow_empty_value(&self) -> bool {
        matches!(
            self.parameter,
            Parameter::Query {
                allow_empty_value: Some(true),
                ..
            }
        )
    }

    /// Returns the format of the value.
    #[must_use]
    pub fn format(&self) -> ValueFormat<'a> {
        ValueFormat::of(self.lowered, &self.data.format, &self.at)
    }
}
