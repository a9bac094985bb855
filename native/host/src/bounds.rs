//! The bounds of one call. What those of `world` mean for a decision, and the decision's own, stands in `src/guard/limits.ts`; a test holds
//! the two to the same numbers. What is counted comes first, so that a verdict never depends on load; the timers are the backstop.
//!
//! | bound                 | value              | past it                                             |
//! |-----------------------|--------------------|-----------------------------------------------------|
//! | envelope              | 8 MiB              | blocked: the call is too large                      |
//! | steps of the engine   | `STEPS`            | blocked: out of steps                               |
//! | steps of a build      | `BUILD_STEPS`      | no image is made                                    |
//! | each text of an answer | `guard::ANSWER_BYTES` | blocked: malformed answer                       |
//! | memory of the call    | `arena::GROW_BYTES`| the engine throws; blocked                          |
//! | depth of recursion    | 2 MiB of stack     | the engine throws; blocked                          |
//! | questions about world | `world::QUESTIONS` | the answer is "not known, bound"                    |
//! | one text of world     | `files::TEXT_BYTES`| the answer says "not whole"                         |
//! | names of one folder   | `files::NAMES`     | the answer says "not whole"                         |
//! | entries of one tree   | `tree::ENTRIES`    | the answer says "not whole"                         |
//! | tracked files         | `git::FILES`       | the answer is "not known, bound"                    |
//! | git indexes of a call | `index::INDEX_BYTES` | the answer is "not known, bound"                  |
//! | table of mounts       | `mounts::TABLE_BYTES`| every answer is "not known, foreign"              |
//! | file of claims        | `claims::CLAIMS_BYTES` | nothing can be claimed                            |
//! | file of statements    | `marked::FILE_BYTES` | nobody has signed anything                        |
//! | notes of one call     | `memory::NOTES_OF_CALL` | blocked: more than a call may have               |
//! | one note              | `memory::NOTE_BYTES` | blocked: it cannot be kept                          |
//! | waiting for a lock    | `own_file::LOCK_WAITS` | nothing can be claimed; what is to be kept blocks |
//! | processor time        | `PROCESSOR_MS`     | blocked: out of time                                |
//! | time on the wall      | `WALL_MS`          | blocked: out of time                                |

use crate::words;
use core::ffi::{c_int, c_void};
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The engine asks once in this many jumps back, calls, or steps of a regular expression.
const STEPS_PER_QUESTION: u32 = 10_000;

/// Many times what the longest command seen needs, and well below the processor time on any machine that is fit for work.
const STEPS: u32 = 8_000_000;
const BUILD_STEPS: u32 = 400_000_000;

/// The counted bounds come first, on a slow or busy machine as well: scripts of as many commands as a call may hold were measured at 150 ms.
const PROCESSOR_MS: i64 = 1_000;
const WALL_MS: i64 = 3_000;
const ADDRESS_SPACE: libc::rlim_t = 256 << 20;

/// Signals that mean nothing to us; their default is to be ignored, so it stays.
const HARMLESS: [c_int; 4] = [libc::SIGCHLD, libc::SIGCONT, libc::SIGWINCH, libc::SIGURG];

static QUESTIONS_ASKED: AtomicU32 = AtomicU32::new(0);
static QUESTIONS_ALLOWED: AtomicU32 = AtomicU32::new(STEPS / STEPS_PER_QUESTION);

/// The engine asks whether to go on. Native loops never ask; for them there is the timer.
pub unsafe extern "C" fn on_step(_: *mut rquickjs_sys::JSRuntime, _: *mut c_void) -> c_int {
    c_int::from(QUESTIONS_ASKED.fetch_add(1, Relaxed) >= QUESTIONS_ALLOWED.load(Relaxed))
}

/// The engine was told to stop because the call took too many steps.
pub fn out_of_steps() -> bool {
    QUESTIONS_ASKED.load(Relaxed) > QUESTIONS_ALLOWED.load(Relaxed)
}

/// While a guard is built, which compiles all of its policies, it may take more steps than a call.
pub fn start_build() {
    start_steps(BUILD_STEPS);
}

/// All calls of a rehearsal together are bounded as one call is.
pub fn start_rehearsal() {
    start_steps(STEPS);
}

fn start_steps(steps: u32) {
    QUESTIONS_ASKED.store(0, Relaxed);
    QUESTIONS_ALLOWED.store(steps / STEPS_PER_QUESTION, Relaxed);
}

/// Every signal that can be caught ends in a block; memory is bounded; nothing is dumped.
pub fn guard_process() {
    catch_signals();
    limit(libc::RLIMIT_AS, ADDRESS_SPACE);
    limit(libc::RLIMIT_CORE, 0);
}

