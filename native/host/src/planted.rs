//! Faults that only a test build has: what a guard that has been taken over would try, and crashes that no script can cause.

use crate::engine::{Engine, Value};
use core::ffi::{CStr, c_int};
use rquickjs_sys as js;

const FILE: &CStr = c"/tmp/sheepdog-planted";
const READABLE: &CStr = c"/etc/passwd";
const PROGRAM: &CStr = c"/bin/true";

/// `host.planted(name)`: tries it, and answers zero or the system's error number, if it comes back at all. The name `process` is answered
/// with a number that no two processes share.
pub unsafe extern "C" fn planted(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let engine = Engine::from_context(context);
    // SAFETY: called by the engine, which hands over `count` live values.
    let name = unsafe { core::slice::from_raw_parts(values, count as usize) }.first().and_then(|&name| engine.bytes(name));
    let name = name.and_then(|name| core::str::from_utf8(name).ok()).unwrap_or_default();
    if name == "process" {
        return engine.number(f64::from(std::process::id()));
    }
    crash(name);
    match attempt(name) {
        None => engine.throw(c"nobody knows this fault"),
        Some(-1) => engine.number(f64::from(crate::descriptors::last_error())),
        Some(_) => engine.number(0.0),
    }
}

/// Does not come back from what it knows.
fn crash(name: &str) {
    // SAFETY: none; that is the point.
    unsafe {
        match name {
            "crash-null" => core::ptr::null_mut::<u8>().write_volatile(1),
            "crash-abort" => libc::abort(),
            "crash-panic" => panic!("planted"),
            "crash-stack" => drop(endless(0)),
            _ => {}
        }
    }
}

#[allow(unconditional_recursion)]
fn endless(depth: u64) -> [u64; 64] {
    let mut room = core::hint::black_box([depth; 64]);
    room[0] = endless(depth + 1)[1];
    room
}

/// One forbidden system call.
fn attempt(name: &str) -> Option<c_int> {
    // SAFETY: each call gets valid strings and numbers; what it does is what the test is about.
    unsafe {
        Some(match name {
            "exec" => {
                let words = [PROGRAM.as_ptr(), core::ptr::null()];
                libc::execve(PROGRAM.as_ptr(), words.as_ptr(), core::ptr::null())
            }
            "fork" => libc::fork(),
            "open-to-write" => libc::open(READABLE.as_ptr(), libc::O_WRONLY),
            "open-to-append" => libc::open(READABLE.as_ptr(), libc::O_RDWR | libc::O_APPEND),
            "open-to-create" => libc::open(FILE.as_ptr(), libc::O_RDONLY | libc::O_CREAT, 0o600),
            "open-to-truncate" => libc::open(READABLE.as_ptr(), libc::O_RDONLY | libc::O_TRUNC),
            "open-nameless" => libc::open(c"/tmp".as_ptr(), libc::O_TMPFILE | libc::O_RDWR, 0o600),
            "make-folder" => libc::mkdir(FILE.as_ptr(), 0o700),
            "remove" => libc::unlink(FILE.as_ptr()),
            "rename" => libc::rename(FILE.as_ptr(), FILE.as_ptr()),
            "link" => libc::symlink(READABLE.as_ptr(), FILE.as_ptr()),
            "truncate" => libc::truncate(FILE.as_ptr(), 0),
            "change-mode" => libc::chmod(FILE.as_ptr(), 0o600),
            "change-folder" => libc::chdir(c"/".as_ptr()),
            "socket-local" => libc::socket(libc::AF_UNIX, libc::SOCK_STREAM, 0),
            "socket-network" => libc::socket(libc::AF_INET, libc::SOCK_STREAM, 0),
            "signal-others" => libc::kill(libc::getppid(), 0),
            "trace" => libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) as c_int,
            "map-executable" => map_executable(),
            "write-elsewhere" => libc::write(0, FILE.as_ptr().cast(), 1) as c_int,
            "write-at-elsewhere" => libc::pwrite(0, FILE.as_ptr().cast(), 1, 0) as c_int,
            "send-elsewhere" => libc::send(0, FILE.as_ptr().cast(), 1, libc::MSG_DONTWAIT) as c_int,
            "send-answer" => libc::send(1, FILE.as_ptr().cast(), 1, libc::MSG_DONTWAIT) as c_int,
            "control" => libc::prctl(libc::PR_SET_DUMPABLE, 1, 0, 0, 0),
            "limits" => libc::setpriority(libc::PRIO_PROCESS, 0, 1),
            "mount" => libc::mount(READABLE.as_ptr(), FILE.as_ptr(), c"tmpfs".as_ptr(), 0, core::ptr::null()),
            "read" => libc::open(READABLE.as_ptr(), libc::O_RDONLY),
            _ => return None,
        })
    }
}

unsafe fn map_executable() -> c_int {
    let (access, kind) = (libc::PROT_READ | libc::PROT_EXEC, libc::MAP_PRIVATE | libc::MAP_ANON);
    // SAFETY: fresh memory.
    if unsafe { libc::mmap(core::ptr::null_mut(), 4096, access, kind, -1, 0) } == libc::MAP_FAILED { -1 } else { 0 }
}
