//! The methods that send a body in different media types.
//!
//! A method for each media type keeps call sites short. A range, and many media types of one shape, are one method that takes
//! the media type as an argument.

use crate::ir::{Content, ContentKind, ParameterEncoding};
use crate::resolve::media_type::{essence, media_type_label};
use crate::resolve::names::{Scope, module_name};

/// The number of media types of one shape that are an argument of one method.
const MANY: usize = 3;

/// Names the methods that send the media types after the first: `create_pet_as_form` beside `create_pet`. A media type has none
/// if an earlier one covers it.
pub(super) fn name_methods(contents: &mut [Content], base: &str, scope: &mut Scope) {
    let mut is_covered = find_covered(contents);
    for index in 0..contents.len() {
        if is_covered[index] {
            continue;
        }
        let members: Vec<usize> = (index..contents.len())
            .filter(|&other| {
                !is_covered[other] && is_same_shape(&contents[index], &contents[other])
            })
            .collect();
        // The first media type of values with a type is sent by default.
        let first = &contents[index];
        let is_default = index == 0 && !is_raw(first) && !is_chosen_range(first);
        let is_choice = !is_default && takes_argument(contents, &members);
        if is_choice {
            let names = members
                .iter()
                .map(|&member| contents[member].media_type.clone());
            contents[index].choices = names.collect();
            for &member in &members {
                is_covered[member] = true;
            }
        }
        if index > 0 {
            let content = &contents[index];
            let name = match content.kind {
                _ if members.len() < MANY || !is_choice => {
                    let word = module_name(&media_type_label(&content.media_type));
                    format!("{base}_as_{word}")
                }
                ContentKind::Json => format!("{base}_as_json"),
                ContentKind::Text | ContentKind::EventStream => format!("{base}_as_text"),
                _ => format!("{base}_as"),
            };
            contents[index].method_name = Some(scope.take(name));
        }
    }
}

/// Returns for each media type if it differs from an earlier one only in its parameters, or is a range that includes an earlier
/// one of the same type.
fn find_covered(contents: &[Content]) -> Vec<bool> {
    let covers = |one: &Content, other: &Content| {
        let is_same = essence(&one.media_type) == essence(&other.media_type);
        let is_covered_range = other.media_type.contains('*') && !is_raw(other);
        one.kind == other.kind && one.ty == other.ty && (is_same || is_covered_range)
    };
    let mut is_covered = Vec::with_capacity(contents.len());
    for (index, content) in contents.iter().enumerate() {
        let earlier = contents[..index].iter();
        is_covered.push(earlier.clone().any(|earlier| covers(earlier, content)));
    }
    is_covered
}

fn is_same_shape(one: &Content, other: &Content) -> bool {
    one.kind == other.kind
        && one.ty == other.ty
        && one.nullable == other.nullable
        && encodings(one).eq(encodings(other))
}

fn encodings(
    content: &Content,
) -> impl Iterator<Item = (&str, &Option<ParameterEncoding>, &[(String, String)])> {
    let encodings = content.encodings.iter();
    encodings.map(|one| {
        (
            one.wire_name.as_str(),
            &one.encoding,
            one.headers.as_slice(),
        )
    })
}

/// Returns `true` if the caller passes the media type of these contents of one shape.
fn takes_argument(contents: &[Content], members: &[usize]) -> bool {
    let has_range = || {
        let mut members = members.iter().map(|&member| &contents[member]);
        members.any(is_chosen_range)
    };
    members.len() >= MANY || has_range()
}

/// Returns `true` for a body that the caller passes in encoded form.
fn is_raw(content: &Content) -> bool {
    matches!(
        content.kind,
        ContentKind::Binary | ContentKind::Text | ContentKind::EventStream
    )
}

/// Returns `true` for a range that has no default: any other than one that contains `application/json` and values of a type.
fn is_chosen_range(content: &Content) -> bool {
    let essence = essence(&content.media_type);
    essence.contains('*') && (is_raw(content) || essence.ends_with("+json"))
}
