//! How much lies below a folder: files and bytes, counted up to a bound, on this mount, without following links.

use super::{Blind, mounts, paths};
use std::ffi::OsStr;
use std::fs::{DirEntry, ReadDir, read_dir};
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

pub fn count(path: &[u8], most: usize) -> Result<Tree, Blind> {
    let path = paths::touchable(path)?;
    let folder = paths::described(&path)?.filter(|entry| entry.is_dir()).ok_or(Blind::Odd)?;
    let first = read_dir(OsStr::from_bytes(&path))?;
    let tree = Tree { files: 0, bytes: 0, whole: true };
    let mut count = Count { tree, left: most, device: folder.dev(), folders: Vec::new(), foreign: mounts::foreign()? };
    count.folder(&path, first);
    while let Some(folder) = count.folders.pop() {
        match read_dir(OsStr::from_bytes(&folder)) {
            Ok(entries) => count.folder(&folder, entries),
            Err(_) => count.tree.whole = false,
        }
    }
    Ok(count.tree)
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
            if entry.map_err(Blind::from).and_then(|entry| self.entry(path, &entry)).is_err() {
                self.tree.whole = false;
            }
        }
    }

    fn entry(&mut self, folder: &[u8], entry: &DirEntry) -> Result<(), Blind> {
        let mut path = folder.to_vec();
        paths::join(&mut path, entry.file_name().as_bytes());
        mounts::may_touch(self.foreign, &path)?;
        let about = entry.metadata()?;
        if !about.is_dir() {
            self.tree.files += 1;
            self.tree.bytes += about.len();
        } else if about.dev() == self.device {
            self.folders.push(path);
        } else {
            self.tree.whole = false;
        }
        Ok(())
    }
}
