//! The styles of parameters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{ParameterLocation, Style};

/// Returns the default style of a parameter (OpenAPI 3.0.3, Parameter Object).
pub(super) fn default_style(place: ParameterLocation) -> Style {
    match place {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        ParameterLocation::Query | ParameterLocation::Cookie => Style::Form,
    }
}

pub(super) fn style_name(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Style::Matrix),
        Style::Label => quote!(Style::Label),
        Style::Simple => quote!(Style::Simple),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
    }
}
