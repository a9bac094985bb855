//! What an image is laid out by: which blocks stay, and which of those calls read and write. Two builds find out, each in a process of its own.
//!
//! In the survey the guard rehearses its calls with every page closed: among what lies on the pages that they open is all that calls touch. For
//! the close look each of those blocks has pages of its own, so that the pages read and written tell the blocks.

use crate::arena::{self, FROZEN_AT, PASSING_AT, PASSING_BYTES};
use crate::census::{Census, Course, GRAIN, Hot, Marks, Roll};
use crate::guard::Guard;
use crate::words::{leave, refuse};
use crate::{bounds, freeze};
use core::ffi::{c_int, c_void};
use core::ops::Range;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering::SeqCst};

/// Address space for all blocks of a build, whether they stay or not. Only what is used costs anything.
const SURVEY_BYTES: usize = 1 << 30;

/// Blocks with pages of their own, each of which is paid for. Those beyond stay where they are.
const MOST_CANDIDATES: usize = 1 << 17;

/// A block of more pages than a few is not written to as a whole.
const LARGE_BYTES: usize = 8 << 10;

/// The kernel can keep about twice as many stretches of memory apart from each other. Blocks beyond that stay where they are.
const MOST_TOUCHED: usize = 30_000;

/// What the builds found, in memory that all processes see.
#[repr(C)]
pub struct Found {
    /// How the guard was built.
    pub course: Option<Course>,
    /// The blocks that stay.
    pub alive: Marks,
    /// Those of them that calls may touch, by number.
    candidates: List<MOST_CANDIDATES>,
    written: List<MOST_TOUCHED>,
    /// How many of them the first turn wrote to.
    usual: usize,
    touched: List<MOST_TOUCHED>,
}

/// In the order of the first touch; a block of several pages may be there once for each of them.
#[repr(C)]
struct List<const MOST: usize> {
    count: usize,
    blocks: [Hot; MOST],
}

impl Found {
    /// What every call writes to: that is what the first turn of a rehearsal does. Of large tables a call writes to a few places only.
    pub fn usual(&self) -> Vec<Hot> {
        let first_turn = self.written.all()[..self.usual].iter();
        first_turn.filter(|hot| hot.bytes <= LARGE_BYTES).copied().collect()
    }

    /// The blocks that calls touch: first those that they write to, which cost most, the usual ones before all others; then those that they
    /// read. Some are named twice.
    pub fn hot(&self) -> Vec<Hot> {
        [self.usual().as_slice(), self.written.all(), self.touched.all()].concat()
    }
}

impl<const MOST: usize> List<MOST> {
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

static FOUND: AtomicPtr<Found> = AtomicPtr::new(null_mut());

pub fn run(bytecode: &[&[u8]]) -> &'static Found {
    FOUND.store(zeroed(size_of::<Found>(), libc::MAP_SHARED).cast(), SeqCst);
    in_child(|| survey(bytecode));
    if found().candidates.count > 0 {
        in_child(|| look_closely(bytecode));
    }
    found()
}

fn zeroed(bytes: usize, kind: c_int) -> *mut c_void {
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: fresh memory, which stays mapped.
    let memory = unsafe { libc::mmap(null_mut(), bytes, access, kind | libc::MAP_ANON | libc::MAP_NORESERVE, -1, 0) };
    if memory == libc::MAP_FAILED {
        refuse(b"no memory to rehearse in");
    }
    memory
}

/// One process at a time uses it: a child while it works, then the parent, which has waited for the child's end.
fn found() -> &'static mut Found {
    // SAFETY: zeros are a valid `Found`, with `None` for a course; as said above, nobody else looks at it.
    unsafe { &mut *FOUND.load(SeqCst) }
}

