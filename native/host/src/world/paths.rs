//! Where a path really leads: every link followed by us, one step at a time, so that no step is taken onto a mount that is not touched.

use super::{Blind, mounts};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// As many links as the system itself follows.
const LINKS: usize = 40;

/// What lies at a path itself, as the system describes it; `None`: nothing.
pub fn described(path: &[u8]) -> Result<Option<Metadata>, Blind> {
    match std::fs::symlink_metadata(OsStr::from_bytes(path)) {
        Ok(entry) => Ok(Some(entry)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The path without links, `.` and `..`. Below the first part that does not exist, the rest stays as it is written.
pub fn resolved(path: &[u8]) -> Result<Vec<u8>, Blind> {
    let foreign = mounts::foreign()?;
    mounts::may_touch(foreign, b"/")?;
    let mut walk = Walk { done: Vec::new(), left: Vec::new(), links: 0, missing_from: None };
    walk.put_ahead(path);
    while let Some(part) = walk.left.pop() {
        walk.step(&part, foreign)?;
    }
    if walk.done.is_empty() {
        walk.done.push(b'/');
    }
    Ok(walk.done)
}

/// A path to the same entry on which every step, the last one included, may be taken. The last part is not followed.
pub fn touchable(path: &[u8]) -> Result<Cow<'_, [u8]>, Blind> {
    let foreign = mounts::foreign()?;
    if foreign.is_empty() {
        return Ok(Cow::Borrowed(path));
    }
    let (folder, last) = split(path);
    if matches!(last, b"" | b"." | b"..") {
        return resolved(path).map(Cow::Owned);
    }
    let mut whole = resolved(folder)?;
    join(&mut whole, last);
    mounts::may_touch(foreign, &whole)?;
    Ok(Cow::Owned(whole))
}

/// An absolute path as its folder and its last part; slashes at the end do not count.
pub fn split(path: &[u8]) -> (&[u8], &[u8]) {
    let end = path.iter().rposition(|&byte| byte != b'/').map_or(0, |last| last + 1);
    let cut = path[..end].iter().rposition(|&byte| byte == b'/').unwrap_or(0);
    (&path[..cut + 1], path[..end].get(cut + 1..).unwrap_or_default())
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
        match described(&self.done)? {
            None => self.missing_from = Some(before),
            Some(entry) if entry.is_symlink() => self.follow(before)?,
            Some(_) => {}
        }
        Ok(())
    }

    fn follow(&mut self, before: usize) -> Result<(), Blind> {
        self.links += 1;
        if self.links > LINKS {
            return Err(Blind::Odd);
        }
        let target = std::fs::read_link(OsStr::from_bytes(&self.done))?.into_os_string().into_vec();
        self.done.truncate(if target.starts_with(b"/") { 0 } else { before });
        self.put_ahead(&target);
        Ok(())
    }
}
