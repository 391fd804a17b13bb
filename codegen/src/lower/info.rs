//! The parts of a document that are about the document.

use indexmap::IndexMap;
use openapiv3::{Contact, ExternalDocumentation, Info, License, Tag};
use serde_json::Value;

use super::Lowerer;
use super::at::At;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// `info`; what is missing is empty.
    pub(super) fn info(&mut self, value: Option<&'d Value>, root: &At<'_>) -> Info {
        let at = &root.key("info");
        let mut info = Info::default();
        let members = value.and_then(|value| self.object(value, at));
        for (key, value) in members.into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "title" => info.title = self.text(value, at).unwrap_or_default(),
                "version" => info.version = self.text(value, at).unwrap_or_default(),
                "description" => info.description = self.text(value, at),
                "termsOfService" => info.terms_of_service = self.text(value, at),
                "contact" => info.contact = self.contact(value, at),
                "license" => info.license = self.license(value, at),
                "summary" => {}
                _ => self.other_member(&mut info.extensions, key, value, at),
            }
        }
        for (name, text) in [("title", &info.title), ("version", &info.version)] {
            if text.is_empty() {
                let message = format!("the document has no `info.{name}`");
                self.diagnostics.note(code::MISSING_MEMBER, at, message);
            }
        }
        info
    }

    fn contact(&mut self, value: &'d Value, at: &At<'_>) -> Option<Contact> {
        let mut contact = Contact::default();
        for (key, value) in self.object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "name" => contact.name = self.text(value, at),
                "url" => contact.url = self.text(value, at),
                "email" => contact.email = self.text(value, at),
                _ => self.other_member(&mut contact.extensions, key, value, at),
            }
        }
        Some(contact)
    }

    fn license(&mut self, value: &'d Value, at: &At<'_>) -> Option<License> {
        let mut license = License::default();
        for (key, value) in self.object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "name" => license.name = self.text(value, at).unwrap_or_default(),
                "url" => license.url = self.text(value, at),
                "identifier" => {}
                _ => self.other_member(&mut license.extensions, key, value, at),
            }
        }
        Some(license)
    }

    /// `externalDocs`.
    pub(super) fn external_docs(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<ExternalDocumentation> {
        let mut docs = ExternalDocumentation {
            description: None,
            url: String::new(),
            extensions: IndexMap::new(),
        };
        if let Value::String(url) = value {
            docs.url.clone_from(url);
            return Some(docs);
        }
        for (key, value) in self.object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "url" => docs.url = self.text(value, at).unwrap_or_default(),
                "description" => docs.description = self.text(value, at),
                _ => self.other_member(&mut docs.extensions, key, value, at),
            }
        }
        Some(docs)
    }

    /// `tags` of the root.
    pub(super) fn tags(&mut self, value: &'d Value, at: &At<'_>) -> Vec<Tag> {
        let items = self.array(value, at).unwrap_or_default();
        let mut tags = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = &at.index(index);
            let mut tag = Tag::default();
            if let Value::String(name) = item {
                tag.name.clone_from(name);
                tags.push(tag);
                continue;
            }
            for (key, value) in self.object(item, at).into_iter().flatten() {
                let at = &at.key(key);
                match key.as_str() {
                    "name" => tag.name = self.text(value, at).unwrap_or_default(),
                    "description" => tag.description = self.text(value, at),
                    "externalDocs" => tag.external_docs = self.external_docs(value, at),
                    // The hierarchy of tags of OpenAPI 3.2 has no bearing on code.
                    "summary" | "parent" | "kind" => {}
                    _ => self.other_member(&mut tag.extensions, key, value, at),
                }
            }
            tags.push(tag);
        }
        tags
    }
}
