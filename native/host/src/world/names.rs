//! Bytes of the system as text of the engine, without loss.
//!
//! Names and contents need not be UTF-8. A byte that is none becomes a lone low surrogate, U+DC80 to U+DCFF, as in Python's
//! `surrogateescape`: every name has its own text, and goes back to its own bytes. JSON writes such a character as an escape, so a
//! recorded answer keeps it too. Ordinary text has no lone surrogates, and a call that contains one is refused before it is decided.

use std::borrow::Cow;

/// As UTF-8 in which surrogates may stand, which the engine takes and gives.
pub fn escaped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if core::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut text = Vec::with_capacity(bytes.len() * 2);
    for chunk in bytes.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        for &byte in chunk.invalid() {
            // U+DC00 + byte, in three bytes.
            text.extend_from_slice(&[0xED, 0xB0 | byte >> 6, 0x80 | byte & 0x3F]);
        }
    }
    Cow::Owned(text)
}

/// The way back. `None`: a surrogate that stands for no byte.
pub fn unescaped(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if core::str::from_utf8(text).is_ok() {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        match rest {
            [0xED, second @ 0xB2..=0xB3, third, after @ ..] => {
                bytes.push(second << 6 | third & 0x3F);
                rest = after;
            }
            [0xED, 0xA0..=0xBF, ..] => return None,
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Some(Cow::Owned(bytes))
}
