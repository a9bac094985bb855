//! What reads bytes of others, and what it promises for any bytes at all.

use crate::world::fuzzed::{index, mounts, names};
use crate::{claims, elf};

type Reader = fn(&'static [u8]);

pub fn named(name: &[u8]) -> Option<Reader> {
    Some(match name {
        b"index" => index,
        b"claims" => claims::fuzzed,
        b"mounts" => mounts,
        b"names" => names,
        b"executable" => executable,
        b"planted" => planted,
        _ => return None,
    })
}

/// An executable is refused or becomes an image that begins like it; nothing of it is read beyond its end.
fn executable(bytes: &'static [u8]) {
    if let Ok(program) = elf::before_segment(bytes, 0x10_0000_0000, 5) {
        assert!(program.len() % elf::PAGE == 0 && program.starts_with(b"\x7fELF"));
    }
}

/// A fault that four bytes lead to, one after the other: whoever does not see how far he has come does not find it.
fn planted(bytes: &'static [u8]) {
    let mut found = 0;
    for (byte, wanted) in bytes.iter().zip(b"dogs") {
        if byte != wanted {
            return;
        }
        found += 1;
        assert!(found < 4, "planted");
    }
}
