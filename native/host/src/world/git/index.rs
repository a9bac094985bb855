//! A work tree's index, mapped: plain, sparse, or split into a shared base and what has changed since.

use super::super::{Blind, paths};
use super::bitmap;
use super::entries::{Entries, Entry, word};
use super::repository::Repository;
use crate::descriptors::open;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;

/// A larger index is not looked at. The largest repositories known stay below half of it.
const INDEX_BYTES: u64 = 96 << 20;
const HEADER_BYTES: usize = 12;
const SHA1_BYTES: usize = 20;
const SHA256_BYTES: usize = 32;

/// An instant as an index keeps it: the low bits of each number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub seconds: u32,
    pub nanoseconds: u32,
}

impl Moment {
    pub const NEVER: Moment = Moment { seconds: 0, nanoseconds: 0 };

    /// Some writers of indexes keep whole seconds only.
    pub fn is(self, other: Moment) -> bool {
        self.seconds == other.seconds && (self.nanoseconds == 0 || self.nanoseconds == other.nanoseconds)
    }
}

/// Gets each entry, and when the index that holds it was written.
type Visit<'a> = &'a mut dyn FnMut(&Entry, Moment) -> Result<(), Blind>;

pub struct Index {
    file: Mapped,
    hash_bytes: usize,
    /// Of a split index: the base, and which of its entries are gone or replaced.
    base: Option<Base>,
}

struct Base {
    file: Mapped,
    gone: Vec<bool>,
    replaced: Vec<bool>,
}

impl Index {
    /// `None`: nothing has ever been added.
    pub fn of(repository: &Repository) -> Result<Option<Index>, Blind> {
        let Some(file) = Mapped::at(&[repository.folder.as_slice(), b"/index"].concat())? else { return Ok(None) };
        // Which hash a repository uses stands in its configuration, but the format is strict enough to tell.
        let read = |hash_bytes| file.extensions(hash_bytes).map(|link| (hash_bytes, link));
        let (hash_bytes, link) = read(SHA1_BYTES).or_else(|_| read(SHA256_BYTES))?;
        let base = link.map(|link| Base::of(repository, link, hash_bytes)).transpose()?.flatten();
        Ok(Some(Index { file, hash_bytes, base }))
    }

    /// Every file that the index holds at `path` or below it. The empty path is the top folder.
    pub fn each_below(&self, path: &[u8], visit: Visit) -> Result<(), Blind> {
        let mut entries = self.file.entries(self.hash_bytes)?;
        if let Some(base) = &self.base {
            base.each_below(path, self.hash_bytes, (&mut entries, self.file.written), visit)?;
        }
        while let Some(entry) = entries.next()? {
            if entry.name.is_empty() {
                return Err(Blind::Odd);
            }
            if is_past(entry.name, path) {
                break;
            }
            if entry.is_file() && is_below(entry.name, path) {
                visit(&entry, self.file.written)?;
            }
        }
        Ok(())
    }
}

impl Base {
    /// `link` names the base by its hash, then says in two bitmaps what is no longer so. A hash of zeros: there is no base.
    fn of(repository: &Repository, link: &[u8], hash_bytes: usize) -> Result<Option<Base>, Blind> {
        let (hash, maps) = link.split_at_checked(hash_bytes).ok_or(Blind::Odd)?;
        if hash.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let place = [repository.folder.as_slice(), b"/sharedindex.", name.as_bytes()].concat();
        let file = Mapped::at(&place)?.ok_or(Blind::Odd)?;
        let (gone, replaced) = if maps.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            let (gone, rest) = bitmap::read(maps)?;
            (gone, bitmap::read(rest)?.0)
        };
        Ok(Some(Base { file, gone, replaced }))
    }

    /// Entries of the base as they are now. Replacements come first in the split index, without names and in the order of the base.
    fn each_below(&self, path: &[u8], hash_bytes: usize, (newer, written): (&mut Entries, Moment), visit: Visit) -> Result<(), Blind> {
        // Git renews the base's time whenever it uses it, so of the two times the earlier one counts.
        let written = written.min(self.file.written);
        let mut entries = self.file.entries(hash_bytes)?;
        let mut place = 0;
        while let Some(entry) = entries.next()? {
            let is_set = |bits: &[bool]| bits.get(place).copied().unwrap_or(false);
            let (gone, replaced) = (is_set(&self.gone), is_set(&self.replaced));
            place += 1;
            let wanted = !gone && is_below(entry.name, path);
            if replaced {
                let newest = newer.next()?.filter(|newest| newest.name.is_empty()).ok_or(Blind::Odd)?;
                if wanted && newest.is_file() {
                    visit(&Entry { name: entry.name, ..newest }, written)?;
                }
            } else if wanted && entry.is_file() {
                visit(&entry, written)?;
            }
        }
        Ok(())
    }
}

