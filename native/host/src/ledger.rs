//! The ledger's hand: one record, one write, at the end of the file.

use crate::words;
use core::ffi::c_int;
use std::ffi::CString;

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

/// The system's words for the error that happened last.
fn reason() -> Vec<u8> {
    std::io::Error::last_os_error().to_string().into_bytes()
}
