//! The ledger's hand: one record, one write, at the end of the file.

use crate::{descriptors, words};
use core::ffi::c_int;
use std::ffi::CString;
use std::os::unix::fs::FileExt;

/// An open ledger that can only be appended to.
pub struct Ledger(c_int);

impl Ledger {
    /// Opens `<root>/ledger/records`, before any input is looked at.
    pub fn open(root: &[u8]) -> Ledger {
        let Ok(path) = CString::new([root, b"/ledger/records"].concat()) else {
            words::die(b"the guard's own folder has a zero byte in its name")
        };
        let append = libc::O_WRONLY | libc::O_APPEND | libc::O_CREAT;
        // Never through a link, and never waiting for a reader when somebody has put a pipe there.
        let careful = libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK | libc::O_NOCTTY;
        // SAFETY: the path is a C string; the entry is initialised by the kernel when it answers zero.
        unsafe {
            let file = libc::open(path.as_ptr(), append | careful, 0o600);
            if file < 0 {
                words::die(&[b"the ledger `", path.as_bytes(), b"` cannot be opened: ", &reason()].concat());
            }
            let mut entry: libc::stat = core::mem::zeroed();
            if libc::fstat(file, &mut entry) != 0 || entry.st_mode & libc::S_IFMT != libc::S_IFREG {
                words::die(&[b"the ledger `", path.as_bytes(), b"` is not a file"].concat());
            }
            Ledger(file)
        }
    }

    /// The descriptor, for the fence that lets nothing else be written.
    pub fn descriptor(&self) -> c_int {
        self.0
    }

    /// One write, so that records of several processes never mix. A short one is a failure: the torn record is skipped by readers.
    pub fn append(&self, record: &[u8], sync: bool) {
        if record.is_empty() {
            return;
        }
        // SAFETY: the record is valid for reading.
        let written = unsafe { libc::write(self.0, record.as_ptr().cast(), record.len()) };
        if written < 0 {
            words::die(&[b"the ledger cannot be written: ", reason().as_slice()].concat());
        }
        if written as usize != record.len() {
            words::die(b"the ledger took only a part of the record (is the disk full?)");
        }
        if sync && self.sync() != 0 {
            words::die(&[b"the ledger cannot be brought to disk: ", reason().as_slice()].concat());
        }
    }

    #[cfg(target_os = "linux")]
    fn sync(&self) -> c_int {
        // SAFETY: an open descriptor.
        unsafe { libc::fdatasync(self.0) }
    }

    #[cfg(not(target_os = "linux"))]
    fn sync(&self) -> c_int {
        // SAFETY: an open descriptor.
        unsafe { libc::fsync(self.0) }
    }
}

/// So much of a ledger's end is looked at for the newest time in it: the records of dozens of calls.
const END_BYTES: u64 = 16 << 10;

/// The newest instant that a record at the end of this ledger bears; zero where there is none yet. A clock that was set back does not go below it.
pub fn newest(path: &[u8]) -> std::io::Result<u64> {
    let file = match descriptors::open(path) {
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => return Ok(0),
        opened => opened?,
    };
    let mut end = vec![0; END_BYTES as usize];
    let start = file.metadata()?.len().saturating_sub(END_BYTES);
    let length = file.read_at(&mut end, start)?;
    Ok(newest_in(&end[..length]))
}

/// In a leaf every quote inside of a text has a backslash before it, so this stands nowhere else.
const INSTANT: &[u8] = br#","at":"#;

fn newest_in(records: &[u8]) -> u64 {
    let mut newest = 0;
    for place in records.windows(INSTANT.len()).enumerate().filter_map(|(place, window)| (window == INSTANT).then_some(place)) {
        let digits = records[place + INSTANT.len()..].iter().take(15).take_while(|byte| byte.is_ascii_digit());
        newest = newest.max(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')));
    }
    newest
}

/// The system's words for the error that happened last.
fn reason() -> Vec<u8> {
    std::io::Error::last_os_error().to_string().into_bytes()
}
