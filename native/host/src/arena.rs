//! Where every block of memory lives: the frozen region that is part of the image, and a bounded region of zero pages beside it.
//!
//! Two regions, one rule. While an image is built, the engine takes its blocks from the frozen region and nothing else does; at run time
//! everybody takes new blocks from the zero pages, so a call can never use more than `GROW_BYTES` and never writes where the image ends.

use crate::census::{Census, Lot};
use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_void;
use core::ops::Range;
use core::ptr::{copy_nonoverlapping, null_mut, write_bytes};
use rquickjs_sys as js;

/// The frozen region's address is the same in every process: pointers inside of it are valid as soon as the kernel has mapped the image.
/// Far above the program, its heap and anything that address space randomisation moves a little; far below the stack.
pub const FROZEN_AT: usize = 0x10_0000_0000;
pub const FROZEN_BYTES: usize = 128 << 20;

/// Where blocks lie that do not stay, while an image is built.
pub const PASSING_AT: usize = FROZEN_AT + (64 << 30);
pub const PASSING_BYTES: usize = 1 << 30;

/// All memory that one call may use.
pub const GROW_BYTES: usize = 64 << 20;

/// What the engine and we get is aligned for everything. Right before it stands its size, in the second half of the sixteen bytes before:
/// the first half belongs to the block before this one, so that a block costs eight bytes beside its own and not sixteen.
const ALIGN: usize = 16;
const HEADER: usize = 8;
const SMALL_LIMIT: usize = 1024;
const CLASSES: usize = 64 + 1 + 4 * 20;

#[repr(C, align(4096))]
struct Grow([u8; GROW_BYTES]);

static mut GROW: Grow = Grow([0; GROW_BYTES]);

struct Arena {
    top: *mut u8,
    end: *mut u8,
    free: [*mut u8; CLASSES],
    /// While an image is built.
    census: Option<Census>,
}

impl Arena {
    const fn over(start: *mut u8, bytes: usize) -> Arena {
        Arena { top: start, end: start.wrapping_add(bytes), free: [null_mut(); CLASSES], census: None }
    }

    /// A block of at least this many bytes, or null when the region is full.
    fn take(&mut self, bytes: usize) -> *mut u8 {
        if bytes > GROW_BYTES {
            return null_mut();
        }
        let (class, total) = class_of(bytes);
        if self.census.is_some() { self.take_counted(class, total) } else { self.take_any(class, total) }
    }

    /// Of its class, wherever it lies.
    fn take_any(&mut self, class: usize, total: usize) -> *mut u8 {
        let kept = self.free[class];
        if kept.is_null() {
            return self.carve(total);
        }
        // SAFETY: a block in a free list was carved by this arena and holds the next one's address in its first word.
        self.free[class] = unsafe { *kept.cast::<*mut u8>() };
        kept
    }

    #[cold]
    fn take_counted(&mut self, class: usize, total: usize) -> *mut u8 {
        let passing = &raw mut PASSING_ARENA;
        let lot = self.census.as_mut().map_or(Lot::Kept, |census| census.lot_of_next(total));
        let block = match lot {
            Lot::At(place) => lay(place as *mut u8, total),
            Lot::Kept => self.take_any(class, total),
            // SAFETY: one thread at a time uses the arenas, and what counts is another one than what passing blocks come from.
            Lot::Passing => unsafe { (*passing).take_any(class, total) },
        };
        if let Some(census) = &mut self.census
            && !block.is_null()
        {
            census.passing += usize::from(is_passing(block));
            census.took(block as usize, total);
        }
        block
    }

    fn carve(&mut self, total: usize) -> *mut u8 {
        if total + HEADER > self.end as usize - self.top as usize {
            return null_mut();
        }
        let place = self.top;
        self.top = place.wrapping_add(total);
        lay(place, total)
    }

    /// # Safety
    /// `block` came from `take` of an arena and is used no more.
    unsafe fn give(&mut self, block: *mut u8) {
        // SAFETY: as promised by the caller.
        unsafe { if self.census.is_some() { self.give_counted(block) } else { self.keep_free(block) } }
    }

