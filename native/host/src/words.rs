//! The last words: what the host says when nothing else can speak any more. Plain bytes, no memory is asked for, fit for a signal handler.

use core::ffi::c_int;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering::SeqCst};

/// The exit code that blocks an action, for every agent.
pub const BLOCKED: c_int = 2;

const AGENTS: usize = 32;
const TEXT_BYTES: usize = 24 << 10;
const REASON_BYTES: usize = 600;
const ANSWER_BYTES: usize = 8 << 10;

/// Each agent's block answer, cut where the reason goes. Lies in the image, in reach before the engine is.
pub struct Words {
    count: usize,
    agents: [Entry; AGENTS],
    used: usize,
    text: [u8; TEXT_BYTES],
}

/// Where name, text before and text after the reason end; each starts where the one before it ended.
#[derive(Clone, Copy)]
struct Entry {
    start: usize,
    ends: [usize; 3],
}

impl Words {
    pub const NONE: Words = Words { count: 0, agents: [Entry { start: 0, ends: [0; 3] }; AGENTS], used: 0, text: [0; TEXT_BYTES] };

    /// As they lie in memory, for an image to keep.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: whole numbers and bytes, without gaps between them.
        unsafe { core::slice::from_raw_parts(core::ptr::from_ref(self).cast(), size_of::<Words>()) }
    }

    /// What `bytes` gave, read by the same program.
    pub fn from_bytes(bytes: &[u8]) -> Words {
        assert_eq!(bytes.len(), size_of::<Words>(), "the image holds the words whole");
        // SAFETY: as many bytes as the words have, and every pattern of bits is some number.
        unsafe { bytes.as_ptr().cast::<Words>().read_unaligned() }
    }

    /// Takes in one agent: name, text before, text after. `false`: there is no room.
    pub fn learn(&mut self, parts: [&[u8]; 3]) -> bool {
        let size: usize = parts.iter().map(|part| part.len()).sum();
        if self.count == AGENTS || self.used + size > TEXT_BYTES || size > ANSWER_BYTES - REASON_BYTES {
            return false;
        }
        let entry = &mut self.agents[self.count];
        entry.start = self.used;
        for (end, part) in entry.ends.iter_mut().zip(parts) {
            self.text[self.used..self.used + part.len()].copy_from_slice(part);
            self.used += part.len();
            *end = self.used;
        }
        self.count += 1;
        true
    }

    fn parts(&self, index: usize) -> [&[u8]; 3] {
        let Entry { start, ends: [name, before, after] } = self.agents[index];
        [&self.text[start..name], &self.text[name..before], &self.text[before..after]]
    }
}

static WORDS: AtomicPtr<Words> = AtomicPtr::new(core::ptr::null_mut());
static SPEAKER: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Set right before the answer goes out: from then on a second answer would only garble the first.
static ANSWERED: AtomicBool = AtomicBool::new(false);
static DYING: AtomicBool = AtomicBool::new(false);
/// Where a fork of the judge leaves its reason instead of speaking itself: length, then text.
static CONFESSION: AtomicPtr<Confession> = AtomicPtr::new(core::ptr::null_mut());

#[repr(C)]
pub struct Confession {
    pub length: usize,
    reason: [u8; REASON_BYTES],
}

impl Confession {
    pub fn reason(&self) -> &[u8] {
        &self.reason[..self.length.min(REASON_BYTES)]
    }
}

pub fn know(words: &'static Words) {
    WORDS.store(core::ptr::from_ref(words).cast_mut(), SeqCst);
}

/// From now on failures are answered in this agent's shape. `false`: nobody knows this agent.
pub fn speak_for(agent: &[u8]) -> bool {
    let Some(words) = known() else { return false };
    let found = (0..words.count).find(|&index| words.parts(index)[0] == agent);
    SPEAKER.store(found.unwrap_or(usize::MAX), SeqCst);
    found.is_some()
}

