//! Which mounts are not touched: network, FUSE and autofs.
//!
//! Even asking such a mount for its kind can wait for ever on a server or on a program of somebody else, so nothing below it is asked
//! anything: the mount table says where they are, as text, and every step of a path is compared with it before it is taken. Programs that
//! serve such a mount could also answer us and the command differently, and touching autofs mounts something.

use super::Blind;
#[cfg(target_os = "linux")]
use crate::descriptors::{open, read_start};
use std::sync::OnceLock;

/// Longer tables count as unreadable.
#[cfg(target_os = "linux")]
const TABLE_BYTES: usize = 1 << 20;

const FOREIGN: [&[u8]; 22] = [
    b"nfs",
    b"nfs4",
    b"cifs",
    b"smb3",
    b"smbfs",
    b"ncpfs",
    b"afs",
    b"coda",
    b"9p",
    b"ceph",
    b"gfs",
    b"gfs2",
    b"ocfs2",
    b"lustre",
    b"glusterfs",
    b"orangefs",
    b"pvfs2",
    b"beegfs",
    b"fuse",
    b"fuseblk",
    b"autofs",
    b"davfs",
];

static TABLE: OnceLock<Option<Vec<Vec<u8>>>> = OnceLock::new();

/// Where foreign file systems are mounted. Read once per call.
pub fn foreign() -> Result<&'static [Vec<u8>], Blind> {
    // Without a mount table nobody can say what is safe to touch.
    TABLE.get_or_init(read_table).as_deref().ok_or(Blind::Foreign)
}

/// Nothing foreign lies at this path, given that its parent has been found harmless already.
pub fn may_touch(foreign: &[Vec<u8>], path: &[u8]) -> Result<(), Blind> {
    if foreign.iter().any(|mount| mount == path) { Err(Blind::Foreign) } else { Ok(()) }
}

#[cfg(target_os = "linux")]
fn read_table() -> Option<Vec<Vec<u8>>> {
    let file = open(b"/proc/self/mountinfo").ok()?;
    let table = read_start(&file, TABLE_BYTES).ok().filter(|table| table.len() <= TABLE_BYTES)?;
    Some(table.split(|&byte| byte == b'\n').filter_map(foreign_mount).collect())
}

/// `36 35 98:0 /root /mount/point options optional… - kind source options`
#[cfg(target_os = "linux")]
pub fn foreign_mount(line: &[u8]) -> Option<Vec<u8>> {
    let mut fields = line.split(|&byte| byte == b' ');
    let place = fields.nth(4)?;
    let kind = fields.skip_while(|field| field != b"-").nth(1)?;
    is_foreign(kind).then(|| unquoted(place))
}

/// A mount with a hypervisor behind it (virtiofs) counts as local: nobody but the host's owner can make it hang or lie.
fn is_foreign(kind: &[u8]) -> bool {
    FOREIGN.contains(&kind) || kind.starts_with(b"fuse.")
}

/// The table writes blank, tab, line feed and backslash as three octal digits.
#[cfg(target_os = "linux")]
fn unquoted(place: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(place.len());
    let mut rest = place;
    while let [first, after @ ..] = rest {
        rest = after;
        match rest {
            [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..] if *first == b'\\' => {
                bytes.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}

#[cfg(target_os = "macos")]
fn read_table() -> Option<Vec<Vec<u8>>> {
    let mut list: *mut libc::statfs = core::ptr::null_mut();
    // SAFETY: the system hands over a list that it keeps, with as many entries as it says. It is told not to ask the servers.
    let mounts = unsafe {
        let count = libc::getmntinfo(&mut list, libc::MNT_NOWAIT);
        if count <= 0 {
            return None;
        }
        core::slice::from_raw_parts(list, count as usize)
    };
    let far = |mount: &&libc::statfs| mount.f_flags & libc::MNT_LOCAL as u32 == 0 || is_foreign(text(&mount.f_fstypename));
    Some(mounts.iter().filter(far).map(|mount| text(&mount.f_mntonname).to_vec()).collect())
}

#[cfg(target_os = "macos")]
fn text(name: &[libc::c_char]) -> &[u8] {
    let length = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    // SAFETY: the same bytes, as unsigned ones.
    unsafe { core::slice::from_raw_parts(name.as_ptr().cast(), length) }
}
