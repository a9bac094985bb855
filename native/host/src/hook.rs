//! `hook AGENT [--root ABS]`: one envelope in, one answer out.

use crate::daemon::Daemon;
use crate::descriptors::{INPUT_BYTES, input_buffer, read_all, write_all};
use crate::guard::{Guard, Memory, Request};
use crate::home::Places;
use crate::ledger::Ledger;
use crate::shut_in::{May, Open};
use crate::words::{self, die};
use crate::{bounds, claims, memory, shut_in};
use core::ffi::c_int;

pub fn run(guard: &Guard, agent: &[u8], root: Option<&[u8]>) -> ! {
    bounds::start_call();
    guard.ready_pages();
    let places = Places::of_call(root);
    let ledger = Ledger::open(&places.root);
    let daemon = Daemon::meet(&places.root);
    shut_in(&places, &ledger, daemon.as_ref());
    let request = Request { agent, envelope: read_envelope(), places: &places };
    let outcome = guard.decide(&request).unwrap_or_else(|thrown| die(&thrown));
    ledger.append(outcome.record, outcome.sync);
    keep(&outcome.memory);
    if write_all(2, outcome.stderr).is_err() {
        die(b"the reason cannot be written to stderr");
    }
    words::answering();
    if write_all(1, outcome.stdout).is_err() {
        die(b"the answer cannot be written to stdout");
    }
    if let Some(daemon) = daemon
        && !outcome.record.is_empty()
    {
        daemon.tell(agent, outcome.record.len());
    }
    words::leave(outcome.exit)
}

/// From now on nothing is opened any more to be written to.
fn shut_in(places: &Places, ledger: &Ledger, daemon: Option<&Daemon>) {
    let own = [claims::open(&places.root), memory::open(&places.root)];
    let written: Vec<c_int> = [1, 2, ledger.descriptor()].into_iter().chain(own.into_iter().flatten()).collect();
    shut_in::fence_files();
    shut_in::fence_calls(&Open { written: &written, told: daemon.map(Daemon::descriptor) }, May::NotFork);
}

/// Before the answer, like the record: what a later call must know and cannot is a hole that nobody sees, so such a call does not pass.
fn keep(memory: &Memory) {
    if !memory.notes.is_empty() && !memory::remember(memory.session, &memory.notes) {
        die(b"what later calls must know of this one cannot be kept in `memory` of the guard's own folder");
    }
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
