//! Changes that keep a document one: mostly to its nodes, sometimes to its bytes.

#[path = "../../tests/properties/plausible.rs"]
mod plausible;

use apicrate_codegen::document::Document;

/// Changes the document in `data`, of which `size` bytes count; gives its new size.
pub(crate) fn change(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let Some(text) = changed(&data[..size], max_size, seed) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    };
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
}

/// The changed document; `None` where bytes are to be changed instead.
fn changed(data: &[u8], max_size: usize, seed: u32) -> Option<String> {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    })
    .take(256)
    .collect();
    let document = match seed % 16 {
        0 => return None,
        1 => plausible::document(&bytes),
        _ => {
            let text = str::from_utf8(data).ok()?;
            let document = Document::from_text("openapi.yaml", text).ok()?;
            let mut document = serde_json::Value::from(document.root());
            plausible::mutate(&mut document, &bytes);
            document
        }
    };
    let text = document.to_string();
    (text.len() <= max_size).then_some(text)
}
