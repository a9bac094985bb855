//! `judge`: one call per line in, one decision per line out. Each call meets a fork of the thawed engine, so nothing leaks from call to
//! call, and whatever happens to a fork, its line gets an answer.

use crate::descriptors::{INPUT_BYTES, input_buffer, read_some, write_all};
use crate::guard::{ANSWER_BYTES, Guard};
use crate::shut_in::May;
use crate::words::{self, Confession, die};
use crate::{bounds, home, shut_in};
use core::ffi::c_int;

/// Answers are handed on when this much has gathered, or when there is no further line to judge.
const GATHERED_BYTES: usize = 64 << 10;

/// What even `judgeFailed` could not answer.
const PLAIN_DENY: &[u8] = br#"{"id":null,"verdict":"deny","rules":["guard.failed"]}"#;

/// What a fork leaves to its parent: an answer, or the reason why there is none.
#[repr(C)]
struct Shared {
    confession: Confession,
    length: usize,
    answer: [u8; ANSWER_BYTES],
}

struct Judge<'a> {
    guard: &'a Guard,
    home: Vec<u8>,
    shared: &'static mut Shared,
    gathered: Vec<u8>,
}

pub fn run(guard: &Guard) -> ! {
    let home = home::of_call().unwrap_or_else(|| die(b"this user has no home: neither HOME nor the password file names one"));
    // Here and not in each fork: setting a fence up costs as much as a short decision.
    shut_in::fence_files();
    shut_in::fence_calls(&[1, 2], May::Fork);
    let mut judge = Judge { guard, home, shared: shared_memory(), gathered: Vec::with_capacity(2 * GATHERED_BYTES) };
    judge.all_lines();
    judge.hand_on();
    words::leave(0)
}

fn shared_memory() -> &'static mut Shared {
    let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANON);
    // SAFETY: fresh zeroed memory for which every pattern is a valid `Shared`; mapped as long as the program runs.
    unsafe {
        let memory = libc::mmap(core::ptr::null_mut(), size_of::<Shared>(), access, kind, -1, 0);
        if memory == libc::MAP_FAILED {
            die(b"there is no memory for answers");
        }
        &mut *memory.cast::<Shared>()
    }
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
            if end > INPUT_BYTES {
                if !passing_over {
                    self.answer(None);
                }
                (passing_over, end) = (true, 0);
            }
            self.hand_on();
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
        let (guard, home) = (self.guard, self.home.clone());
        let judged = self.forked(|| guard.judge(line, &home));
        let answered = judged.or_else(|reason| self.forked(|| guard.judge_failed(line, &reason)));
        self.answer(answered.ok().map(|()| self.shared.length));
    }

    /// Lets a fork find the answer. The error is the reason why there is none.
    fn forked(&mut self, find: impl FnOnce() -> Result<&'static [u8], Vec<u8>>) -> Result<(), Vec<u8>> {
        self.shared.length = 0;
        self.shared.confession.length = 0;
        // SAFETY: the process has one thread; the child leaves without running anything of the parent's.
        match unsafe { libc::fork() } {
            -1 => Err(b"no process could be started to judge in".to_vec()),
            0 => self.leave_answer(find),
            child => self.outcome_of(child),
        }
    }

    fn leave_answer(&mut self, find: impl FnOnce() -> Result<&'static [u8], Vec<u8>>) -> ! {
        words::confess_to(&mut self.shared.confession);
        bounds::start_call();
        let answer = find().unwrap_or_else(|thrown| die(&thrown));
        self.shared.answer[..answer.len()].copy_from_slice(answer);
        self.shared.length = answer.len();
        words::leave(0)
    }

    fn outcome_of(&self, child: libc::pid_t) -> Result<(), Vec<u8>> {
        let status = wait_for(child);
        if status == 0 && self.shared.length > 0 {
            return Ok(());
        }
        let confession = &self.shared.confession;
        match confession.length.min(confession.reason.len()) {
            0 => Err(b"the guard was killed while it judged".to_vec()),
            length => Err(confession.reason[..length].to_vec()),
        }
    }

    /// The fork's answer of this length, or the plain one.
    fn answer(&mut self, length: Option<usize>) {
        let answer = length.map_or(PLAIN_DENY, |length| &self.shared.answer[..length]);
        self.gathered.extend_from_slice(answer);
        self.gathered.push(b'\n');
        if self.gathered.len() > GATHERED_BYTES {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        if write_all(1, &self.gathered).is_err() {
            die(b"the decisions cannot be written to stdout");
        }
        self.gathered.clear();
    }
}

fn wait_for(child: libc::pid_t) -> c_int {
    let mut status = 0;
    // SAFETY: `status` is valid for writing. Only an interruption is a reason to wait again.
    while unsafe { libc::waitpid(child, &mut status, 0) } != child {
        if crate::descriptors::last_error() != libc::EINTR {
            return -1;
        }
    }
    status
}
