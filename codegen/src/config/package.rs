//! Names of packages.

/// Checks the name of a package: letters, digits, `-` and `_`, a letter first, and not a word that Cargo reserves.
///
/// # Errors
///
/// Returns the problem, as a continuation of the name.
pub fn check_package(name: &str) -> Result<(), &'static str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err("does not start with a letter");
    }
    if !name.chars().all(is_part) {
        return Err("may contain only letters, digits, `-` and `_`");
    }
    // In a path, such a name would be a keyword or a crate of the standard library.
    let identifier = name.replace('-', "_");
    let is_reserved = ["alloc", "core", "proc_macro", "std", "test"].contains(&name)
        || syn::parse_str::<syn::Ident>(&identifier).is_err();
    if is_reserved {
        return Err("is a reserved word");
    }
    Ok(())
}
