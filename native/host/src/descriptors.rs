//! Reading to the end and writing in full, on descriptors that may be slow, full, closed or told not to wait.

use core::ffi::c_int;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;

/// The largest envelope or judged line.
pub const INPUT_BYTES: usize = 8 << 20;

/// Larger than most files that a call is about, and than most tables of the system.
const USUAL_BYTES: usize = 16 << 10;

/// Zero pages of their own, so that a large envelope does not eat the engine's memory. One byte more tells "too large" from "just fits".
static mut INPUT: [u8; INPUT_BYTES + 1] = [0; INPUT_BYTES + 1];

/// The input buffer. Taken once, by the mode that runs.
pub fn input_buffer() -> &'static mut [u8] {
    let buffer = &raw mut INPUT;
    // SAFETY: each mode takes it once, and a process runs one mode.
    unsafe { &mut *buffer }
}

/// Closed standard descriptors would be given to the next file that is opened, and the answer would go there.
pub fn standard_ones_are_open() -> bool {
    // SAFETY: asks for flags only.
    (0..=2).all(|descriptor| unsafe { libc::fcntl(descriptor, libc::F_GETFD) } != -1)
}

pub fn last_error() -> c_int {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Some bytes, none at the end, or the error's number.
pub fn read_some(descriptor: c_int, room: &mut [u8]) -> Result<usize, c_int> {
    loop {
        // SAFETY: `room` is valid for writing.
        let got = unsafe { libc::read(descriptor, room.as_mut_ptr().cast(), room.len()) };
        if got >= 0 {
            return Ok(got as usize);
        }
        match last_error() {
            libc::EINTR => {}
            libc::EAGAIN => wait_for(descriptor, libc::POLLIN),
            error => return Err(error),
        }
    }
}

/// All there is, or as much as there is room for.
pub fn read_all(descriptor: c_int, room: &mut [u8]) -> Result<usize, c_int> {
    let mut length = 0;
    while length < room.len() {
        let got = read_some(descriptor, &mut room[length..])?;
        if got == 0 {
            break;
        }
        length += got;
    }
    Ok(length)
}

pub fn write_all(descriptor: c_int, mut bytes: &[u8]) -> Result<(), c_int> {
    while !bytes.is_empty() {
        // SAFETY: `bytes` is valid for reading.
        let put = unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
        if put >= 0 {
            bytes = &bytes[put as usize..];
            continue;
        }
        match last_error() {
            libc::EINTR => {}
            libc::EAGAIN => wait_for(descriptor, libc::POLLOUT),
            error => return Err(error),
        }
    }
    Ok(())
}

/// Sleeps until the descriptor is ready; the wall clock's signal ends a wait that nothing else ends.
fn wait_for(descriptor: c_int, events: i16) {
    let mut one = libc::pollfd { fd: descriptor, events, revents: 0 };
    // SAFETY: one entry, valid for writing. What it answers does not matter: the caller tries again.
    unsafe { libc::poll(&mut one, 1, -1) };
}

/// Opens for reading without side effects: never waits for a writer, never becomes the controlling terminal, never outlives an exec.
pub fn open(path: &[u8]) -> std::io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(OsStr::from_bytes(path))
}

/// At most `most` bytes and one more, which tells "there is more" from "just fits".
pub fn read_start(file: &File, most: usize) -> std::io::Result<Vec<u8>> {
    // Room for the usual file at once: some files of the system are made anew for every read.
    let mut bytes = Vec::with_capacity(most.min(USUAL_BYTES) + 1);
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
