//! Single entries: what lies at a path, how a file starts, what a folder holds.

use super::{Blind, paths};
use crate::descriptors::{Opened, read_start};
use core::ffi::CStr;
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// The most that is read of one file, and the most names of one folder.
pub const TEXT_BYTES: usize = 1 << 20;
pub const NAMES: usize = 10_000;

/// The numbers are the contract with the bundle.
#[derive(Clone, Copy)]
pub enum Kind {
    Absent = 0,
    File = 1,
    Folder = 2,
    Link = 3,
    Other = 4,
}

pub struct Entry {
    pub kind: Kind,
    pub bytes: u64,
    pub mode: u32,
    pub owner: u32,
}

pub fn entry(path: &CStr) -> Result<Entry, Blind> {
    let Some(entry) = paths::described(&paths::touchable(path)?)? else {
        return Ok(Entry { kind: Kind::Absent, bytes: 0, mode: 0, owner: 0 });
    };
    let kind = match entry.st_mode & libc::S_IFMT {
        libc::S_IFREG => Kind::File,
        libc::S_IFDIR => Kind::Folder,
        libc::S_IFLNK => Kind::Link,
        _ => Kind::Other,
    };
    Ok(Entry { kind, bytes: entry.st_size as u64, mode: u32::from(entry.st_mode & 0o7777), owner: entry.st_uid })
}

/// The start of a regular file, and whether that is all of it. Links are followed.
pub fn start_of(path: &CStr, most: usize) -> Result<(Vec<u8>, bool), Blind> {
    let path = CString::new(paths::resolved(path)?).map_err(|_| Blind::Odd)?;
    // Looked at before it is opened: opening a device or a pipe can do something.
    if !is_regular(paths::described(&path)?) {
        return Err(Blind::Odd);
    }
    let file = Opened::at(&path).map_err(Blind::from_error)?;
    if !is_regular(description(&file)) {
        return Err(Blind::Odd);
    }
    let mut bytes = read_start(file.0, most).map_err(Blind::from_error)?;
    let whole = bytes.len() <= most;
    bytes.truncate(most);
    Ok((bytes, whole))
}

fn is_regular(entry: Option<libc::stat>) -> bool {
    entry.is_some_and(|entry| entry.st_mode & libc::S_IFMT == libc::S_IFREG)
}

fn description(file: &Opened) -> Option<libc::stat> {
    // SAFETY: an open descriptor; the entry is used only when the system has filled it in.
    unsafe {
        let mut entry: libc::stat = core::mem::zeroed();
        (libc::fstat(file.0, &mut entry) == 0).then_some(entry)
    }
}

/// The names in a folder, sorted, and whether these are all of them. Links are followed.
pub fn names(path: &CStr, most: usize) -> Result<(Vec<Vec<u8>>, bool), Blind> {
    let path = paths::resolved(path)?;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(OsStr::from_bytes(&path)).map_err(|error| blind(&error))? {
        if names.len() == most {
            names.sort();
            return Ok((names, false));
        }
        names.push(entry.map_err(|error| blind(&error))?.file_name().into_vec());
    }
    names.sort();
    Ok((names, true))
}

pub fn blind(error: &std::io::Error) -> Blind {
    error.raw_os_error().map_or(Blind::Odd, Blind::from_error)
}
