//! `src/date_time.rs`: the type of dates with times from the crate `time`, whose own serde implementations do not use RFC 3339.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::file::{File, Folder};
use crate::source::SourceFile;

/// Returns `true` if some type of the client is such a date.
pub(super) fn is_needed(context: &Context<'_>) -> bool {
    context.uses_own("DateTime")
}

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut file = File::new(context, Folder::Serde);
    for (path, name) in [
        ("std", "fmt"),
        ("std::ops", "Deref"),
        ("std::str", "FromStr"),
        ("time", "OffsetDateTime"),
        ("time::format_description::well_known", "Rfc3339"),
        ("time::serde", "rfc3339"),
    ] {
        file.uses.add(path, name);
    }
    let mut docs = Docs::new(0);
    docs.paragraph(
        "A date with a time and an offset from UTC in the format of RFC 3339, section 5.6.",
    );
    docs.paragraph("Dereferences to [`time::OffsetDateTime`].");
    let docs = docs.attributes();
    let item = quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct DateTime(pub OffsetDateTime);
    };
    let mut items = vec![item];
    items.extend(conversions());
    items.extend(text());
    file.finish("src/date_time.rs".to_owned(), items)
}

fn conversions() -> [TokenStream; 3] {
    [
        quote! {
            impl Deref for DateTime {
                type Target = OffsetDateTime;

                fn deref(&self) -> &OffsetDateTime {
                    &self.0
                }
            }
        },
        quote! {
            impl From<OffsetDateTime> for DateTime {
                fn from(value: OffsetDateTime) -> Self {
                    Self(value)
                }
            }
        },
        quote! {
            impl From<DateTime> for OffsetDateTime {
                fn from(value: DateTime) -> Self {
                    value.0
                }
            }
        },
    ]
}

fn text() -> [TokenStream; 4] {
    [
        quote! {
            impl fmt::Display for DateTime {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    let text = self.0.format(&Rfc3339).map_err(|_| fmt::Error)?;
                    f.pad(&text)
                }
            }
        },
        quote! {
            impl FromStr for DateTime {
                type Err = time::error::Parse;

                fn from_str(text: &str) -> Result<Self, time::error::Parse> {
                    OffsetDateTime::parse(text, &Rfc3339).map(Self)
                }
            }
        },
        quote! {
            impl serde::Serialize for DateTime {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    rfc3339::serialize(&self.0, serializer)
                }
            }
        },
        quote! {
            impl<'de> serde::Deserialize<'de> for DateTime {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    rfc3339::deserialize(deserializer).map(Self)
                }
            }
        },
    ]
}