/// From now on a failure only leaves its reason here and ends the process.
pub fn confess_to(place: *mut Confession) {
    CONFESSION.store(place, SeqCst);
}

/// The answer is about to be written, or has been.
pub fn answering() {
    ANSWERED.store(true, SeqCst);
}

pub fn already_dying() -> bool {
    DYING.load(SeqCst)
}

fn known() -> Option<&'static Words> {
    // SAFETY: only `know` writes the pointer, from a reference that lives as long as the program.
    unsafe { WORDS.load(SeqCst).as_ref() }
}

/// Blocks the action and ends: the agent's own block answer, the reason on stderr, exit code 2.
/// `what` is the first half of a sentence: what happened.
pub fn die(what: &[u8]) -> ! {
    block_signals();
    DYING.store(true, SeqCst);
    let mut reason = Line::<REASON_BYTES>::new();
    reason.clean(&what[..what.len().min(REASON_BYTES - 80)]);
    reason.clean(b"; nothing was decided, so this action is blocked; see `sheepdog doctor`");
    // SAFETY: the place was mapped by this process's parent and stays; nobody else writes to it while this process lives.
    if let Some(place) = unsafe { CONFESSION.load(SeqCst).as_mut() } {
        place.reason = reason.bytes;
        place.length = reason.length;
        leave(BLOCKED);
    }
    if !ANSWERED.load(SeqCst) {
        speak(reason.written());
    }
    let mut line = Line::<{ REASON_BYTES + 16 }>::new();
    line.raw(b"sheepdog: ");
    line.raw(reason.written());
    line.raw(b"\n");
    say(2, line.written());
    leave(BLOCKED)
}

/// A mistake in the command line: the reason as it is, and the exit code that blocks.
pub fn refuse(sentence: &[u8]) -> ! {
    let mut line = Line::<REASON_BYTES>::new();
    line.raw(b"sheepdog: ");
    line.clean(sentence);
    line.raw(b"\n");
    say(2, line.written());
    leave(BLOCKED)
}

fn speak(reason: &[u8]) {
    let speaker = SPEAKER.load(SeqCst);
    let Some(words) = known().filter(|words| speaker < words.count) else { return };
    let [_, before, after] = words.parts(speaker);
    let mut answer = Line::<ANSWER_BYTES>::new();
    answer.raw(before);
    answer.raw(reason);
    answer.raw(after);
    say(1, answer.written());
}

/// One attempt without a second: when even this fails, the exit code still blocks.
fn say(descriptor: c_int, bytes: &[u8]) {
    // SAFETY: the bytes are valid for reading.
    unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
}

pub fn leave(code: c_int) -> ! {
    // SAFETY: ends the process without running anything else.
    unsafe { libc::_exit(code) }
}

/// All but the wall clock's signal: a reader that never reads must not hold us for ever.
fn block_signals() {
    // SAFETY: the set is initialised before use.
    unsafe {
        let mut all: libc::sigset_t = core::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::sigdelset(&mut all, libc::SIGALRM);
        libc::sigprocmask(libc::SIG_SETMASK, &all, core::ptr::null_mut());
    }
}

/// Text of bounded length that is put together without asking for memory. What does not fit is cut.
struct Line<const SIZE: usize> {
    bytes: [u8; SIZE],
    length: usize,
}

impl<const SIZE: usize> Line<SIZE> {
    fn new() -> Self {
        Line { bytes: [0; SIZE], length: 0 }
    }

    fn raw(&mut self, bytes: &[u8]) {
        let fit = bytes.len().min(SIZE - self.length);
        self.bytes[self.length..self.length + fit].copy_from_slice(&bytes[..fit]);
        self.length += fit;
    }

    /// Only plain ASCII without quotes and backslashes, so that it can stand inside of any JSON string.
    fn clean(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.raw(&[match byte {
                b'"' => b'`',
                b'\\' => b'/',
                b' '..=b'~' => byte,
                b'\n' | b'\t' => b' ',
                _ => b'?',
            }]);
        }
    }

    fn written(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}
