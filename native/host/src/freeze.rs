//! `--freeze OUT BUNDLE…`: starts the guard, and writes this program with the started guard in it to OUT.
//!
//! The same bundles give the same bytes, wherever and whenever they are frozen: the engine works on a stack at a fixed address, with its
//! clock at zero, in memory that nothing else has used.

use crate::guard::{BLOCKS_AT, BLOCKS_BYTES, Guard, PLACE};
use crate::words::refuse;
use crate::{arena, compile, elf, image};
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
    let mut bytecode: Vec<&[u8]> = bundles.iter().map(|bundle| compile::compiled(bundle)).collect();
    map_region();
    on_fixed_stack(&mut bytecode);
    let image = elf::with_segment(&image::program(), arena::FROZEN_AT, frozen_bytes()).unwrap_or_else(|why| refuse(why.as_bytes()));
    image::write(Path::new(out.to_string_lossy().as_ref()), &image);
}

fn map_region() {
    let place = arena::FROZEN_AT as *mut c_void;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE | libc::MAP_NORESERVE;
    // SAFETY: maps fresh memory, and only where nothing lies yet.
    let memory = unsafe { libc::mmap(place, arena::FROZEN_BYTES, access, kind, -1, 0) };
    if memory != place {
        refuse(b"the frozen region's address is taken");
    }
    arena::engine_takes_from(BLOCKS_AT as *mut u8, BLOCKS_BYTES);
}

fn on_fixed_stack(bytecode: &mut Vec<&[u8]>) {
    // SAFETY: the stack is used by this one thread, which has ended when the function returns; `bytecode` outlives it.
    let failed = unsafe {
        let mut plan: libc::pthread_attr_t = core::mem::zeroed();
        let mut thread: libc::pthread_t = core::mem::zeroed();
        libc::pthread_attr_init(&mut plan);
        libc::pthread_attr_setstack(&mut plan, (&raw mut FIXED_STACK).cast(), FIXED_STACK_BYTES) != 0
            || libc::pthread_create(&mut thread, &plan, build_guard, core::ptr::from_mut(bytecode).cast()) != 0
            || libc::pthread_join(thread, core::ptr::null_mut()) != 0
    };
    if failed {
        refuse(b"no thread to build the guard in");
    }
}

extern "C" fn build_guard(bytecode: *mut c_void) -> *mut c_void {
    // SAFETY: the caller waits, so its vector is valid and nobody else looks at it.
    let bytecode = unsafe { &*bytecode.cast::<Vec<&[u8]>>() };
    let guard = Guard::build(bytecode).unwrap_or_else(|thrown| refuse(&[b"the bundle failed: ", thrown.as_slice()].concat()));
    guard.engine.settle();
    // SAFETY: the region is mapped, and its start is kept free for the guard.
    unsafe { PLACE.write(guard) };
    core::ptr::null_mut()
}

/// Guard and engine, as they lie in memory.
fn frozen_bytes() -> &'static [u8] {
    let length = (arena::engine_top() - arena::FROZEN_AT).next_multiple_of(elf::PAGE);
    // SAFETY: the region is mapped up to the next page, and nobody writes to it any more.
    unsafe { core::slice::from_raw_parts(arena::FROZEN_AT as *const u8, length) }
}
