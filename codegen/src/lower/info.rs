//! The metadata of a document: info, tags and external documentation.

use crate::value::Value;
use indexmap::IndexMap;
use openapiv3::{Contact, ExternalDocumentation, Info, License, Tag};

use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// `info`. Missing members are empty.
    pub(super) fn info(&mut self, value: Option<&'d Value>, root: &PointerPath<'_>) -> Info {
        let at = &root.key("info");
        let mut info = Info::default();
        let members = value.and_then(|value| self.as_object(value, at));
        for (key, value) in members.into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "title" => info.title = self.as_string(value, at).unwrap_or_default(),
                "version" => info.version = self.as_string(value, at).unwrap_or_default(),
                "description" => info.description = self.as_string(value, at),
                "termsOfService" => info.terms_of_service = self.as_string(value, at),
                "contact" => info.contact = self.contact(value, at),
                "license" => info.license = self.license(value, at),
                "summary" => {}
                _ => self.other_member(key, at),
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

    fn contact(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Option<Contact> {
        let mut contact = Contact::default();
        for (key, value) in self.as_object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "name" => contact.name = self.as_string(value, at),
                "url" => contact.url = self.as_string(value, at),
                "email" => contact.email = self.as_string(value, at),
                _ => self.other_member(key, at),
            }
        }
        Some(contact)
    }

    fn license(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Option<License> {
        let mut license = License::default();
        for (key, value) in self.as_object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "name" => license.name = self.as_string(value, at).unwrap_or_default(),
                "url" => license.url = self.as_string(value, at),
                "identifier" => {}
                _ => self.other_member(key, at),
            }
        }
        Some(license)
    }

    /// `externalDocs`.
    pub(super) fn external_docs(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
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
        for (key, value) in self.as_object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "url" => docs.url = self.as_string(value, at).unwrap_or_default(),
                "description" => docs.description = self.as_string(value, at),
                _ => self.other_member(key, at),
            }
        }
        Some(docs)
    }

    /// `tags` of the root.
    pub(super) fn tags(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Vec<Tag> {
        let items = self.as_array(value, at).unwrap_or_default();
        let mut tags = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = &at.index(index);
            let mut tag = Tag::default();
            if let Value::String(name) = item {
                tag.name.clone_from(name);
                tags.push(tag);
                continue;
            }
            for (key, value) in self.as_object(item, at).into_iter().flatten() {
                let at = &at.key(key);
                match key.as_str() {
                    "name" => tag.name = self.as_string(value, at).unwrap_or_default(),
                    "description" => tag.description = self.as_string(value, at),
                    "externalDocs" => tag.external_docs = self.external_docs(value, at),
                    // The tag hierarchy of OpenAPI 3.2 does not affect code.
                    "summary" | "parent" | "kind" => {}
                    _ => self.other_member(key, at),
                }
            }
            tags.push(tag);
        }
        tags
    }
}
