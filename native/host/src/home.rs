//! Whose call this is: the home of the call's environment, and the home that the password database knows.

use crate::descriptors;
use crate::words::die;
use core::ffi::CStr;

/// Large enough for any password file; who stands behind that is not found.
const PASSWORD_FILE_BYTES: usize = 4 << 20;

/// Where a call stands.
pub struct Places {
    /// What `~` means in the call.
    pub home: Vec<u8>,
    /// The guard's own folder.
    pub root: Vec<u8>,
}

impl Places {
    pub fn of_call(root: Option<&[u8]>) -> Places {
        let home = of_call().unwrap_or_else(|| die(b"this user has no home: neither HOME nor the password file names one"));
        Places { home, root: root.map_or_else(default_root, <[u8]>::to_vec) }
    }
}

/// Of the user that runs us, by the password database; never by a variable, which the judged call could have set.
pub fn default_root() -> Vec<u8> {
    let mut root = of_user().unwrap_or_else(|| die(b"this user is not in the password file, and no --root is given"));
    root.extend_from_slice(b"/.sheepdog");
    root
}

/// HOME of the environment, if it is absolute, else what the password database says.
fn of_call() -> Option<Vec<u8>> {
    let named = variable(c"HOME").filter(|home| home.starts_with(b"/"));
    named.map(<[u8]>::to_vec).or_else(of_user)
}

/// The home of this process's user. Read here and not through the C library: a static program must not load name service modules, and
/// no variable has a say in it.
fn of_user() -> Option<Vec<u8>> {
    // SAFETY: cannot fail.
    let user = unsafe { libc::getuid() };
    let file = descriptors::open(b"/etc/passwd").ok()?;
    let lines = descriptors::read_start(&file, PASSWORD_FILE_BYTES).ok()?;
    let home = lines.split(|&byte| byte == b'\n').find_map(|line| home_in(line, user))?;
    home.starts_with(b"/").then(|| home.to_vec())
}

/// `name:password:user:group:comment:home:shell`
fn home_in(line: &[u8], user: libc::uid_t) -> Option<&[u8]> {
    let mut fields = line.split(|&byte| byte == b':');
    let id = core::str::from_utf8(fields.nth(2)?).ok()?;
    if id.parse() == Ok(user) { fields.nth(2) } else { None }
}

/// A variable of the call's environment, as data.
pub fn variable(name: &CStr) -> Option<&'static [u8]> {
    // SAFETY: nothing in this program changes the environment.
    unsafe {
        let value = libc::getenv(name.as_ptr());
        (!value.is_null()).then(|| CStr::from_ptr(value).to_bytes())
    }
}
