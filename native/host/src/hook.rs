//! `hook AGENT [--root ABS]`: one envelope in, one answer out.

use crate::descriptors::{INPUT_BYTES, input_buffer, read_all, write_all};
use crate::guard::{Guard, Request};
use crate::home::Places;
use crate::ledger::Ledger;
use crate::shut_in::May;
use crate::words::{self, die};
use crate::{bounds, shut_in};

pub fn run(guard: &Guard, agent: &[u8], root: Option<&[u8]>) -> ! {
    bounds::start_call();
    let places = Places::of_call(root);
    let ledger = Ledger::open(&places.root);
    shut_in::fence_files();
    shut_in::fence_calls(&[1, 2, ledger.descriptor()], May::NotFork);
    let request = Request { agent, envelope: read_envelope(), places: &places };
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

fn read_envelope() -> &'static [u8] {
    let room = input_buffer();
    match read_all(0, room) {
        Err(_) => die(b"the call cannot be read from stdin"),
        Ok(0) => die(b"stdin holds no call"),
        Ok(length) if length > INPUT_BYTES => die(b"the call is larger than 8 MiB"),
        Ok(length) => &room[..length],
    }
}