/// The path itself, or something in the folder of that name.
fn is_below(name: &[u8], path: &[u8]) -> bool {
    path.is_empty() || name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
}

/// Entries are sorted by name: behind this one none is below the path any more.
fn is_past(name: &[u8], path: &[u8]) -> bool {
    !path.is_empty() && !name.starts_with(path) && name > path
}

/// A file mapped for reading. Git replaces an index by renaming a new one over it, so a mapped one does not change; one that shrinks in
/// spite of that raises a signal, which blocks the call.
struct Mapped {
    bytes: &'static [u8],
    written: Moment,
}

impl Mapped {
    fn at(path: &[u8]) -> Result<Option<Mapped>, Blind> {
        let path = paths::resolved(path)?;
        let Some(entry) = paths::described(&path)? else { return Ok(None) };
        if !entry.is_file() || entry.len() < HEADER_BYTES as u64 {
            return Err(Blind::Odd);
        }
        if entry.len() > INDEX_BYTES {
            return Err(Blind::Bound);
        }
        let file = open(&path)?;
        let about = file.metadata()?;
        let written = Moment { seconds: about.mtime() as u32, nanoseconds: about.mtime_nsec() as u32 };
        Ok(Some(Mapped { bytes: map(&file, about.len().min(INDEX_BYTES) as usize)?, written }))
    }

    /// The entries, given the size of a hash. The file ends with a hash of itself.
    fn entries(&self, hash_bytes: usize) -> Result<Entries<'static>, Blind> {
        let body = self.bytes.len().checked_sub(hash_bytes).map(|end| &self.bytes[..end]);
        let (header, rest) = body.and_then(|body| body.split_at_checked(HEADER_BYTES)).ok_or(Blind::Odd)?;
        let (version, count) = (word(&header[4..]), word(&header[8..]));
        if !header.starts_with(b"DIRC") || !(2..=4).contains(&version) {
            return Err(Blind::Odd);
        }
        Ok(Entries::new(version, hash_bytes, rest, count))
    }

    /// The extension that a split index has, if it has one. One that must be understood and is not known makes the index unreadable.
    fn extensions(&self, hash_bytes: usize) -> Result<Option<&'static [u8]>, Blind> {
        let (mut rest, mut link) = (self.after_entries(hash_bytes)?, None);
        while !rest.is_empty() {
            let (head, after) = rest.split_at_checked(8).ok_or(Blind::Odd)?;
            let (content, after) = after.split_at_checked(word(&head[4..]) as usize).ok_or(Blind::Odd)?;
            match &head[..4] {
                b"link" => link = Some(content),
                b"sdir" => {}
                [b'A'..=b'Z', ..] => {}
                _ => return Err(Blind::Odd),
            }
            rest = after;
        }
        Ok(link)
    }

    /// A large index says at its end where its entries stop; another one is read through.
    fn after_entries(&self, hash_bytes: usize) -> Result<&'static [u8], Blind> {
        let mut entries = self.entries(hash_bytes)?;
        let tail = entries.rest.len().checked_sub(12 + hash_bytes).map(|start| &entries.rest[start..]);
        if let Some([b'E', b'O', b'I', b'E', tail @ ..]) = tail
            && word(tail) as usize == 4 + hash_bytes
        {
            let start = (word(&tail[4..]) as usize).checked_sub(HEADER_BYTES).ok_or(Blind::Odd)?;
            return entries.rest.get(start..).ok_or(Blind::Odd);
        }
        while entries.next()?.is_some() {}
        Ok(entries.rest)
    }
}

fn map(file: &File, size: usize) -> Result<&'static [u8], Blind> {
    let (access, kind) = (libc::PROT_READ, libc::MAP_PRIVATE);
    // SAFETY: maps a file of this size for reading; it stays mapped as long as the program runs.
    unsafe {
        let memory = libc::mmap(core::ptr::null_mut(), size, access, kind, file.as_raw_fd(), 0);
        if memory == libc::MAP_FAILED {
            return Err(std::io::Error::last_os_error().into());
        }
        Ok(core::slice::from_raw_parts(memory.cast(), size))
    }
}
