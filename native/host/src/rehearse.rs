//! The first build of an image: in a process of its own the guard is built with every block on pages of its own, and rehearses its calls.
//! A page that is written to then is a block that calls write to.

use crate::arena::{self, FROZEN_AT};
use crate::census::{Census, Course, Hot};
use crate::freeze;
use crate::words::{leave, refuse};
use core::ffi::{c_int, c_void};
use core::ops::Range;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::SeqCst};

/// Address space for blocks on pages of their own, of which only those that are used cost anything.
const APART_PAGES: usize = 1 << 18;

/// The kernel can keep about twice as many stretches of memory apart from each other. Blocks beyond that stay where they are.
const MOST_HOT: usize = 30_000;

/// What the rehearsal found, in memory that both processes see.
#[repr(C)]
pub struct Found {
    /// How the guard was built; nothing if its bundle does not rehearse.
    pub course: Option<Course>,
    count: usize,
    hot: [Hot; MOST_HOT],
}

static FOUND: AtomicPtr<Found> = AtomicPtr::new(core::ptr::null_mut());
static PAGE: AtomicUsize = AtomicUsize::new(0);

impl Found {
    /// The blocks that calls write to, in the order of the first write to each of their pages.
    pub fn hot(&self) -> &[Hot] {
        if self.course.is_some() { &self.hot[..self.count] } else { &[] }
    }
}

pub fn run(bytecode: &[&[u8]]) -> &'static Found {
    FOUND.store(shared(), SeqCst);
    // SAFETY: the process has one thread; the child leaves without running anything of the parent's.
    match unsafe { libc::fork() } {
        -1 => refuse(b"no process to rehearse in"),
        0 => {
            keep_apart();
            freeze::on_fixed_stack(|| rehearse(bytecode));
            leave(0)
        }
        child => wait_for(child),
    }
    found()
}

fn shared() -> *mut Found {
    let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANON);
    // SAFETY: fresh memory, which stays mapped; it is given its value before anybody reads it.
    unsafe {
        let memory = libc::mmap(core::ptr::null_mut(), size_of::<Found>(), access, kind, -1, 0);
        if memory == libc::MAP_FAILED {
            refuse(b"no memory to rehearse in");
        }
        let found = memory.cast::<Found>();
        (&raw mut (*found).course).write(None);
        found
    }
}

/// One process at a time uses it: the child while it rehearses, then the parent, which has waited for the child's end.
fn found() -> &'static mut Found {
    // SAFETY: zeros and `None` are a valid `Found`; as said above, nobody else looks at it.
    unsafe { &mut *FOUND.load(SeqCst) }
}

fn wait_for(child: libc::pid_t) {
    let mut status = 0;
    // SAFETY: `status` is valid for writing.
    unsafe { libc::waitpid(child, &mut status, 0) };
    if libc::WIFSIGNALED(status) {
        refuse(b"the process that rehearsed the guard was killed by a signal, so no image was made");
    }
    if status != 0 {
        // It has said why.
        leave(libc::WEXITSTATUS(status));
    }
}

fn keep_apart() {
    // SAFETY: asks for a number.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as usize;
    PAGE.store(page, SeqCst);
    freeze::map_region(APART_PAGES * page);
    arena::engine_takes_from(FROZEN_AT..FROZEN_AT + APART_PAGES * page, Census::with_owners(FROZEN_AT, page));
}

fn rehearse(bytecode: &[&[u8]]) {
    let guard = freeze::started(bytecode);
    let course = arena::engine_census().map(|census| census.course);
    arena::engine_takes_anew();
    watch_writes();
    match guard.rehearse() {
        Ok(true) => found().course = course,
        Ok(false) => {}
        Err(thrown) => refuse(&[b"the bundle's rehearsal failed: ", thrown.as_slice()].concat()),
    }
}

/// From now on the first write to a page stops at `on_write`.
fn watch_writes() {
    // SAFETY: the description lives until the call returns.
    let failed = unsafe {
        let mut action: libc::sigaction = core::mem::zeroed();
        action.sa_sigaction = on_write as extern "C" fn(c_int, *const libc::siginfo_t, *mut c_void) as libc::sighandler_t;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSEGV, &action, core::ptr::null_mut()) != 0
    };
    if failed || !allow(FROZEN_AT..arena::engine_top(), libc::PROT_READ) {
        refuse(b"the rehearsal cannot be watched");
    }
}

/// `addresses` begin with a page of the region.
fn allow(addresses: Range<usize>, access: c_int) -> bool {
    // SAFETY: the region is mapped, and nothing else lies in it.
    unsafe { libc::mprotect(addresses.start as *mut c_void, addresses.len(), access) == 0 }
}

extern "C" fn on_write(signal: c_int, what: *const libc::siginfo_t, _: *mut c_void) {
    // SAFETY: the kernel hands over a valid description.
    let address = unsafe { (*what).si_addr() } as usize;
    let region = FROZEN_AT..arena::engine_top();
    if !region.contains(&address) {
        // SAFETY: what is no such write is tried again once we return, and then ends the process like any other mistake.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
        return;
    }
    let page = PAGE.load(SeqCst);
    let start = address / page * page;
    let opened = if note(address) { start..start + page } else { region };
    if !allow(opened, libc::PROT_READ | libc::PROT_WRITE) {
        refuse(b"the rehearsal cannot be watched to its end");
    }
}

/// `false`: there is no room for more.
fn note(address: usize) -> bool {
    let Some(hot) = arena::engine_census().and_then(|census| census.owner(address)) else { return true };
    let found = found();
    if found.count == MOST_HOT {
        return false;
    }
    found.hot[found.count] = hot;
    found.count += 1;
    true
}