fn in_child(work: impl FnMut()) {
    // SAFETY: the process has one thread; the child leaves without running anything of the parent's.
    match unsafe { libc::fork() } {
        -1 => refuse(b"no process to rehearse in"),
        0 => {
            freeze::on_fixed_stack(work);
            leave(0)
        }
        child => wait_for(child),
    }
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

fn survey(bytecode: &[&[u8]]) {
    freeze::map_region(FROZEN_AT, SURVEY_BYTES);
    let slots = SURVEY_BYTES / GRAIN;
    let owners = zeroed(slots * size_of::<u32>(), libc::MAP_PRIVATE).cast::<u32>();
    // SAFETY: zeroed memory for as many numbers, which nobody else knows.
    let owners = unsafe { core::slice::from_raw_parts_mut(owners, slots) };
    let roll = Roll { region: FROZEN_AT, owners, alive: &mut found().alive };
    arena::engine_takes_from(FROZEN_AT..FROZEN_AT + SURVEY_BYTES, Census::with_roll(roll));
    let guard = freeze::started(bytecode);
    found().course = arena::engine_census().map(|census| census.course);
    if rehearse(&guard, How::ByPage) {
        for hot in candidates() {
            found().candidates.add(hot);
        }
    }
}

/// What lies on pages that were opened, by number.
fn candidates() -> Vec<Hot> {
    let Some(watch) = watch() else { return Vec::new() };
    let was_open = |block: usize, bytes: usize| watch.met[watch.page_of(block)..=watch.page_of(block + bytes - GRAIN)].contains(&true);
    // All of it is looked at.
    allow(watch.region.clone(), libc::PROT_READ);
    let living = arena::engine_census().into_iter().flat_map(|census| census.living(watch.region.end));
    let sized = living.map(|(block, number)| (block, Hot { number, bytes: arena::total_of(block) }));
    let mut candidates: Vec<Hot> = sized.filter(|(block, hot)| was_open(*block, hot.bytes)).map(|(_, hot)| hot).collect();
    candidates.sort_unstable_by_key(|hot| hot.number);
    candidates
}

fn look_closely(bytecode: &[&[u8]]) {
    let (census, end) = Census::with_pages(found().candidates.all(), FROZEN_AT, page_bytes());
    // The arena behind them is empty, and closed with them.
    freeze::map_region(FROZEN_AT, end + page_bytes() - FROZEN_AT);
    freeze::map_region(PASSING_AT, PASSING_BYTES);
    arena::engine_takes_from(end..end, census);
    let guard = freeze::started(bytecode);
    freeze::expect_course(found().course);
    rehearse(&guard, How::ByBlock);
}

fn page_bytes() -> usize {
    // SAFETY: asks for a number.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

#[derive(PartialEq)]
enum How {
    /// Notes the first touch of a page.
    ByPage,
    /// Notes whose page it is, and the first write to it.
    ByBlock,
}

struct Watch {
    how: How,
    page: usize,
    region: Range<usize>,
    /// By page: whether it was opened.
    met: Vec<bool>,
}

impl Watch {
    fn page_of(&self, address: usize) -> usize {
        (address - self.region.start) / self.page
    }
}

static WATCH: AtomicPtr<Watch> = AtomicPtr::new(null_mut());

fn watch() -> Option<&'static mut Watch> {
    // SAFETY: it stays until the process ends; one thread at a time looks at it.
    unsafe { WATCH.load(SeqCst).as_mut() }
}

/// `false`: the bundle does not rehearse.
fn rehearse(guard: &Guard, how: How) -> bool {
    let page = page_bytes();
    let region = FROZEN_AT..arena::engine_top().next_multiple_of(page);
    let met = vec![false; region.len() / page];
    WATCH.store(Box::leak(Box::new(Watch { how, page, region: region.clone(), met })), SeqCst);
    arena::engine_takes_anew();
    bounds::start_rehearsal();
    close(region);
    let after = |turn| {
        if turn == 0 {
            found().usual = found().written.count;
        }
    };
    guard.rehearse(after).unwrap_or_else(|thrown| refuse(&[b"the bundle's rehearsal failed: ", thrown.as_slice()].concat()))
}

/// From now on the first touch of a page and the first write to it stop at `on_touch`.
fn close(region: Range<usize>) {
    // SAFETY: the description lives until the call returns.
    let failed = unsafe {
        let mut action: libc::sigaction = core::mem::zeroed();
        action.sa_sigaction = on_touch as extern "C" fn(c_int, *const libc::siginfo_t, *mut c_void) as libc::sighandler_t;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSEGV, &action, null_mut()) != 0
    };
    if failed || !allow(region, libc::PROT_NONE) {
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
    let Some(watch) = watch().filter(|watch| watch.region.contains(&address)) else {
        // SAFETY: what is no such touch is tried again once we return, and then ends the process like any other mistake.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
        return;
    };
    let start = address / watch.page * watch.page;
    let opened = match note(watch, address) {
        Some(access) => allow(start..start + watch.page, access),
        None => allow(watch.region.clone(), libc::PROT_READ | libc::PROT_WRITE),
    };
    if !opened {
        refuse(b"the rehearsal cannot be watched to its end");
    }
}

/// What the page may be used for from now on. By block it can be read after the first stop, so that a second one means a write. `None`: there
/// is no room for more.
fn note(watch: &mut Watch, address: usize) -> Option<c_int> {
    let page = watch.page_of(address);
    let was_met = core::mem::replace(&mut watch.met[page], true);
    if watch.how == How::ByPage {
        return Some(libc::PROT_READ | libc::PROT_WRITE);
    }
    let (list, access) = match was_met {
        false => (&mut found().touched, libc::PROT_READ),
        true => (&mut found().written, libc::PROT_READ | libc::PROT_WRITE),
    };
    let noted = arena::engine_census().and_then(|census| census.owner(address)).is_none_or(|hot| list.add(hot));
    noted.then_some(access)
}
