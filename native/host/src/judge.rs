//! `judge`: one call per line in, one decision per line out, in order. Each call meets a fork of the thawed engine, so nothing leaks from
//! call to call, and whatever happens to a fork, its line gets an answer. As many forks work at once as there are processors.

use crate::descriptors::{INPUT_BYTES, input_buffer, read_some, write_all};
use crate::fork::{Fork, Slot};
use crate::guard::Guard;
use crate::home::Places;
use crate::shut_in::{self, May, Open};
use crate::words::{self, die};
use std::collections::VecDeque;

/// More forks at once would only wait for memory.
const MOST_FORKS: usize = 4;

/// Answers are handed on when this much has gathered, or when there is no further line to judge.
const GATHERED_BYTES: usize = 64 << 10;

/// What even `judgeFailed` could not answer.
const PLAIN_DENY: &[u8] = br#"{"id":null,"verdict":"deny","rules":["guard.failed"]}"#;

/// A line that is being judged, in the slot of the same place.
struct Flight {
    line: Vec<u8>,
    fork: Fork,
    slot: Slot,
}

struct Judge<'a> {
    guard: &'a Guard,
    places: Places,
    free: Vec<Slot>,
    /// The oldest first.
    flights: VecDeque<Flight>,
    gathered: Vec<u8>,
}

pub fn run(guard: &Guard) -> ! {
    let places = Places::of_call(None);
    let free = (0..processors()).map(|_| Slot::new()).collect();
    // Here and not in each fork: setting a fence up costs as much as a short decision.
    shut_in::fence_files();
    shut_in::fence_calls(&Open { written: &[1, 2], told: None }, May::Fork);
    let mut judge = Judge { guard, places, free, flights: VecDeque::new(), gathered: Vec::with_capacity(2 * GATHERED_BYTES) };
    judge.all_lines();
    judge.hand_on();
    words::leave(0)
}

fn processors() -> usize {
    // SAFETY: asks for a number.
    let online = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    usize::try_from(online).unwrap_or(1).clamp(1, MOST_FORKS)
}

impl Judge<'_> {
    fn all_lines(&mut self) {
        let room = input_buffer();
        let (mut start, mut end) = (0, 0);
        // A line that did not fit has been answered; the rest of it is passed over.
        let mut passing_over = false;
        loop {
            while let Some(length) = room[start..end].iter().position(|&byte| byte == b'\n') {
                if !core::mem::take(&mut passing_over) {
                    self.line(&room[start..start + length]);
                }
                start += length + 1;
            }
            room.copy_within(start..end, 0);
            (start, end) = (0, end - start);
            self.hand_on();
            if end > INPUT_BYTES {
                if !passing_over {
                    self.gather(PLAIN_DENY);
                }
                (passing_over, end) = (true, 0);
            }
            match read_some(0, &mut room[end..]) {
                Err(_) => die(b"the calls cannot be read from stdin"),
                Ok(0) => break,
                Ok(got) => end += got,
            }
        }
        if end > 0 && !passing_over {
            self.line(&room[..end]);
        }
    }

    fn line(&mut self, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        if self.free.is_empty() {
            self.land();
        }
        let Some(mut slot) = self.free.pop() else { return self.gather(PLAIN_DENY) };
        let fork = slot.start(|| self.guard.judge(line, &self.places));
        self.flights.push_back(Flight { line: line.to_vec(), fork, slot });
    }

    /// Waits for the oldest line, and gathers its answer.
    fn land(&mut self) {
        let Some(Flight { line, fork, mut slot }) = self.flights.pop_front() else { return };
        let failure = match slot.finish(fork) {
            Ok(answer) => {
                self.gather(answer);
                None
            }
            Err(reason) => Some(slot.start(|| self.guard.judge_failed(&line, &reason))),
        };
        if let Some(fork) = failure {
            self.gather(slot.finish(fork).unwrap_or(PLAIN_DENY));
        }
        self.free.push(slot);
    }

    fn gather(&mut self, answer: &[u8]) {
        self.gathered.extend_from_slice(answer);
        self.gathered.push(b'\n');
        if self.gathered.len() > GATHERED_BYTES {
            self.write();
        }
    }

    /// Everything that has been asked so far is answered.
    fn hand_on(&mut self) {
        while !self.flights.is_empty() {
            self.land();
        }
        self.write();
    }

    fn write(&mut self) {
        if write_all(1, &self.gathered).is_err() {
            die(b"the decisions cannot be written to stdout");
        }
        self.gathered.clear();
    }
}
