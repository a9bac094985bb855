//! Where a path really leads: every link followed by us, one step at a time, so that no step is taken onto a mount that is not touched.

use super::{Blind, mounts};
use crate::descriptors::last_error;
use core::ffi::CStr;
use std::ffi::CString;

/// As many links as the system itself follows.
const LINKS: usize = 40;
const LINK_BYTES: usize = 4096;

/// What lies at a path itself, as the system describes it; `None`: nothing.
pub fn described(path: &CStr) -> Result<Option<libc::stat>, Blind> {
    // SAFETY: the path is a C string; the entry is used only when the system has filled it in.
    unsafe {
        let mut entry: libc::stat = core::mem::zeroed();
        if libc::lstat(path.as_ptr(), &mut entry) == 0 {
            return Ok(Some(entry));
        }
    }
    match last_error() {
        libc::ENOENT | libc::ENOTDIR => Ok(None),
        error => Err(Blind::from_error(error)),
    }
}

/// The path without links, `.` and `..`. Below the first part that does not exist, the rest stays as it is written.
pub fn resolved(path: &CStr) -> Result<Vec<u8>, Blind> {
    let foreign = mounts::foreign()?;
    mounts::may_touch(foreign, b"/")?;
    let mut walk = Walk { done: Vec::new(), left: Vec::new(), links: 0, missing_from: None };
    walk.put_ahead(path.to_bytes());
    while let Some(part) = walk.left.pop() {
        walk.step(&part, foreign)?;
    }
    if walk.done.is_empty() {
        walk.done.push(b'/');
    }
    Ok(walk.done)
}

/// A path whose every step but the last may be taken. `entry`-like questions touch only the last part itself.
pub fn touchable(path: &CStr) -> Result<CString, Blind> {
    let foreign = mounts::foreign()?;
    if foreign.is_empty() {
        return Ok(path.to_owned());
    }
    let bytes = path.to_bytes();
    let end = bytes.iter().rposition(|&byte| byte != b'/').map_or(0, |last| last + 1);
    let cut = bytes[..end].iter().rposition(|&byte| byte == b'/').unwrap_or(0);
    let last = &bytes[(cut + 1).min(end)..end];
    if matches!(last, b"" | b"." | b"..") {
        return CString::new(resolved(path)?).map_err(|_| Blind::Odd);
    }
    let folder = CString::new(&bytes[..cut + 1]).map_err(|_| Blind::Odd)?;
    let mut whole = resolved(&folder)?;
    join(&mut whole, last);
    mounts::may_touch(foreign, &whole)?;
    CString::new(whole).map_err(|_| Blind::Odd)
}

/// Puts one more name at the end of a path that has no slash there, the root apart.
pub fn join(path: &mut Vec<u8>, name: &[u8]) {
    if path.last() != Some(&b'/') {
        path.push(b'/');
    }
    path.extend_from_slice(name);
}

struct Walk {
    /// What has been walked: parts, each with a slash before it.
    done: Vec<u8>,
    /// The parts still to go, the next one at the end.
    left: Vec<Vec<u8>>,
    links: usize,
    /// How long `done` was before the first part that does not exist.
    missing_from: Option<usize>,
}

impl Walk {
    fn put_ahead(&mut self, path: &[u8]) {
        self.left.extend(path.split(|&byte| byte == b'/').rev().map(<[u8]>::to_vec));
    }

    fn step(&mut self, part: &[u8], foreign: &[Vec<u8>]) -> Result<(), Blind> {
        match part {
            b"" | b"." => Ok(()),
            b".." => {
                self.back();
                Ok(())
            }
            name => self.forward(name, foreign),
        }
    }

    fn back(&mut self) {
        let cut = self.done.iter().rposition(|&byte| byte == b'/').unwrap_or(0);
        self.done.truncate(cut);
        self.missing_from = self.missing_from.filter(|&length| cut > length);
    }

    fn forward(&mut self, name: &[u8], foreign: &[Vec<u8>]) -> Result<(), Blind> {
        let before = self.done.len();
        self.done.push(b'/');
        self.done.extend_from_slice(name);
        if self.missing_from.is_some() {
            return Ok(());
        }
        mounts::may_touch(foreign, &self.done)?;
        let path = CString::new(self.done.as_slice()).map_err(|_| Blind::Odd)?;
        match described(&path)? {
            None => self.missing_from = Some(before),
            Some(entry) if entry.st_mode & libc::S_IFMT == libc::S_IFLNK => self.follow(&path, before)?,
            Some(_) => {}
        }
        Ok(())
    }

    fn follow(&mut self, link: &CStr, before: usize) -> Result<(), Blind> {
        self.links += 1;
        if self.links > LINKS {
            return Err(Blind::Odd);
        }
        let target = target_of(link)?;
        self.done.truncate(if target.starts_with(b"/") { 0 } else { before });
        self.put_ahead(&target);
        Ok(())
    }
}

fn target_of(link: &CStr) -> Result<Vec<u8>, Blind> {
    let mut target = vec![0; LINK_BYTES];
    // SAFETY: the path is a C string and the room is valid for writing.
    let length = unsafe { libc::readlink(link.as_ptr(), target.as_mut_ptr().cast(), target.len()) };
    if length < 0 {
        return Err(Blind::from_error(last_error()));
    }
    target.truncate(length as usize);
    if target.is_empty() || target.len() == LINK_BYTES { Err(Blind::Odd) } else { Ok(target) }
}