    /// # Safety
    /// As for `give`.
    unsafe fn keep_free(&mut self, block: *mut u8) {
        // SAFETY: as promised by the caller, the block's header is intact and its bytes are ours again.
        unsafe {
            let (class, _) = class_of(usable(block));
            *block.cast::<*mut u8>() = self.free[class];
            self.free[class] = block;
        }
    }

    /// # Safety
    /// As for `give`.
    #[cold]
    unsafe fn give_counted(&mut self, block: *mut u8) {
        if let Some(census) = &mut self.census {
            census.passing -= usize::from(is_passing(block));
            census.gave(block as usize);
        }
        let home = if is_passing(block) { &raw mut PASSING_ARENA } else { &raw mut *self };
        // SAFETY: as promised by the caller; one thread at a time uses the arenas.
        unsafe { (*home).keep_free(block) }
    }

    /// # Safety
    /// `block` came from `take` of an arena; when a new block is answered, the old one is used no more.
    unsafe fn resize(&mut self, block: *mut u8, bytes: usize) -> *mut u8 {
        // SAFETY: as promised by the caller; old and new block are distinct, so the copy cannot overlap.
        unsafe {
            let room = usable(block);
            if bytes <= room {
                return block;
            }
            let larger = self.take(bytes);
            if !larger.is_null() {
                copy_nonoverlapping(block, larger, room);
                self.give(block);
            }
            larger
        }
    }
}

/// A block at a place that nobody else has been given.
fn lay(place: *mut u8, total: usize) -> *mut u8 {
    // SAFETY: the place lies inside of a region that is writable, as do the eight bytes behind it.
    unsafe {
        *place.add(ALIGN - HEADER).cast::<usize>() = total - HEADER;
        place.add(ALIGN)
    }
}

fn is_passing(block: *const u8) -> bool {
    (PASSING_AT..PASSING_AT + PASSING_BYTES).contains(&(block as usize))
}

/// Which free list, and how many bytes with the header: steps of sixteen, then four steps for each doubling.
fn class_of(bytes: usize) -> (usize, usize) {
    let wanted = bytes + HEADER;
    if wanted <= SMALL_LIMIT {
        let total = wanted.next_multiple_of(ALIGN);
        return (total / ALIGN, total);
    }
    let doubling = (usize::BITS - 1 - (wanted - 1).leading_zeros()) as usize;
    let step = 1 << (doubling - 2);
    let total = wanted.next_multiple_of(step);
    let quarter = (total - 1 - (1 << doubling)) / step;
    (SMALL_LIMIT / ALIGN + 1 + (doubling - 10) * 4 + quarter, total)
}

/// # Safety
/// `block` came from `take`.
unsafe fn usable(block: *const u8) -> usize {
    // SAFETY: every block has its header right before it.
    unsafe { *block.sub(HEADER).cast::<usize>() }
}

static mut SHARED_ARENA: Arena = Arena::over((&raw mut GROW).cast::<u8>(), GROW_BYTES);
static mut FROZEN_ARENA: Arena = Arena::over(null_mut(), 0);
static mut PASSING_ARENA: Arena = Arena::over(PASSING_AT as *mut u8, PASSING_BYTES);
static mut SHARED: *mut Arena = &raw mut SHARED_ARENA;
static mut ENGINE: *mut Arena = &raw mut SHARED_ARENA;

/// From now on the engine's blocks come from this region: what it holds then can be kept in a file. Those that pass have a region of their own.
pub fn engine_takes_from(region: Range<usize>, census: Census) {
    // SAFETY: called once, before the engine starts and before there is a second thread.
    unsafe {
        FROZEN_ARENA = Arena { census: Some(census), ..Arena::over(region.start as *mut u8, region.len()) };
        ENGINE = &raw mut FROZEN_ARENA;
    }
}

/// From now on the engine's new blocks come from the zero pages, as they do when an image runs.
pub fn engine_takes_anew() {
    // SAFETY: one thread at a time uses the engine's arena.
    unsafe { ENGINE = &raw mut SHARED_ARENA }
}