/// Starts the clocks and the counter of one call.
pub fn start_call() {
    QUESTIONS_ASKED.store(0, Relaxed);
    start_timer(libc::ITIMER_PROF, PROCESSOR_MS);
    start_timer(libc::ITIMER_REAL, WALL_MS);
}

fn start_timer(which: c_int, ms: i64) {
    let time = libc::timeval { tv_sec: ms / 1000, tv_usec: (ms % 1000 * 1000) as _ };
    let once = libc::itimerval { it_interval: libc::timeval { tv_sec: 0, tv_usec: 0 }, it_value: time };
    // SAFETY: the timer's description lives until the call returns.
    if unsafe { libc::setitimer(which, &once, core::ptr::null_mut()) } != 0 {
        words::die(b"the deadline could not be set");
    }
}

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = c_int;

/// Lowers a limit; one that is lower already stays.
fn limit(resource: Resource, most: libc::rlim_t) {
    let mut now = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `now` is valid for writing, and for reading afterwards.
    let set = unsafe {
        libc::getrlimit(resource, &mut now) == 0 && {
            let lower = libc::rlimit { rlim_cur: now.rlim_cur.min(most), rlim_max: now.rlim_max.min(most) };
            libc::setrlimit(resource, &lower) == 0
        }
    };
    if !set {
        words::die(b"a resource limit could not be set");
    }
}

/// A stack of its own for the handler, since a signal may mean that the stack has ended.
#[repr(align(4096))]
struct SpareStack {
    _bytes: [u8; SPARE_STACK_BYTES],
}
const SPARE_STACK_BYTES: usize = 128 << 10;
static mut SPARE_STACK: SpareStack = SpareStack { _bytes: [0; SPARE_STACK_BYTES] };

fn catch_signals() {
    // SAFETY: the spare stack is used by the handler alone; the descriptions live until each call returns.
    unsafe {
        let stack = libc::stack_t { ss_sp: (&raw mut SPARE_STACK).cast(), ss_flags: 0, ss_size: SPARE_STACK_BYTES };
        libc::sigaltstack(&stack, core::ptr::null_mut());
        let mut action: libc::sigaction = core::mem::zeroed();
        action.sa_sigaction = on_signal as extern "C" fn(c_int) as libc::sighandler_t;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigfillset(&mut action.sa_mask);
        for signal in 1..=last_signal() {
            if HARMLESS.contains(&signal) {
                libc::signal(signal, libc::SIG_DFL);
            } else {
                // Fails for the two that cannot be caught and for those that the C library keeps for itself.
                libc::sigaction(signal, &action, core::ptr::null_mut());
            }
        }
        // The caller may have blocked any of them; a blocked timer would be none.
        let mut none: libc::sigset_t = core::mem::zeroed();
        libc::sigemptyset(&mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &none, core::ptr::null_mut());
    }
    block_private_signals();
}

#[cfg(target_os = "linux")]
fn last_signal() -> c_int {
    libc::SIGRTMAX()
}

#[cfg(not(target_os = "linux"))]
fn last_signal() -> c_int {
    31
}

/// The signals between the standard and the real-time ones belong to the C library, which lets nobody catch them; unblocked they would kill.
#[cfg(target_os = "linux")]
fn block_private_signals() {
    let mask: u64 = (32..libc::SIGRTMIN()).fold(0, |mask, signal| mask | 1 << (signal - 1));
    let set = &raw const mask;
    // SAFETY: the kernel reads eight bytes, which is what its signal set has.
    unsafe { libc::syscall(libc::SYS_rt_sigprocmask, libc::SIG_BLOCK, set, core::ptr::null::<u64>(), 8) };
}

#[cfg(not(target_os = "linux"))]
fn block_private_signals() {}

/// musl closes itself to all signals before it raises one, so the fence would kill us and nobody would hear why.
#[cfg(target_env = "musl")]
#[unsafe(no_mangle)]
extern "C" fn abort() -> ! {
    words::die(b"the guard crashed")
}

extern "C" fn on_signal(signal: c_int) {
    if words::already_dying() {
        words::leave(words::BLOCKED);
    }
    words::die(match signal {
        libc::SIGPROF | libc::SIGXCPU | libc::SIGVTALRM => b"the guard ran out of time (processor)",
        libc::SIGALRM => b"the guard ran out of time (clock)",
        libc::SIGSEGV | libc::SIGBUS => b"the guard crashed (memory)",
        libc::SIGABRT | libc::SIGILL | libc::SIGFPE | libc::SIGTRAP => b"the guard crashed",
        libc::SIGSYS => b"the guard tried what it must not do",
        libc::SIGPIPE => b"nobody reads the answer any more",
        _ => b"the guard was told to stop by a signal",
    });
}
