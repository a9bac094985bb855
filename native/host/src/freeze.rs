//! `--freeze OUT BUNDLE…`: starts the guard, and writes this program with the started guard in it to OUT.
//!
//! The guard is built three times. Two builds find the blocks that stay, and those that calls touch; the third lays the latter side by side and
//! the rest of what stays behind them, and is kept. What is given back on the way never lies in the image.
//!
//! The same bundles give the same bytes, wherever and whenever they are frozen: the engine works on a stack at a fixed address, with its
//! clock at zero, in memory that nothing else has used.

use crate::arena::{self, FROZEN_AT, FROZEN_BYTES, PASSING_AT, PASSING_BYTES};
use crate::census::{self, Census, Course};
use crate::guard::{BLOCKS_AT, Guard, PLACE};
use crate::rehearse::Found;
use crate::words::refuse;
use crate::{bounds, compile, elf, image, rehearse};
use core::ffi::{CStr, c_void};
use std::path::Path;

/// A stack at an address that is the same in every build: the engine keeps such addresses in places that nobody can clear.
#[repr(align(65536))]
struct FixedStack {
    _bytes: [u8; FIXED_STACK_BYTES],
}
const FIXED_STACK_BYTES: usize = 8 << 20;
static mut FIXED_STACK: FixedStack = FixedStack { _bytes: [0; FIXED_STACK_BYTES] };

pub fn run(out: &CStr, bundles: &[&CStr]) {
    let bytecode: Vec<&[u8]> = bundles.iter().map(|bundle| compile::compiled(bundle)).collect();
    let found = rehearse::run(&bytecode);
    build_together(&bytecode, found);
    let bytes = frozen_bytes();
    let program = elf::before_segment(&image::program(), FROZEN_AT, bytes.len()).unwrap_or_else(|why| refuse(why.as_bytes()));
    image::write(Path::new(out.to_string_lossy().as_ref()), &[&program, bytes]);
}

/// Maps fresh memory for the engine's blocks, at addresses that are the same in every build.
pub fn map_region(start: usize, bytes: usize) {
    let place = start as *mut c_void;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE | libc::MAP_NORESERVE;
    // SAFETY: maps fresh memory, and only where nothing lies yet.
    let memory = unsafe { libc::mmap(place, bytes, access, kind, -1, 0) };
    if memory != place {
        refuse(b"the addresses of the engine's blocks are taken");
    }
}

/// Lets the work be done on the stack that is the same in every build.
pub fn on_fixed_stack(mut work: impl FnMut()) {
    let mut work: &mut dyn FnMut() = &mut work;
    // SAFETY: the stack is used by this one thread, which has ended when the function returns; `work` outlives it.
    let failed = unsafe {
        let mut plan: libc::pthread_attr_t = core::mem::zeroed();
        let mut thread: libc::pthread_t = core::mem::zeroed();
        libc::pthread_attr_init(&mut plan);
        libc::pthread_attr_setstack(&mut plan, (&raw mut FIXED_STACK).cast(), FIXED_STACK_BYTES) != 0
            || libc::pthread_create(&mut thread, &plan, do_work, (&raw mut work).cast()) != 0
            || libc::pthread_join(thread, core::ptr::null_mut()) != 0
    };
    if failed {
        refuse(b"no thread to build the guard in");
    }
}

extern "C" fn do_work(work: *mut c_void) -> *mut c_void {
    // SAFETY: the caller waits, so its work is valid and nobody else looks at it.
    unsafe { (*work.cast::<&mut dyn FnMut()>())() };
    core::ptr::null_mut()
}

fn build_together(bytecode: &[&[u8]], found: &'static Found) {
    map_region(FROZEN_AT, FROZEN_BYTES);
    map_region(PASSING_AT, PASSING_BYTES);
    let (census, end) = Census::with_places(&found.hot(), BLOCKS_AT, &found.alive);
    let usual_bytes = census::bytes_of(&found.usual());
    arena::engine_takes_from(end..FROZEN_AT + FROZEN_BYTES, census);
    on_fixed_stack(|| {
        let mut guard = started(bytecode);
        guard.usual_end = if usual_bytes > 0 { BLOCKS_AT + usual_bytes } else { 0 };
        // SAFETY: the region is mapped, and its start is kept free for the guard.
        unsafe { PLACE.write(guard) };
    });
    expect_course(found.course);
    if arena::engine_census().is_none_or(|census| census.passing > 0) {
        refuse(b"a block was kept that the first build gave back, so no image was made: this is a mistake of the host");
    }
}

/// Every build has to take the blocks that the first one took.
pub fn expect_course(first: Option<Course>) {
    if arena::engine_census().map(|census| census.course) != first {
        refuse(
            b"the bundle built another guard the second time, so no image was made: what it does while it loads must always be the same",
        );
    }
}

/// A guard that is ready for calls and at rest.
pub fn started(bytecode: &[&[u8]]) -> Guard {
    bounds::start_build();
    let guard = Guard::build(bytecode).unwrap_or_else(|thrown| refuse(&[b"the bundle failed: ", thrown.as_slice()].concat()));
    guard.engine.settle();
    guard
}

/// Guard and engine, as they lie in memory.
fn frozen_bytes() -> &'static [u8] {
    let length = (arena::engine_top() - FROZEN_AT).next_multiple_of(elf::PAGE);
    // SAFETY: the region is mapped up to the next page, and nobody writes to it any more.
    unsafe { core::slice::from_raw_parts(FROZEN_AT as *const u8, length) }
}
