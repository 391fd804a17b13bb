//! Events that a schema describes with all their fields: objects with `data` and the other members of an event.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{
    ConstantValue, Content, EnumRepr, JsonKind, Literal, Operation, Property, Struct, Type,
    TypeKind, Union, VariantForm,
};

/// The members of an object that describes an event with its fields.
const EVENT: [&str; 5] = ["comment", "data", "event", "id", "retry"];

/// The depth of nested unions that is followed. Unions may be recursive.
pub(super) const MAX_DEPTH: usize = 8;

/// The form in which a type describes a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextForm {
    /// As a string.
    Text,
    /// As the JSON value that the text contains.
    Json,
    /// As a JSON value or a string.
    Either,
}

/// The form of events with certain types.
#[derive(Debug, PartialEq)]
struct EventForm {
    /// The types of the events; empty for all others.
    events: Vec<String>,
    has_default_event: bool,
    data: TextForm,
    id: TextForm,
    retry: TextForm,
}

/// The implementation that describes the events of an operation, if its schema describes them with all their fields.
pub(super) fn emit(
    file: &mut File<'_, '_>,
    operation: &Operation,
    content: &Content,
) -> Option<TokenStream> {
    let forms = forms(file.context, content)?;
    for name in ["DescribedEvents", "EventForm", "TextForm"] {
        file.runtime(name);
    }
    let builder = ident(&operation.builder);
    let may_be_data = !content.is_item;
    let forms = forms.iter().map(|form| {
        let EventForm {
            events,
            has_default_event,
            data,
            id,
            retry,
        } = form;
        let [data, id, retry] = [data, id, retry].map(|form| form.tokens());
        quote! {
            EventForm {
                events: &[#(#events),*],
                has_default_event: #has_default_event,
                data: #data,
                id: #id,
                retry: #retry,
            }
        }
    });
    Some(quote! {
        impl DescribedEvents for #builder {
            const FORMS: &'static [EventForm] = &[#(#forms),*];
            const MAY_BE_DATA: bool = #may_be_data;
        }
    })
}

/// Returns `true` if the values of a stream are events instead of data of events.
pub(super) fn describes_events(context: &Context<'_>, content: &Content) -> bool {
    forms(context, content).is_some()
}

/// Returns the forms of the events, or `None` if the type describes the data of events.
fn forms(context: &Context<'_>, content: &Content) -> Option<Vec<EventForm>> {
    let mut objects = Vec::new();
    let ty = item(context.resolve(&content.ty));
    find_objects(context, ty, &[], MAX_DEPTH, &mut objects)?;
    let is_data = |property: &Property| property.wire_name == "data";
    if !objects
        .iter()
        .any(|(object, _)| object.properties.iter().any(is_data))
    {
        return None;
    }
    let forms = objects.iter();
    let forms: Vec<_> = forms
        .map(|(object, events)| EventForm::of(context, object, events))
        .collect();
    let rest = |form: &EventForm| (form.has_default_event, form.data, form.id, form.retry);
    // Usually the events have the same form.
    if forms
        .windows(2)
        .all(|pair| rest(&pair[0]) == rest(&pair[1]))
    {
        let common = forms.into_iter().take(1).map(|form| EventForm {
            events: Vec::new(),
            ..form
        });
        return Some(common.collect());
    }
    Some(forms)
}

/// Collects the objects of a type with the event types that select them. Returns `None` if a value may be something else than an
/// object with members of events.
fn find_objects<'c>(
    context: &Context<'c>,
    ty: &'c Type,
    events: &[String],
    depth: usize,
    objects: &mut Vec<(&'c Struct, Vec<String>)>,
) -> Option<()> {
    let Type::Named(id) = context.resolve(ty) else {
        return None;
    };
    match &context.definition(*id)?.kind {
        TypeKind::Struct(object) => {
            let mut names = object.properties.iter().map(|one| one.wire_name.as_str());
            objects.push((object, events.to_vec()));
            names.all(|name| EVENT.contains(&name)).then_some(())
        }
        TypeKind::Union(union) if depth > 0 => union.variants.iter().try_for_each(|variant| {
            let VariantForm::Value { ty, tags, .. } = &variant.form else {
                return None;
            };
            let tags = event_tags(union, tags);
            let events = if tags.is_empty() { events } else { &tags };
            find_objects(context, ty, events, depth - 1, objects)
        }),
        _ => None,
    }
}

