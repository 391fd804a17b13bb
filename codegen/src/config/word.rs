//! Options whose values are words.

/// An option whose values are words.
pub(super) trait Word: Sized + 'static {
    /// The words with what they stand for, the default first.
    const ALL: &'static [(&'static str, Self)];
}

/// Enums of which each variant is chosen by a word, the default first.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $word:literal => $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $crate::config::word::Word for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];
        }
    )*};
}

pub(super) use words;
