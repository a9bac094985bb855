//! A fork of this process that finds one answer. Whatever becomes of it, its parent learns the answer or the reason why there is none.

use crate::bounds;
use crate::descriptors::last_error;
use crate::guard::ANSWER_BYTES;
use crate::words::{self, Confession, die};
use core::ffi::c_int;

/// Memory that a fork shares with its parent.
pub struct Slot(&'static mut Shared);

#[repr(C)]
struct Shared {
    confession: Confession,
    /// Zero until the answer is whole.
    length: usize,
    answer: [u8; ANSWER_BYTES],
}

/// A fork at work; or the reason why there is none.
pub struct Fork(Result<libc::pid_t, Vec<u8>>);

impl Slot {
    pub fn new() -> Slot {
        let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANON);
        // SAFETY: fresh zeroed memory for which every pattern is a valid `Shared`; mapped as long as the program runs.
        unsafe {
            let memory = libc::mmap(core::ptr::null_mut(), size_of::<Shared>(), access, kind, -1, 0);
            if memory == libc::MAP_FAILED {
                die(b"there is no memory for answers");
            }
            Slot(&mut *memory.cast::<Shared>())
        }
    }

    /// Lets a fork find the answer. One at a time.
    pub fn start(&mut self, find: impl FnOnce() -> Result<&'static [u8], Vec<u8>>) -> Fork {
        self.0.length = 0;
        self.0.confession.length = 0;
        // SAFETY: the process has one thread; the child leaves without running anything of the parent's.
        match unsafe { libc::fork() } {
            -1 => Fork(Err(b"no process could be started to judge in".to_vec())),
            0 => self.leave_answer(find),
            child => Fork(Ok(child)),
        }
    }

    fn leave_answer(&mut self, find: impl FnOnce() -> Result<&'static [u8], Vec<u8>>) -> ! {
        words::confess_to(&mut self.0.confession);
        bounds::start_call();
        let answer = find().unwrap_or_else(|thrown| die(&thrown));
        self.0.answer[..answer.len()].copy_from_slice(answer);
        self.0.length = answer.len();
        words::leave(0)
    }

    /// Waits until the fork has ended.
    pub fn finish(&self, fork: Fork) -> Result<&[u8], Vec<u8>> {
        let status = wait_for(fork.0?);
        if status == 0 && self.0.length > 0 {
            return Ok(&self.0.answer[..self.0.length.min(ANSWER_BYTES)]);
        }
        match self.0.confession.reason() {
            b"" => Err(b"the guard was killed while it judged".to_vec()),
            reason => Err(reason.to_vec()),
        }
    }
}

fn wait_for(child: libc::pid_t) -> c_int {
    let mut status = 0;
    // SAFETY: `status` is valid for writing. Only an interruption is a reason to wait again.
    while unsafe { libc::waitpid(child, &mut status, 0) } != child {
        if last_error() != libc::EINTR {
            return -1;
        }
    }
    status
}
