//! The readers of `world` as the fuzzer calls them.

use super::git::fuzzed::{bitmap, same_either_way};
use super::{mounts as table, names as spelling};

/// However an index is read, the same files are in it; and no bitmap asks for more than its bytes.
pub fn index(bytes: &'static [u8]) {
    bitmap(bytes);
    for path in [b"".as_slice(), b"a", b"a/b", b"zz"] {
        same_either_way(bytes, path);
    }
}

pub fn mounts(bytes: &'static [u8]) {
    for line in bytes.split(|&byte| byte == b'\n') {
        let place = table::foreign_mount(line);
        assert!(place.is_none_or(|place| place.len() <= line.len()));
    }
}

/// Every name comes back as it was, and what comes back from a text gives that text again.
pub fn names(bytes: &'static [u8]) {
    let text = spelling::escaped(bytes);
    assert_eq!(spelling::unescaped(&text).as_deref(), Some(bytes));
    if let Some(back) = spelling::unescaped(bytes) {
        let _ = spelling::escaped(&back);
    }
}
