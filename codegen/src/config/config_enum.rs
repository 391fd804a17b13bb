//! Options with a fixed set of values.

/// An option with a fixed set of values.
pub(super) trait ConfigEnum: Sized + 'static {
    /// The names of the values, the default first.
    const ALL: &'static [(&'static str, Self)];
}

/// Declares enums with the name of each variant, the default first.
macro_rules! config_enums {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $word:literal => $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $crate::config::config_enum::ConfigEnum for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];
        }
    )*};
}

pub(super) use config_enums;
