//! Files of the guard's own folder that every hook writes to beside the ledger: opened with care, and locked for as short as can be.

use crate::descriptors::last_error;
use core::ffi::{CStr, c_int};
use std::ffi::CString;

/// Somebody holds a lock for some microseconds, or as long as a disk takes to write. Waited for a millisecond at a time.
const LOCK_WAITS: u32 = 1_000;

/// An open file that may be read and written.
#[derive(Clone, Copy)]
pub struct OwnFile(c_int);

/// Opens `<root>/<name>`, and tells how long it is. `None`: it is not there, or not ours: a link, a pipe, somebody else's, open to others, or known by a second name.
pub fn open(root: &[u8], name: &[u8], more: c_int) -> Option<(OwnFile, usize)> {
    let path = path(root, name)?;
    // Never through a link, and never waiting for a reader when somebody has put a pipe there.
    let careful = libc::O_RDWR | libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK | libc::O_NOCTTY;
    // SAFETY: the path is a C string.
    let descriptor = unsafe { libc::open(path.as_ptr(), careful | more, 0o600) };
    let file = OwnFile((descriptor >= 0).then_some(descriptor)?);
    // SAFETY: cannot fail.
    let user = unsafe { libc::geteuid() };
    let entry = file.entry()?;
    let ours = entry.st_mode & libc::S_IFMT == libc::S_IFREG && entry.st_uid == user && entry.st_mode & 0o077 == 0 && entry.st_nlink == 1;
    ours.then_some((file, entry.st_size as usize))
}

pub fn path(root: &[u8], name: &[u8]) -> Option<CString> {
    CString::new([root, b"/", name].concat()).ok()
}

impl OwnFile {
    pub fn descriptor(self) -> c_int {
        self.0
    }

    fn entry(self) -> Option<libc::stat> {
        // SAFETY: the entry is initialised by the kernel when it answers zero.
        unsafe {
            let mut entry: libc::stat = core::mem::zeroed();
            (libc::fstat(self.0, &mut entry) == 0).then_some(entry)
        }
    }

    /// How long it is now; `None` as well when it has lost its name: then others use another file of that name.
    pub fn bytes(self) -> Option<usize> {
        let entry = self.entry()?;
        (entry.st_nlink == 1).then_some(entry.st_size as usize)
    }

    /// As many bytes as there is room for, unless the file ends before.
    pub fn read_at(self, place: usize, room: &mut [u8]) -> Option<usize> {
        let mut length = 0;
        while length < room.len() {
            let rest = &mut room[length..];
            // SAFETY: `rest` is valid for writing.
            let got = unsafe { libc::pread(self.0, rest.as_mut_ptr().cast(), rest.len(), (place + length) as libc::off_t) };
            match got {
                0 => break,
                1.. => length += got as usize,
                _ if last_error() == libc::EINTR => {}
                _ => return None,
            }
        }
        Some(length)
    }

    /// `false`: not all of it is written.
    pub fn write_at(self, place: usize, bytes: &[u8]) -> bool {
        // SAFETY: the bytes are valid for reading.
        let put = unsafe { libc::pwrite(self.0, bytes.as_ptr().cast(), bytes.len(), place as libc::off_t) };
        put == bytes.len() as isize
    }

    /// At the end of a file that was opened for that.
    pub fn append(self, bytes: &[u8]) -> bool {
        // SAFETY: the bytes are valid for reading.
        let put = unsafe { libc::write(self.0, bytes.as_ptr().cast(), bytes.len()) };
        put == bytes.len() as isize
    }

    pub fn sync(self) -> bool {
        #[cfg(target_os = "linux")]
        // SAFETY: an open descriptor.
        let done = unsafe { libc::fdatasync(self.0) };
        #[cfg(not(target_os = "linux"))]
        // SAFETY: an open descriptor.
        let done = unsafe { libc::fsync(self.0) };
        done == 0
    }

    /// Does the work while nobody else who asks for the lock has it. `None`: somebody held it for too long, or there are no locks here.
    /// A process that ends gives its lock back.
    pub fn alone<T>(self, work: impl FnOnce() -> T) -> Option<T> {
        (0..LOCK_WAITS).find_map(|_| self.lock()).filter(|held| *held)?;
        let done = work();
        self.ask(libc::F_UNLCK);
        Some(done)
    }

    /// `None`: not yet.
    fn lock(self) -> Option<bool> {
        if self.ask(libc::F_WRLCK) {
            return Some(true);
        }
        if !matches!(last_error(), libc::EAGAIN | libc::EACCES | libc::EINTR) {
            return Some(false);
        }
        // SAFETY: waits, and looks at no descriptor.
        unsafe { libc::poll(core::ptr::null_mut(), 0, 1) };
        None
    }

    fn ask(self, kind: impl Into<c_int>) -> bool {
        let kind: c_int = kind.into();
        // SAFETY: zeros are a valid description: of the whole file, with no process named, as locks of open files demand.
        unsafe {
            let mut lock: libc::flock = core::mem::zeroed();
            lock.l_type = kind as _;
            lock.l_whence = libc::SEEK_SET as _;
            libc::fcntl(self.0, libc::F_OFD_SETLK, &lock) == 0
        }
    }
}

/// Makes `<root>/<name>` with these bytes, whole or not at all: whoever comes second finds the first one's.
pub fn make(root: &[u8], name: &[u8], bytes: &[u8]) {
    let draft = [name, format!(".draft-{}", std::process::id()).as_bytes()].concat();
    let (Some(draft), Some(path)) = (path(root, &draft), path(root, name)) else { return };
    // What fails here shows when the file is opened. Passing a limit would be a signal, and that a block.
    remove(&draft);
    if !(may_grow_to(bytes.len()) && write_draft(&draft, bytes) && name_anew(&draft, &path)) {
        remove(&draft);
    }
}

fn may_grow_to(bytes: usize) -> bool {
    let mut most = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: valid for writing.
    unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &mut most) == 0 && most.rlim_cur >= bytes as libc::rlim_t }
}

fn remove(path: &CStr) {
    // SAFETY: a C string. Usually there is none.
    unsafe { libc::unlink(path.as_ptr()) };
}

/// Never in the place of another file: somebody may be using that one already.
#[cfg(target_os = "linux")]
fn name_anew(from: &CStr, to: &CStr) -> bool {
    // SAFETY: two C strings.
    unsafe { libc::syscall(libc::SYS_renameat2, libc::AT_FDCWD, from.as_ptr(), libc::AT_FDCWD, to.as_ptr(), libc::RENAME_NOREPLACE) == 0 }
}

#[cfg(not(target_os = "linux"))]
fn name_anew(from: &CStr, to: &CStr) -> bool {
    // SAFETY: two C strings. While it has two names, nobody takes it for the guard's own.
    unsafe { libc::link(from.as_ptr(), to.as_ptr()) == 0 && libc::unlink(from.as_ptr()) == 0 }
}

fn write_draft(path: &CStr, bytes: &[u8]) -> bool {
    let fresh = libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW | libc::O_CLOEXEC;
    // SAFETY: the path is a C string.
    let descriptor = unsafe { libc::open(path.as_ptr(), fresh, 0o600) };
    if descriptor < 0 {
        return false;
    }
    let written = OwnFile(descriptor).append(bytes);
    // SAFETY: ours, and used no more. Left open it would hold its place on a full disk.
    let closed = unsafe { libc::close(descriptor) } == 0;
    written && closed
}
