//! `security`: the requirement of operations that declare none.

use super::named::NamePositions;
use super::value::Table;

/// The option, which names security schemes.
pub(super) const SECURITY: &str = "security";

/// Reads the alternatives, and records the positions of the schemes: each alternative is the key of a scheme, or an array of the
/// keys of schemes that are required together.
pub(super) fn security(
    client: &Table<'_>,
    positions: &mut NamePositions,
) -> Option<Vec<Vec<String>>> {
    if !client.has(SECURITY) {
        return None;
    }
    let alternatives = client.alternatives(SECURITY).into_iter();
    let record = |schemes| positions.record_all(SECURITY, client, schemes);
    Some(alternatives.map(record).collect())
}
