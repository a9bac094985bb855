//! Single entries: what lies at a path, how a file starts, what a folder holds.

use super::{Blind, paths};
use crate::descriptors::{open, read_start};
use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;

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

pub fn entry(path: &[u8]) -> Result<Entry, Blind> {
    Ok(match paths::described(&paths::touchable(path)?)? {
        None => Entry { kind: Kind::Absent, bytes: 0, mode: 0, owner: 0 },
        Some(entry) => Entry { kind: kind_of(&entry), bytes: entry.len(), mode: entry.mode() & 0o7777, owner: entry.uid() },
    })
}

fn kind_of(entry: &Metadata) -> Kind {
    match entry.file_type() {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_symlink() => Kind::Link,
        _ => Kind::Other,
    }
}

/// The start of a regular file, and whether that is all of it. Links are followed.
pub fn start_of(path: &[u8], most: usize) -> Result<(Vec<u8>, bool), Blind> {
    let path = paths::resolved(path)?;
    // Looked at before it is opened: opening a device or a pipe can do something.
    if !paths::described(&path)?.is_some_and(|entry| entry.is_file()) {
        return Err(Blind::Odd);
    }
    let file = open(&path)?;
    // And after: what lies there may have changed in between.
    if !file.metadata()?.is_file() {
        return Err(Blind::Odd);
    }
    let mut bytes = read_start(&file, most)?;
    let whole = bytes.len() <= most;
    bytes.truncate(most);
    Ok((bytes, whole))
}

/// The names in a folder, sorted, and whether these are all of them. Links are followed.
pub fn names(path: &[u8], most: usize) -> Result<(Vec<Vec<u8>>, bool), Blind> {
    let mut entries = std::fs::read_dir(OsStr::from_bytes(&paths::resolved(path)?))?;
    let names: Result<Vec<Vec<u8>>, std::io::Error> =
        entries.by_ref().take(most).map(|entry| entry.map(|entry| entry.file_name().into_vec())).collect();
    let mut names = names?;
    names.sort();
    Ok((names, entries.next().is_none()))
}
