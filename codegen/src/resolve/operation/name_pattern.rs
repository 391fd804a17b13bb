//! The names of types in bodies, parameters and responses.

use super::super::context::NameContext;
use super::super::names::{module_name, module_of_identifier, type_name};
use super::plan::OperationPlan;

/// The name pattern of the types in a body, parameter or response: `CreateJob` and `Request` form
/// `CreateJobRequest`, and `CreateJobFormRequest` for a second media type.
pub(super) struct NamePattern {
    base: String,
    suffix: &'static str,
    module: String,
}

impl NamePattern {
    /// Creates the pattern for an operation's own schemas.
    pub(super) fn of_operation(
        plan: &OperationPlan<'_>,
        base: String,
        suffix: &'static str,
    ) -> Self {
        Self {
            base,
            suffix,
            module: module_of_identifier(&plan.unique_name),
        }
    }

    /// Creates the pattern for the schemas of a component. The suffix is the first of `endings`; if
    /// the key has one of them already, the suffix replaces it.
    pub(super) fn of_component(key: &str, endings: &[&'static str]) -> Self {
        let name = type_name(key);
        let suffix = endings.first().copied().unwrap_or_default();
        let base = endings.iter().find_map(|ending| name.strip_suffix(ending));
        let base = base.unwrap_or(&name).to_owned();
        let module = module_name(&format!("{base}{suffix}"));
        Self {
            base,
            suffix,
            module,
        }
    }

    /// Returns the name context of a schema; `part` may be empty.
    pub(super) fn context(&self, part: &str) -> NameContext {
        let name = format!("{}{part}{}", self.base, self.suffix);
        NameContext::new(name, self.module.as_str())
    }
}

/// The endings of the names of types in components: the first one is appended to the key, or
/// replaces any of them that the key ends with.
pub(super) const HEADER: &[&str] = &["Header"];
pub(super) const PARAMETER: &[&str] = &["Parameter", "Param"];
pub(super) const REQUEST: &[&str] = &["Request", "RequestBody", "Body"];
pub(super) const RESPONSE: &[&str] = &["Response"];
