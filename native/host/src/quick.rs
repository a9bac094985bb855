//! Quick answers, for prompts and status lines of people. As long as nothing was signed, nothing of the engine is touched, and they cost what
//! starting a program costs; else the engine reads what was signed, so that there is one reading of it.

use crate::descriptors::last_error;
use crate::guard::Guard;
use crate::home::default_root;
use crate::own_file::path;
use crate::words::die;
use crate::{bounds, pane};
use core::ffi::c_int;

/// The mode of a pane where no valid statement says anything else.
const READ: &[u8] = b"read";

/// Which pane is asked about, and by which folder of the guard.
pub struct Pane {
    root: Vec<u8>,
    /// A process of that pane; this one, where none is named.
    process: Option<u32>,
}

impl Pane {
    /// `None`: these are no options of ours.
    pub fn in_words(mut words: &[&[u8]]) -> Option<Pane> {
        let (mut root, mut process) = (None, None);
        while let [option, value, rest @ ..] = words {
            match *option {
                b"--root" if root.is_none() && value.starts_with(b"/") => root = Some(value.to_vec()),
                b"--of" if process.is_none() => process = Some(core::str::from_utf8(value).ok()?.parse().ok()?),
                _ => return None,
            }
            words = rest;
        }
        words.is_empty().then(|| Pane { root: root.unwrap_or_else(default_root), process })
    }

    fn mode(&self, guard: &Guard) -> Vec<u8> {
        if may(&self.root, b"statements/live", libc::F_OK) == Err(libc::ENOENT) {
            return READ.to_vec();
        }
        bounds::start_call();
        let pane = pane::of(self.process);
        guard.mode(&self.root, pane.as_deref().map(str::as_bytes)).unwrap_or_else(|thrown| die(&thrown)).to_vec()
    }
}

/// `read`, or `write` and until when.
pub fn mode(guard: &Guard, pane: Pane) -> Vec<u8> {
    [pane.mode(guard).as_slice(), b"\n"].concat()
}

/// One line: which build, in which mode; or that every action is blocked, and why.
pub fn status_line(guard: &Guard, pane: Pane) -> Vec<u8> {
    match ledger_takes_records(&pane.root) {
        true => [b"sheepdog ", guard.version(), b" ", &mode(guard, pane)].concat(),
        false => [b"sheepdog ", guard.version(), b" blocks every action: its ledger cannot be written\n"].concat(),
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