/// Returns the tags of a variant if the tag of the union is the type of the event.
fn event_tags(union: &Union, tags: &[Literal]) -> Vec<String> {
    let is_event = union
        .tag
        .as_ref()
        .is_some_and(|tag| tag.property == "event");
    let tags = tags.iter().filter(|_| is_event);
    tags.filter_map(text).collect()
}

/// Returns the text of a string.
fn text(literal: &Literal) -> Option<String> {
    match literal {
        Literal::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Returns the type of the items of an array, which describes the sequence of all values, and any other type as it is.
pub(super) fn item(ty: &Type) -> &Type {
    match ty {
        Type::Array(items) => items,
        other => other,
    }
}

impl EventForm {
    fn of(context: &Context<'_>, object: &Struct, tags: &[String]) -> Self {
        let form = |name: &str, default: TextForm| {
            let property = object.property(name);
            property.map_or(default, |property| match property.is_embedded {
                true => TextForm::Text,
                false => TextForm::of(context, &property.ty),
            })
        };
        let event = object.property("event");
        let declared = event.map(|event| event_types(context, event));
        let events = match declared {
            Some(events) if tags.is_empty() => events,
            _ => tags.to_vec(),
        };
        Self {
            has_default_event: event.is_some_and(|event| event.required)
                || events.iter().any(|event| event == "message"),
            events,
            data: form("data", TextForm::Text),
            id: form("id", TextForm::Text),
            retry: form("retry", TextForm::Json),
        }
    }
}

/// Returns the values of the property `event`, or an empty list if it may have any value.
fn event_types(context: &Context<'_>, event: &Property) -> Vec<String> {
    if let Some(constant) = &event.constant {
        return match &constant.wire_value {
            ConstantValue::Scalar(value) => text(value).into_iter().collect(),
            ConstantValue::Composite(_) => Vec::new(),
        };
    }
    let Type::Named(id) = context.resolve(&event.ty) else {
        return Vec::new();
    };
    let kind = context.definition(*id).map(|definition| &definition.kind);
    let Some(TypeKind::Enum(enumeration)) = kind else {
        return Vec::new();
    };
    let values = enumeration.values.iter();
    values.filter_map(|value| text(&value.wire_value)).collect()
}

impl TextForm {
    /// Returns the form in which a type describes a text. A type that accepts any value describes the text itself.
    pub(super) fn of(context: &Context<'_>, ty: &Type) -> Self {
        Self::find(context, ty, MAX_DEPTH)
    }

    fn find(context: &Context<'_>, ty: &Type, depth: usize) -> Self {
        match context.resolve(ty) {
            Type::Any | Type::String | Type::Binary => Self::Text,
            Type::Nullable(inner) if depth > 0 => Self::find(context, inner, depth - 1),
            Type::External(external) => {
                let is_string = |kind: &JsonKind| *kind == JsonKind::String;
                match (
                    external.kinds.iter().any(is_string),
                    external.kinds.iter().all(is_string),
                ) {
                    (_, true) => Self::Text,
                    (true, false) => Self::Either,
                    (false, false) => Self::Json,
                }
            }
            Type::Named(id) if depth > 0 => {
                match context.definition(*id).map(|definition| &definition.kind) {
                    Some(TypeKind::Enum(enumeration)) if enumeration.repr == EnumRepr::String => {
                        Self::Text
                    }
                    Some(TypeKind::Union(union)) => Self::of_union(context, union, depth - 1),
                    _ => Self::Json,
                }
            }
            _ => Self::Json,
        }
    }

    fn of_union(context: &Context<'_>, union: &Union, depth: usize) -> Self {
        let forms = union.variants.iter().map(|variant| match &variant.form {
            VariantForm::Literal(Literal::String(_)) => Self::Text,
            VariantForm::Literal(_) => Self::Json,
            VariantForm::Value { ty, .. } => Self::find(context, ty, depth),
        });
        let both = |one, other| if one == other { one } else { Self::Either };
        forms.reduce(both).unwrap_or(Self::Json)
    }

    fn tokens(self) -> TokenStream {
        match self {
            Self::Text => quote!(TextForm::Text),
            Self::Json => quote!(TextForm::Json),
            Self::Either => quote!(TextForm::Either),
        }
    }
}
