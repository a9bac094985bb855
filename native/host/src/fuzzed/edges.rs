//! The counters that the compiler has put on the edges of this program, and which of their sizes have been seen.

use core::ops::Range;
use std::sync::Mutex;

/// Where the counters lie: each part of the program that was compiled by itself has its own.
static COUNTERS: Mutex<Vec<Range<usize>>> = Mutex::new(Vec::new());

/// # Safety
/// Called by what the compiler puts into the program, once for each part, with the counters' first and last address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, end: *mut u8) {
    let mut counters = COUNTERS.lock().unwrap_or_else(|broken| broken.into_inner());
    if !counters.iter().any(|known| known.start == start as usize) {
        counters.push(start as usize..end as usize);
    }
}

const STRETCH: usize = 64;

pub struct Edges {
    parts: Vec<&'static mut [u8]>,
    /// By part and edge: one bit for each size that its count has had.
    seen: Vec<Vec<u8>>,
}

impl Edges {
    pub fn new() -> Edges {
        let counters = COUNTERS.lock().unwrap_or_else(|broken| broken.into_inner());
        assert!(!counters.is_empty(), "the program was built without counters");
        // SAFETY: the compiler's counters stay; the program has one thread, and a count that is lost is no harm.
        let part = |place: &Range<usize>| unsafe { core::slice::from_raw_parts_mut(place.start as *mut u8, place.len()) };
        let parts: Vec<&mut [u8]> = counters.iter().map(part).collect();
        Edges { seen: parts.iter().map(|part| vec![0; part.len()]).collect(), parts }
    }

    /// Whether the work went where none has gone before, or as often.
    pub fn of(&mut self, work: impl FnOnce()) -> bool {
        self.parts.iter_mut().for_each(|part| part.fill(0));
        work();
        let mut is_new = false;
        for (seen, counts) in self.seen.iter_mut().zip(&self.parts) {
            // Most of the program is not taken part in; whole stretches of it are passed over.
            for (seen, counts) in seen.chunks_mut(STRETCH).zip(counts.chunks(STRETCH)) {
                if counts.iter().fold(0, |any, count| any | count) != 0 {
                    is_new |= note(seen, counts);
                }
            }
        }
        is_new
    }

    pub fn count(&self) -> usize {
        self.seen.iter().flatten().filter(|&&seen| seen != 0).count()
    }
}

fn note(seen: &mut [u8], counts: &[u8]) -> bool {
    let mut is_new = false;
    for (seen, &count) in seen.iter_mut().zip(counts) {
        let size = size_of_count(count);
        is_new |= size & !*seen != 0;
        *seen |= size;
    }
    is_new
}

/// One, two, three, up to seven, and so on: more detail would keep too much.
fn size_of_count(count: u8) -> u8 {
    match count {
        0 => 0,
        1..=3 => 1 << (count - 1),
        4..=7 => 8,
        8..=15 => 16,
        16..=31 => 32,
        32..=127 => 64,
        128.. => 128,
    }
}
