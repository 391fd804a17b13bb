//! The schemas that are used elsewhere than in multipart requests.

use foldhash::{HashSet, HashSetExt};

use super::media_type::content_kind;
use crate::ir::ContentKind;
use crate::location::SourceLocation;
use crate::lower::Lowered;
use crate::lower::view::{
    AdditionalPropertiesView, OperationView, ParameterView, SchemaNode, ValueFormat,
};

/// Returns the locations of all schemas in parameters, responses and request bodies that are not
/// multipart.
pub(super) fn find(lowered: &Lowered) -> HashSet<SourceLocation> {
    let mut schemas = HashSet::new();
    let mut waiting = Vec::new();
    for item in lowered.path_items() {
        add_parameters(&mut waiting, &item.parameters());
        for operation in item.operations() {
            add_parameters(&mut waiting, &operation.parameters());
            add_bodies(&mut waiting, &operation);
        }
    }
    while let Some(node) = waiting.pop() {
        let Some(schema) = node.target() else {
            continue;
        };
        if !schemas.insert(schema.location().clone()) {
            continue;
        }
        waiting.extend(schema.properties().map(|(_, property)| property));
        if let AdditionalPropertiesView::Schema(values) = schema.additional_properties() {
            waiting.push(values);
        }
        waiting.extend(schema.items());
        waiting.extend(schema.prefix_items());
        waiting.extend(schema.all_of());
        waiting.extend(schema.one_of());
        waiting.extend(schema.any_of());
    }
    schemas
}

fn add_parameters<'a>(waiting: &mut Vec<SchemaNode<'a>>, parameters: &[ParameterView<'a>]) {
    for parameter in parameters {
        match parameter.format() {
            ValueFormat::Schema(schema) => waiting.push(schema),
            ValueFormat::Content(media_types) => {
                waiting.extend(media_types.iter().filter_map(|one| one.schema()));
            }
        }
    }
}

fn add_bodies<'a>(waiting: &mut Vec<SchemaNode<'a>>, operation: &OperationView<'a>) {
    let request = operation.request_body().into_iter();
    let sent = request.flat_map(|body| body.content());
    let sent = sent.filter(|media_type| content_kind(media_type.name()) != ContentKind::Multipart);
    waiting.extend(sent.filter_map(|media_type| media_type.schema()));
    for (_, response) in operation.responses() {
        let received = response.content().into_iter();
        waiting.extend(received.filter_map(|media_type| media_type.schema()));
    }
}
