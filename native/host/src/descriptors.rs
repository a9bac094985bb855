//! Reading to the end and writing in full, on descriptors that may be slow, full, closed or told not to wait.

use core::ffi::{CStr, c_int};

/// The largest envelope or judged line.
pub const INPUT_BYTES: usize = 8 << 20;

/// Zero pages of their own, so that a large envelope does not eat the engine's memory. One byte more tells "too large" from "just fits".
static mut INPUT: [u8; INPUT_BYTES + 1] = [0; INPUT_BYTES + 1];

/// The input buffer. Taken once, by the mode that runs.
pub fn input_buffer() -> &'static mut [u8] {
    // SAFETY: each mode takes it once, and a process runs one mode.
    unsafe { &mut *(&raw mut INPUT) }
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

/// From an open file, at most `most` bytes and one more, which tells "too large" from "just fits".
pub fn read_start(descriptor: c_int, most: usize) -> Result<Vec<u8>, c_int> {
    const STEP: usize = 32 << 10;
    let mut bytes = Vec::new();
    while bytes.len() <= most {
        let before = bytes.len();
        bytes.resize((before + STEP).min(most + 1), 0);
        let got = read_all(descriptor, &mut bytes[before..])?;
        bytes.truncate(before + got);
        if got < STEP {
            break;
        }
    }
    Ok(bytes)
}

/// A file that is opened for reading without side effects, and closed at the end.
pub struct Opened(pub c_int);

impl Opened {
    /// Never waits for a writer, never becomes the controlling terminal, never stays open past an exec. The error is the system's number.
    pub fn at(path: &CStr) -> Result<Opened, c_int> {
        let careful = libc::O_CLOEXEC | libc::O_NONBLOCK | libc::O_NOCTTY;
        // SAFETY: the path is a C string.
        let file = unsafe { libc::open(path.as_ptr(), libc::O_RDONLY | careful) };
        if file < 0 { Err(last_error()) } else { Ok(Opened(file)) }
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // SAFETY: the descriptor is ours and open. A file that was only read has nothing to lose when closing fails.
        unsafe { libc::close(self.0) };
    }
}
