//! Diagnostics about security schemes that the client does not send, and about options that name unknown ones.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::super::resolver::Resolver;
use super::plan::OperationPlan;
use crate::diagnostic::{Diagnostic, Severity, code};
use crate::document::closest;
use crate::ir::Operation;
use crate::location::SourceLocation;
use crate::lower::view::SchemeKind;

/// The HTTP authentication schemes whose credential depends on a challenge of the server or on the request, in lower case.
const COMPUTED: [&str; 10] = [
    "aws4-hmac-sha256",
    "digest",
    "dpop",
    "hoba",
    "mutual",
    "negotiate",
    "ntlm",
    "scram-sha-1",
    "scram-sha-256",
    "signature",
];

impl Resolver<'_> {
    /// Reports each scheme that no operation requires. `plans` and `operations` are those of the document, in the same order.
    pub(super) fn report_unrequired_schemes(
        &mut self,
        plans: &[OperationPlan<'_>],
        operations: &[Operation],
    ) {
        if operations.is_empty() {
            return;
        }
        let alternatives = operations.iter().flat_map(|operation| &operation.security);
        let required: HashSet<&str> = alternatives.flatten().map(String::as_str).collect();
        // The options decide about the operations that declare nothing.
        let is_decided = self.options.security.is_some();
        let is_open = |(plan, operation): &(&OperationPlan<'_>, &Operation)| {
            !is_decided && plan.operation.security().is_none() && operation.security.is_empty()
        };
        let open = plans.iter().zip(operations).filter(is_open).count();
        let lowered = self.lowered;
        for key in lowered.security_scheme_keys() {
            let Some(scheme) = lowered.security_scheme(key) else {
                continue;
            };
            // A client certificate is not a credential of a request.
            if required.contains(key) || scheme.kind() == SchemeKind::MutualTls {
                continue;
            }
            let diagnostic = unrequired(key, scheme.location(), open, operations.len());
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports a scheme whose credentials the client cannot compute.
    pub(super) fn report_kind(&mut self, key: &str, kind: SchemeKind<'_>, at: &SourceLocation) {
        let (severity, message, hint) = match kind {
            SchemeKind::MutualTls => (
                Severity::Note,
                format!(
                    "`{key}` requires a client certificate, which is not a credential of a request"
                ),
                "pass an HTTP client with the certificate to `ClientBuilder::http_client`",
            ),
            SchemeKind::Http(name) => {
                let plain = name.to_ascii_lowercase();
                if ["basic", "bearer"].contains(&plain.as_str()) {
                    return;
                }
                if COMPUTED.contains(&plain.as_str()) {
                    (
                        Severity::Warning,
                        format!(
                            "the client does not compute the credentials of `{key}`, the HTTP scheme `{name}`"
                        ),
                        "they depend on a challenge of the server or on the request; set the header `Authorization` in a hook or a transport",
                    )
                } else {
                    (
                        Severity::Note,
                        format!(
                            "the client sends the credential of `{key}` as it is, after the name of the HTTP scheme `{name}`"
                        ),
                        "if it depends on the request, set the header `Authorization` in a hook",
                    )
                }
            }
            _ => return,
        };
        let mut diagnostic =
            Diagnostic::new(severity, code::UNSUPPORTED_SECURITY, at.clone(), message);
        diagnostic.hint(hint);
        self.diagnostics.push(diagnostic);
    }

    /// Reports the schemes that options name and the document does not define.
    pub(super) fn report_unknown_schemes_in_options(&mut self) {
        let options = self.options;
        let required = options.security.iter().flatten().flatten();
        let credentials = options.env.credentials.keys();
        let named = required
            .map(|key| ("security", key))
            .chain(credentials.map(|key| ("credentials", key)));
        for (option, key) in named {
            if self.lowered.security_scheme(key).is_some() {
                continue;
            }
            let message = format!(
                "`{option}` names the security scheme `{key}`, which is not in the document"
            );
            let code = code::UNDEFINED_SECURITY_SCHEME;
            let mut diagnostic = options.unmatched(code, (option, key), message);
            diagnostic.hint(self.similar_scheme(key));
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns a hint with the most similar scheme, or with all of them.
    fn similar_scheme(&self, key: &str) -> String {
        let keys: Vec<&str> = self.lowered.security_scheme_keys().collect();
        match closest(key, keys.iter().copied()) {
            Some(near) => format!("a similar scheme exists: `{near}`"),
            None if keys.is_empty() => "the document defines no security schemes".to_owned(),
            None => format!("the defined schemes are `{}`", keys.join("`, `")),
        }
    }

    /// Returns the requirement of the options in the form of the document, without unknown schemes.
    pub(super) fn configured_security(&self) -> Option<Vec<IndexMap<String, Vec<String>>>> {
        let alternatives = self.options.security.as_ref()?.iter();
        let is_known = |key: &&String| self.lowered.security_scheme(key).is_some();
        let alternatives = alternatives.filter(|keys| keys.iter().all(|key| is_known(&key)));
        let alternatives = alternatives.map(|keys| {
            let keys = keys.iter().cloned();
            keys.map(|key| (key, Vec::new())).collect()
        });
        Some(alternatives.collect())
    }
}

/// Returns the diagnostic for a scheme that none of `total` operations requires; `open` of them declare no requirement.
fn unrequired(key: &str, at: &SourceLocation, open: usize, total: usize) -> Diagnostic {
    let (code, at) = (code::UNREQUIRED_SECURITY, at.clone());
    let message =
        format!("none of {total} operations requires `{key}`, so the client never sends it");
    if open == 0 {
        return Diagnostic::new(Severity::Note, code, at, message);
    }
    let message = format!("{message}; {open} of them declare no `security`");
    let mut diagnostic = Diagnostic::new(Severity::Warning, code, at, message);
    diagnostic.hint(format!(
        "`security = [{key:?}]` for the client in codegen.toml requires it for all operations without `security`"
    ));
    diagnostic
}
