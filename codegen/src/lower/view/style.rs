//! Styles of parameters and form properties.

use openapiv3::QueryStyle;

/// The style of a parameter or form property (OpenAPI 3.0.3, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `matrix`.
    Matrix,
    /// `label`.
    Label,
    /// `form`.
    Form,
    /// `simple`.
    Simple,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
}

impl ParameterStyle {
    pub(super) fn of_query(style: &QueryStyle) -> Self {
        match style {
            QueryStyle::Form => Self::Form,
            QueryStyle::SpaceDelimited => Self::SpaceDelimited,
            QueryStyle::PipeDelimited => Self::PipeDelimited,
            QueryStyle::DeepObject => Self::DeepObject,
        }
    }
}
