//! How much lies below a folder: files and bytes, counted up to a bound, on this mount, without following links.

use super::files::blind;
use super::{Blind, mounts, paths};
use core::ffi::CStr;
use std::ffi::{CString, OsStr};
use std::fs::{DirEntry, Metadata, ReadDir};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;

/// The most entries that one question looks at.
pub const ENTRIES: usize = 50_000;

pub struct Tree {
    pub files: u64,
    pub bytes: u64,
    /// Nothing was left out: no bound met, no folder closed to us, no other mount below.
    pub whole: bool,
}

pub fn count(path: &CStr, most: usize) -> Result<Tree, Blind> {
    let foreign = mounts::foreign()?;
    let path = paths::touchable(path)?;
    let folder = paths::described(&path)?.filter(|entry| entry.st_mode & libc::S_IFMT == libc::S_IFDIR).ok_or(Blind::Odd)?;
    let first = opened(&path)?;
    let mut count = Count {
        tree: Tree { files: 0, bytes: 0, whole: true },
        left: most,
        device: folder.st_dev as u64,
        folders: Vec::new(),
        foreign,
    };
    count.folder(path.as_bytes(), first);
    while let Some(folder) = count.folders.pop() {
        match CString::new(folder.as_slice()).map_err(|_| Blind::Odd).and_then(|path| opened(&path)) {
            Ok(entries) => count.folder(&folder, entries),
            Err(_) => count.tree.whole = false,
        }
    }
    Ok(count.tree)
}

fn opened(folder: &CStr) -> Result<ReadDir, Blind> {
    std::fs::read_dir(OsStr::from_bytes(folder.to_bytes())).map_err(|error| blind(&error))
}

struct Count<'a> {
    tree: Tree,
    left: usize,
    device: u64,
    folders: Vec<Vec<u8>>,
    foreign: &'a [Vec<u8>],
}

impl Count<'_> {
    fn folder(&mut self, path: &[u8], entries: ReadDir) {
        for entry in entries {
            if self.left == 0 {
                self.tree.whole = false;
                self.folders.clear();
                return;
            }
            self.left -= 1;
            if entry.map_err(|error| blind(&error)).and_then(|entry| self.entry(path, &entry)).is_err() {
                self.tree.whole = false;
            }
        }
    }

    fn entry(&mut self, folder: &[u8], entry: &DirEntry) -> Result<(), Blind> {
        let mut path = folder.to_vec();
        paths::join(&mut path, entry.file_name().as_bytes());
        mounts::may_touch(self.foreign, &path)?;
        let about = entry.metadata().map_err(|error| blind(&error))?;
        if !about.is_dir() {
            self.file(&about);
        } else if about.dev() == self.device {
            self.folders.push(path);
        } else {
            self.tree.whole = false;
        }
        Ok(())
    }

    fn file(&mut self, about: &Metadata) {
        self.tree.files += 1;
        self.tree.bytes += about.len();
    }
}
