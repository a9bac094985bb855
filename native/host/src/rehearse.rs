//! The first build of an image: in a process of its own the guard is built with every block on pages of its own, and rehearses its calls.
//! Which pages are read and written then tells which blocks calls read and write.

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
const MOST_TOUCHED: usize = 30_000;

/// What the rehearsal found, in memory that both processes see.
#[repr(C)]
pub struct Found {
    /// How the guard was built; nothing if its bundle does not rehearse.
    pub course: Option<Course>,
    written: Touched,
    touched: Touched,
    /// By page: whether it may be read by now.
    readable: [bool; APART_PAGES],
}

/// In the order of the first touch; a block of several pages may be there once for each of them.
#[repr(C)]
struct Touched {
    count: usize,
    blocks: [Hot; MOST_TOUCHED],
}

static FOUND: AtomicPtr<Found> = AtomicPtr::new(core::ptr::null_mut());
static PAGE: AtomicUsize = AtomicUsize::new(0);

impl Found {
    /// The blocks that calls touch: first those that they write to, which cost most, then those that they read. Some are named twice.
    pub fn hot(&self) -> Vec<Hot> {
        if self.course.is_some() { [self.written.all(), self.touched.all()].concat() } else { Vec::new() }
    }
}

impl Touched {
    fn all(&self) -> &[Hot] {
        &self.blocks[..self.count]
    }

    /// `false`: there is no room for more.
    fn add(&mut self, hot: Hot) -> bool {
        let Some(place) = self.blocks.get_mut(self.count) else { return false };
        *place = hot;
        self.count += 1;
        true
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
    watch();
    match guard.rehearse() {
        Ok(true) => found().course = course,
        Ok(false) => {}
        Err(thrown) => refuse(&[b"the bundle's rehearsal failed: ", thrown.as_slice()].concat()),
    }
}

/// From now on the first touch of a page and the first write to it stop at `on_touch`.
fn watch() {
    // SAFETY: the description lives until the call returns.
    let failed = unsafe {
        let mut action: libc::sigaction = core::mem::zeroed();
        action.sa_sigaction = on_touch as extern "C" fn(c_int, *const libc::siginfo_t, *mut c_void) as libc::sighandler_t;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSEGV, &action, core::ptr::null_mut()) != 0
    };
    if failed || !allow(FROZEN_AT..arena::engine_top(), libc::PROT_NONE) {
        refuse(b"the rehearsal cannot be watched");
    }
}

/// `addresses` begin with a page of the region.
fn allow(addresses: Range<usize>, access: c_int) -> bool {
    // SAFETY: the region is mapped, and nothing else lies in it.
    unsafe { libc::mprotect(addresses.start as *mut c_void, addresses.len(), access) == 0 }
}

extern "C" fn on_touch(signal: c_int, what: *const libc::siginfo_t, _: *mut c_void) {
    // SAFETY: the kernel hands over a valid description.
    let address = unsafe { (*what).si_addr() } as usize;
    let region = FROZEN_AT..arena::engine_top();
    if !region.contains(&address) {
        // SAFETY: what is no such touch is tried again once we return, and then ends the process like any other mistake.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
        return;
    }
    let page = PAGE.load(SeqCst);
    let start = address / page * page;
    let opened = match note(address, (start - FROZEN_AT) / page) {
        Some(access) => allow(start..start + page, access),
        None => allow(region, libc::PROT_READ | libc::PROT_WRITE),
    };
    if !opened {
        refuse(b"the rehearsal cannot be watched to its end");
    }
}

/// What the page may be used for from now on. It can be read after the first stop, so a second one means a write. `None`: there is no room
/// for more.
fn note(address: usize, page: usize) -> Option<c_int> {
    let found = found();
    let (list, access) = match core::mem::replace(&mut found.readable[page], true) {
        false => (&mut found.touched, libc::PROT_READ),
        true => (&mut found.written, libc::PROT_READ | libc::PROT_WRITE),
    };
    let noted = arena::engine_census().and_then(|census| census.owner(address)).is_none_or(|hot| list.add(hot));
    noted.then_some(access)
}