/// How far the engine has filled the region that `engine_takes_from` named.
pub fn engine_top() -> usize {
    // SAFETY: one thread at a time uses the engine's arena.
    unsafe { FROZEN_ARENA.top as usize + HEADER }
}

/// The bytes of a block of the engine, with its header.
pub fn total_of(block: usize) -> usize {
    // SAFETY: the census names blocks that are in use.
    unsafe { usable(block as *const u8) + HEADER }
}

/// What the region's census has counted.
pub fn engine_census() -> Option<&'static Census> {
    let arena = &raw const FROZEN_ARENA;
    // SAFETY: as above; the census stays where it is from `engine_takes_from` on.
    unsafe { (*arena).census.as_ref() }
}

/// What a call of the usual kind takes of the zero pages.
#[cfg(target_os = "linux")]
const USUAL_GROW_BYTES: usize = 80 << 10;

/// Makes these pages, and the first of the zero pages, this process's own.
#[cfg(target_os = "linux")]
pub fn ready_pages(pages: Range<usize>) {
    for (start, bytes) in [(pages.start, pages.len()), ((&raw const GROW) as usize, USUAL_GROW_BYTES)] {
        // SAFETY: the pages are mapped and may be written to; what they hold stays.
        unsafe { libc::madvise(start as *mut c_void, bytes, libc::MADV_POPULATE_WRITE) };
    }
}

struct Blocks;

#[global_allocator]
static BLOCKS: Blocks = Blocks;

// SAFETY: blocks are distinct, sixteen-aligned and stay until given back; stricter alignments are refused. One thread allocates at a time:
// the process has one thread, apart from building an image, where the first thread waits for the second.
unsafe impl GlobalAlloc for Blocks {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > ALIGN {
            return null_mut();
        }
        // SAFETY: see above.
        unsafe { (*SHARED).take(layout.size()) }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: see above.
        unsafe { (*SHARED).give(block) }
    }

    unsafe fn realloc(&self, block: *mut u8, _: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: see above.
        unsafe { (*SHARED).resize(block, bytes) }
    }
}

/// The engine's view of its arena.
pub const ENGINE_BLOCKS: js::JSMallocFunctions = js::JSMallocFunctions {
    js_calloc: Some(engine_zeroed),
    js_malloc: Some(engine_take),
    js_free: Some(engine_give),
    js_realloc: Some(engine_resize),
    js_malloc_usable_size: Some(engine_usable),
};

unsafe extern "C" fn engine_take(_: *mut c_void, bytes: js::size_t) -> *mut c_void {
    // SAFETY: ENGINE always points to one of the two arenas; one thread uses the engine.
    unsafe { (*ENGINE).take(bytes as usize).cast() }
}

unsafe extern "C" fn engine_zeroed(_: *mut c_void, count: js::size_t, bytes: js::size_t) -> *mut c_void {
    let Some(all) = (count as usize).checked_mul(bytes as usize) else { return null_mut() };
    // SAFETY: as above; the block has room for `all` bytes.
    unsafe {
        let block = (*ENGINE).take(all);
        if !block.is_null() {
            write_bytes(block, 0, all);
        }
        block.cast()
    }
}

unsafe extern "C" fn engine_give(_: *mut c_void, block: *mut c_void) {
    if !block.is_null() {
        // SAFETY: the engine gives back what it took, once.
        unsafe { (*ENGINE).give(block.cast()) }
    }
}

unsafe extern "C" fn engine_resize(opaque: *mut c_void, block: *mut c_void, bytes: js::size_t) -> *mut c_void {
    // SAFETY: the engine resizes what it took.
    unsafe {
        if block.is_null() {
            return engine_take(opaque, bytes);
        }
        (*ENGINE).resize(block.cast(), bytes as usize).cast()
    }
}

unsafe extern "C" fn engine_usable(block: *const c_void) -> js::size_t {
    if block.is_null() {
        return 0;
    }
    // SAFETY: the engine asks about what it took.
    unsafe { usable(block.cast()) as js::size_t }
}
