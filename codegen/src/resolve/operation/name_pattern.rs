//! Names of the types in bodies, parameters and responses.

use super::super::context::NameContext;
use super::super::names::{module_name, module_of_identifier, type_name};
use super::plan::OperationPlan;

/// What the types in a body or parameter are called: `CreateJob` and `Request` give `CreateJobRequest`, and
/// `CreateJobFormRequest` for a second media type.
pub(super) struct NamePattern {
    base: String,
    suffix: &'static str,
    module: String,
}

impl NamePattern {
    /// The names for what stands in an operation itself.
    pub(super) fn of_operation(
        plan: &OperationPlan<'_>,
        base: String,
        suffix: &'static str,
    ) -> Self {
        Self {
            base,
            suffix,
            module: module_of_identifier(&plan.function),
        }
    }

    /// The names for what a component holds. The suffix is the first of `endings`; what the key ends with of them is not
    /// repeated.
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

    /// The place of what stands below `part`, which may be empty.
    pub(super) fn context(&self, part: &str) -> NameContext {
        let name = format!("{}{part}{}", self.base, self.suffix);
        NameContext::new(name, self.module.as_str())
    }
}

/// What the types in components are called: the first is added to the key, in place of any of them that it ends with.
pub(super) const HEADER: &[&str] = &["Header"];
pub(super) const PARAMETER: &[&str] = &["Parameter", "Param"];
pub(super) const REQUEST: &[&str] = &["Request", "RequestBody", "Body"];
pub(super) const RESPONSE: &[&str] = &["Response"];
