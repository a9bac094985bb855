//! Quick answers, for prompts and status lines of people: nothing of the engine is touched, so they cost what starting a program costs.

use crate::descriptors::last_error;
use crate::home::default_root;
use crate::own_file::path;
use crate::words::die;
use core::ffi::c_int;

/// What `mode get` says. Only what a person has signed can ever say anything else, and nobody can sign yet.
pub const MODE: &[u8] = b"read\n";

/// One line: which build, in which mode; or that every action is blocked, and why.
pub fn status_line(version: &[u8], root: Option<&[u8]>) -> Vec<u8> {
    let root = root.map_or_else(default_root, <[u8]>::to_vec);
    match ledger_takes_records(&root) {
        true => [b"sheepdog ", version, b" ", MODE].concat(),
        false => [b"sheepdog ", version, b" blocks every action: its ledger cannot be written\n"].concat(),
    }
}

fn ledger_takes_records(root: &[u8]) -> bool {
    match may(root, b"ledger/records", libc::W_OK) {
        Ok(()) => true,
        // The first record makes the file.
        Err(libc::ENOENT) => may(root, b"ledger", libc::W_OK | libc::X_OK).is_ok(),
        Err(_) => false,
    }
}

fn may(root: &[u8], name: &[u8], what: c_int) -> Result<(), c_int> {
    let Some(path) = path(root, name) else { die(b"the guard's own folder has a zero byte in its name") };
    // SAFETY: a C string.
    if unsafe { libc::access(path.as_ptr(), what) } == 0 { Ok(()) } else { Err(last_error()) }
}
