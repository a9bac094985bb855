//! Tells the daemon that a call is on record, so that it need not look for itself. Nothing is asked of it and nobody waits for it: one that is
//! not there, sleeps or is too slow misses the news, which stand in the ledger all the same.

#[cfg(target_os = "linux")]
pub use linux::Daemon;

/// Elsewhere nobody can be told who listens without more ado, so nobody is told.
#[cfg(not(target_os = "linux"))]
pub struct Daemon;

#[cfg(not(target_os = "linux"))]
impl Daemon {
    pub fn meet(_root: &[u8]) -> Option<Daemon> {
        None
    }

    pub fn descriptor(&self) -> core::ffi::c_int {
        -1
    }

    pub fn tell(&self, _agent: &[u8], _bytes: usize) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use core::ffi::{CStr, c_int};
    use std::ffi::CString;

    /// A socket of the daemon, whose other end belongs to this user.
    pub struct Daemon(c_int);

    impl Daemon {
        /// Before the fences stand. The place is in the user's own folder for such things, or in the guard's; no variable has a say in it.
        pub fn meet(root: &[u8]) -> Option<Daemon> {
            // SAFETY: cannot fail.
            let user = unsafe { libc::geteuid() };
            let usual = format!("/run/user/{user}/sheepdog").into_bytes();
            let folder = if is_private(&usual, user) { usual } else { [root, b"/run"].concat() };
            let descriptor = connected(&[&folder, &b"/socket"[..]].concat())?;
            match other_end(descriptor) {
                Some(other) if other == user => Some(Daemon(descriptor)),
                _ => close(descriptor),
            }
        }

        pub fn descriptor(&self) -> c_int {
            self.0
        }

        /// `1 recorded AGENT BYTES`: so many bytes were appended to the ledger.
        pub fn tell(&self, agent: &[u8], bytes: usize) {
            let line = [b"1 recorded ", agent, format!(" {bytes}\n").as_bytes()].concat();
            // SAFETY: the line is valid for reading. What becomes of it does not matter.
            unsafe { libc::send(self.0, line.as_ptr().cast(), line.len(), libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL) };
        }
    }

    /// A folder of this user that nobody else may enter.
    fn is_private(folder: &[u8], user: libc::uid_t) -> bool {
        let Ok(path) = CString::new(folder) else { return false };
        // SAFETY: the entry is initialised by the kernel when it answers zero.
        unsafe {
            let mut entry: libc::stat = core::mem::zeroed();
            let there = libc::lstat(path.as_ptr(), &mut entry) == 0;
            there && entry.st_mode & libc::S_IFMT == libc::S_IFDIR && entry.st_uid == user && entry.st_mode & 0o077 == 0
        }
    }

    fn connected(path: &[u8]) -> Option<c_int> {
        let path = CString::new(path).ok()?;
        // SAFETY: zeros are a valid address; the path is a C string.
        let mut address: libc::sockaddr_un = unsafe { core::mem::zeroed() };
        let bytes = path.as_bytes_with_nul();
        if bytes.len() > address.sun_path.len() || !is_there(&path) {
            return None;
        }
        address.sun_family = libc::AF_UNIX as _;
        for (place, byte) in address.sun_path.iter_mut().zip(bytes) {
            *place = *byte as _;
        }
        // SAFETY: the address is valid for as many bytes as are named.
        unsafe {
            let descriptor = libc::socket(libc::AF_UNIX, libc::SOCK_STREAM | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC, 0);
            let there = libc::connect(descriptor, (&raw const address).cast(), size_of::<libc::sockaddr_un>() as _) == 0;
            if there { Some(descriptor) } else { close(descriptor) }
        }
    }

    /// Usually nobody is: that is told more cheaply than by a socket.
    fn is_there(path: &CStr) -> bool {
        // SAFETY: a C string.
        unsafe { libc::access(path.as_ptr(), libc::F_OK) == 0 }
    }

    /// Whose process listens there.
    fn other_end(descriptor: c_int) -> Option<libc::uid_t> {
        // SAFETY: room for as many bytes as are named.
        unsafe {
            let mut other: libc::ucred = core::mem::zeroed();
            let mut size = size_of::<libc::ucred>() as libc::socklen_t;
            let place = (&raw mut other).cast();
            let known = libc::getsockopt(descriptor, libc::SOL_SOCKET, libc::SO_PEERCRED, place, &mut size) == 0;
            known.then_some(other.uid)
        }
    }

    fn close<T>(descriptor: c_int) -> Option<T> {
        if descriptor >= 0 {
            // SAFETY: ours, and used no more.
            unsafe { libc::close(descriptor) };
        }
        None
    }
}
