//! `--fuzz READER RUNS SEED FILE…`: hands bytes that somebody made up to what reads bytes of others, and keeps those that lead to new places.
//!
//! The compiler puts a counter on each edge of the program. Inputs whose counts are of a new size are kept and changed further. What
//! crashes or breaks a promise ends the process, with the input in hexadecimal digits on stderr.

mod changes;
mod edges;
mod readers;

use crate::words::{leave, refuse};
use changes::Chance;
use core::ffi::{CStr, c_int};
use edges::Edges;
use std::fmt::Write;

/// Longer inputs find nothing that these do not, only later.
const INPUT_BYTES: usize = 4 << 10;

static mut INPUT: [u8; INPUT_BYTES] = [0; INPUT_BYTES];
static mut LENGTH: usize = 0;

pub fn run(reader: &CStr, runs: &CStr, seed: &CStr, files: &[&CStr]) -> ! {
    let read = readers::named(reader.to_bytes()).unwrap_or_else(|| refuse(b"nobody knows this reader"));
    let (runs, mut chance) = (number(runs), Chance::new(number(seed)));
    catch_crashes();
    let mut edges = Edges::new();
    let mut kept: Vec<Vec<u8>> = vec![Vec::new()];
    kept.extend(files.iter().filter_map(|file| std::fs::read(file.to_string_lossy().as_ref()).ok()));
    for seed in kept.clone() {
        edges.of(|| read(put(&seed)));
    }
    let given = kept.len();
    for _ in 0..runs {
        let input = chance.changed(&kept, INPUT_BYTES);
        if edges.of(|| read(put(&input))) {
            kept.push(input);
        }
    }
    println!("{runs} runs, {} edges, {} inputs kept beside {given}", edges.count(), kept.len() - given);
    leave(0)
}

fn number(text: &CStr) -> u64 {
    text.to_str().ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| refuse(b"runs and seed are whole numbers"))
}

/// The input where the handler of a crash finds it.
fn put(input: &[u8]) -> &'static [u8] {
    let length = input.len().min(INPUT_BYTES);
    let place = (&raw mut INPUT).cast::<u8>();
    // SAFETY: one thread, and what was read of the input before is used no more.
    unsafe {
        core::ptr::copy_nonoverlapping(input.as_ptr(), place, length);
        LENGTH = length;
        core::slice::from_raw_parts(place, length)
    }
}

fn catch_crashes() {
    for signal in [libc::SIGABRT, libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE, libc::SIGALRM] {
        // SAFETY: the handler does what it may and ends the process.
        unsafe { libc::signal(signal, on_crash as extern "C" fn(c_int) as libc::sighandler_t) };
    }
}

extern "C" fn on_crash(signal: c_int) {
    let place = (&raw const INPUT).cast::<u8>();
    // SAFETY: as in `put`; the process ends here.
    let input = unsafe { core::slice::from_raw_parts(place, LENGTH) };
    let mut said = format!("signal {signal} with the input ");
    for byte in input {
        // Writing to a string cannot fail.
        let _ = write!(said, "{byte:02x}");
    }
    eprintln!("{said}");
    leave(1)
}
