//! Events that a schema describes with all their fields, as an object.

use std::fmt::Write as _;

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::runtime::body::decode;
use crate::runtime::error::json::JsonError;
use crate::runtime::stream::sse::{DEFAULT_EVENT, Event};

/// The events of an operation whose schema describes them with all their fields.
pub trait DescribedEvents {
    /// The forms of the events, in the document's order. There is at least one.
    const FORMS: &'static [EventForm];

    /// `true` if the schema may also describe the data of the events: an object with the same members as an event.
    const MAY_BE_DATA: bool;
}

/// The form of events with certain types.
#[derive(Debug)]
pub struct EventForm {
    /// The types of the events; empty for all that are in no other form.
    pub events: &'static [&'static str],
    /// `true` if the object has the member `event` even if it is the default, `message`.
    pub has_default_event: bool,
    /// The form of the data.
    pub data: TextForm,
    /// The form of the ID.
    pub id: TextForm,
    /// The form of the reconnection time.
    pub retry: TextForm,
}

/// The form in which a schema describes a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// A string: the text as it was received.
    Text,
    /// The JSON value that the text contains.
    Json,
    /// A JSON value, or a string if the text is not JSON.
    Either,
}

impl EventForm {
    /// Returns the form of an event.
    pub(crate) fn of<D: DescribedEvents>(event: &Event<String>) -> &'static Self {
        let named = |form: &&Self| form.events.contains(&event.event.as_str());
        let mut forms = D::FORMS.iter();
        let form = forms
            .find(named)
            .or_else(|| D::FORMS.iter().find(|form| form.events.is_empty()));
        form.or(D::FORMS.first()).unwrap_or(&UNKNOWN)
    }

    /// Returns the event as a JSON object.
    fn object(&self, event: &Event<String>) -> String {
        let mut out = String::with_capacity(event.data.len() + 64);
        out.push('{');
        if self.has_default_event || event.event != DEFAULT_EVENT {
            TextForm::Text.write(&mut out, "event", &event.event);
        }
        if let Some(id) = &event.id {
            self.id.write(&mut out, "id", id);
        }
        if let Some(retry) = event.retry {
            self.retry
                .write(&mut out, "retry", &retry.as_millis().to_string());
        }
        // Without a value there is no JSON. An event whose data is optional has none then.
        if self.data == TextForm::Text || !event.data.trim().is_empty() {
            self.data.write(&mut out, "data", &event.data);
        }
        out.push('}');
        out
    }
}

/// The form of events for an operation without forms, which the generator does not emit.
static UNKNOWN: EventForm = EventForm {
    events: &[],
    has_default_event: false,
    data: TextForm::Text,
    id: TextForm::Text,
    retry: TextForm::Json,
};

impl TextForm {
    /// Writes a member of an object.
    fn write(self, out: &mut String, name: &str, text: &str) {
        let separator = if out.ends_with('{') { "" } else { "," };
        let is_json = self != Self::Text && serde_json::from_str::<IgnoredAny>(text).is_ok();
        // Writing to a string cannot fail.
        let _ = if is_json {
            write!(out, "{separator}\"{name}\":{text}")
        } else {
            write!(
                out,
                "{separator}\"{name}\":{}",
                serde_json::Value::from(text)
            )
        };
    }
}

/// Decodes an event that the schema describes as an object with the members `event`, `data`, `id` and `retry`.
pub(crate) fn whole<T: DeserializeOwned, D: DescribedEvents>(
    event: &Event<String>,
) -> Result<T, JsonError> {
    if D::MAY_BE_DATA
        && has_members_of_events(&event.data)
        && let Ok(value) = decode::parse(event.data.as_bytes())
    {
        return Ok(value);
    }
    let object = EventForm::of::<D>(event).object(event);
    decode::parse(object.as_bytes())
        .or_else(|error| decode::parse(event.data.as_bytes()).map_err(|_| error))
}

/// Returns `true` if a text is a JSON object that has only members of events, and at least one.
fn has_members_of_events(text: &str) -> bool {
    type Members = std::collections::BTreeMap<String, IgnoredAny>;
    let members = serde_json::from_str::<Members>(text).unwrap_or_default();
    let is_known = |name: &String| ["comment", "data", "event", "id", "retry"].contains(&&**name);
    !members.is_empty() && members.keys().all(is_known)
}
