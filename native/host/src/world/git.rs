//! What git holds of the files below a path: the index is read, objects are not.
//!
//! A file counts as unchanged when everything that the index remembers of it is still so. Its content as of then is in the repository, so
//! it can be brought back. Whatever cannot be shown that way counts as changed: the answer errs towards "lost".

mod bitmap;
mod entries;
#[cfg(feature = "fuzzed")]
pub mod fuzzed;
mod halving;
mod index;
mod repository;
mod suffixes;

use super::{Blind, paths};
use entries::Entry;
use index::{Index, Moment};
use repository::Repository;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// The most files that one question compares with the index.
pub const FILES: usize = 20_000;

pub struct Tracked {
    /// Files at or below the path that the index knows and that are there.
    pub files: u64,
    /// Those of them that are as the index remembers them.
    pub unchanged: u64,
    /// The top folder of the work tree.
    pub top: Vec<u8>,
}

/// `None`: the path lies in no work tree.
pub fn tracked(path: &[u8], most: usize) -> Result<Option<Tracked>, Blind> {
    let path = located(path)?;
    // A link belongs to where it lies, not to where it leads.
    let is_link = paths::described(&paths::touchable(&path)?)?.is_some_and(|entry| entry.is_symlink());
    let from = if is_link { paths::split(&path).0 } else { &path };
    let Some(repository) = Repository::around(from)? else { return Ok(None) };
    let below = path[repository.top.len()..].strip_prefix(b"/").unwrap_or(&path[repository.top.len()..]);
    let mut count = Count { repository: &repository, files: 0, unchanged: 0, left: most };
    if let Some(index) = Index::of(&repository, below)? {
        index.each_below(&mut |entry, written| count.entry(entry, written))?;
    }
    Ok(Some(Tracked { files: count.files, unchanged: count.unchanged, top: repository.top.clone() }))
}

/// The path with everything but its last part resolved: git follows no link that it tracks.
fn located(path: &[u8]) -> Result<Vec<u8>, Blind> {
    let (folder, last) = paths::split(path);
    if matches!(last, b"" | b"." | b"..") {
        return paths::resolved(path);
    }
    let mut whole = paths::resolved(folder)?;
    paths::join(&mut whole, last);
    Ok(whole)
}

struct Count<'a> {
    repository: &'a Repository,
    files: u64,
    unchanged: u64,
    left: usize,
}

impl Count<'_> {
    fn entry(&mut self, entry: &Entry, written: Moment) -> Result<(), Blind> {
        self.left = self.left.checked_sub(1).ok_or(Blind::Bound)?;
        let mut path = self.repository.top.clone();
        paths::join(&mut path, entry.name);
        if let Some(about) = paths::described(&paths::touchable(&path)?)?.filter(|about| !about.is_dir()) {
            self.files += 1;
            self.unchanged += u64::from(is_unchanged(entry, &about, written));
        }
        Ok(())
    }
}

/// Git's own comparison, at its strictest. A file that was touched in the same instant as the index, or later, may have changed without
/// a trace, which git calls racy.
fn is_unchanged(entry: &Entry, about: &Metadata, written: Moment) -> bool {
    let changed = Moment { seconds: about.ctime() as u32, nanoseconds: about.ctime_nsec() as u32 };
    let modified = Moment { seconds: about.mtime() as u32, nanoseconds: about.mtime_nsec() as u32 };
    entry.is_settled()
        && entry.kind() == about.mode() >> 12
        && entry.bytes() == about.len() as u32
        && entry.modified().is(modified)
        && (entry.changed() == Moment::NEVER || entry.changed().is(changed))
        && (entry.inode() == 0 || entry.inode() == about.ino() as u32)
        && modified < written
}
