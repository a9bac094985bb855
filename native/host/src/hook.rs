//! `hook AGENT [--root ABS]`: one envelope in, one answer out.

use crate::descriptors::{INPUT_BYTES, input_buffer, read_all, write_all};
use crate::guard::{Guard, Request};
use crate::ledger::Ledger;
use crate::shut_in::May;
use crate::words::{self, die};
use crate::{bounds, home, shut_in};

pub fn run(guard: &Guard, agent: &[u8], root: Option<&[u8]>) -> ! {
    bounds::start_call();
    let ledger = Ledger::open(&root.map_or_else(default_root, <[u8]>::to_vec));
    let home = home::of_call().unwrap_or_else(|| die(b"this user has no home: neither HOME nor the password file names one"));
    shut_in::fence_files();
    shut_in::fence_calls(&[1, 2, ledger.descriptor()], May::NotFork);
    let request = Request { agent, envelope: read_envelope(), home: &home };
    let outcome = guard.decide(&request).unwrap_or_else(|thrown| die(&thrown));
    ledger.append(outcome.record, outcome.sync);
    if write_all(2, outcome.stderr).is_err() {
        die(b"the reason cannot be written to stderr");
    }
    words::answering();
    if write_all(1, outcome.stdout).is_err() {
        die(b"the answer cannot be written to stdout");
    }
    words::leave(outcome.exit)
}

/// Of the user that runs us, by the password database; never by a variable, which the judged call could have set.
fn default_root() -> Vec<u8> {
    let mut root = home::of_user().unwrap_or_else(|| die(b"this user is not in the password file, and no --root is given"));
    root.extend_from_slice(b"/.sheepdog");
    root
}

fn read_envelope() -> &'static [u8] {
    let room = input_buffer();
    match read_all(0, room) {
        Err(_) => die(b"the call cannot be read from stdin"),
        Ok(0) => die(b"stdin holds no call"),
        Ok(length) if length > INPUT_BYTES => die(b"the call is larger than 8 MiB"),
        Ok(length) => &room[..length],
    }
}
