//! A work tree's index, mapped: plain, sparse, or split into a shared base and what has changed since.

use super::super::{Blind, paths};
use super::entries::{Entries, Entry, SMALLEST_ENTRY_BYTES, word};
use super::repository::Repository;
use super::{bitmap, halving, suffixes};
use crate::descriptors::open;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::sync::Mutex;

/// More than this, all indexes of a call together, is not looked at. The largest repositories known stay below half of it.
const INDEX_BYTES: usize = 96 << 20;
pub const HEADER_BYTES: usize = 12;
/// How many entries lie between two places that are kept.
const STRIDE: usize = 1 << 10;
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

/// What a work tree's index says of one path.
pub struct Index<'a> {
    path: &'a [u8],
    file: Mapped,
    hash_bytes: usize,
    /// From before the first entry at or below the path on.
    entries: Entries<'static>,
    /// Of a split index: the base, and which of its entries are gone or replaced.
    base: Option<Base>,
}

struct Base {
    file: Mapped,
    gone: Vec<bool>,
    replaced: Vec<bool>,
}

impl Index<'_> {
    /// The empty path is the top folder. `None`: nothing has ever been added.
    pub fn of<'a>(repository: &Repository, path: &'a [u8]) -> Result<Option<Index<'a>>, Blind> {
        let Some(file) = Mapped::at(&[repository.folder.as_slice(), b"/index"].concat())? else { return Ok(None) };
        // Which hash a repository uses stands in its configuration, but the format is strict enough to tell.
        let read = |hash_bytes| Survey::of(file.bytes, hash_bytes, path).map(|survey| (hash_bytes, survey));
        let (hash_bytes, Survey { entries, link }) = read(SHA1_BYTES).or_else(|_| read(SHA256_BYTES))?;
        let base = link.map(|link| Base::of(repository, link, hash_bytes)).transpose()?.flatten();
        Ok(Some(Index { path, file, hash_bytes, entries, base }))
    }

    /// Every file that the index holds at the path or below it.
    pub fn each_below(&self, visit: Visit) -> Result<(), Blind> {
        let mut entries = self.entries.clone();
        if let Some(base) = &self.base {
            base.each_below(self, &mut entries, visit)?;
        }
        while let Some(entry) = entries.next()? {
            if entry.name.is_empty() {
                return Err(Blind::Odd);
            }
            if is_past(entry.name, self.path) {
                break;
            }
            if entry.is_file() && is_below(entry.name, self.path) {
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
            let most = file.bytes.len() / SMALLEST_ENTRY_BYTES;
            let (gone, rest) = bitmap::read(maps, most)?;
            (gone, bitmap::read(rest, most)?.0)
        };
        Ok(Some(Base { file, gone, replaced }))
    }

    /// Entries of the base as they are now. Replacements come first in the split index, without names and in the order of the base.
    fn each_below(&self, index: &Index, newer: &mut Entries, visit: Visit) -> Result<(), Blind> {
        // Git renews the base's time whenever it uses it, so of the two times the earlier one counts.
        let written = index.file.written.min(self.file.written);
        let mut entries = entries_of(self.file.bytes, index.hash_bytes)?;
        let mut place = 0;
        while let Some(entry) = entries.next()? {
            let is_set = |bits: &[bool]| bits.get(place).copied().unwrap_or(false);
            let (gone, replaced) = (is_set(&self.gone), is_set(&self.replaced));
            place += 1;
            let wanted = !gone && is_below(entry.name, index.path);
            if replaced {
                let newest = newer.next()?.filter(|newest| newest.name.is_empty()).ok_or(Blind::Odd)?;
                if wanted && newest.is_file() {
                    visit(&newest.named(entry.name), written)?;
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

/// What this call has mapped so far, by path: it sees one state of an index, and pays for it once.
static MAPPED: Mutex<Vec<(Vec<u8>, Mapped)>> = Mutex::new(Vec::new());

/// A file mapped for reading. Git replaces an index by renaming a new one over it, so a mapped one does not change; one that shrinks in
/// spite of that raises a signal, which blocks the call.
#[derive(Clone, Copy)]
struct Mapped {
    bytes: &'static [u8],
    written: Moment,
}

impl Mapped {
    fn at(path: &[u8]) -> Result<Option<Mapped>, Blind> {
        let path = paths::resolved(path)?;
        let mut mapped = MAPPED.lock().map_err(|_| Blind::Odd)?;
        if let Some((_, known)) = mapped.iter().find(|(known, _)| *known == path) {
            return Ok(Some(*known));
        }
        let Some(entry) = paths::described(&path)? else { return Ok(None) };
        if !entry.is_file() || entry.len() < HEADER_BYTES as u64 {
            return Err(Blind::Odd);
        }
        let room = mapped.iter().fold(INDEX_BYTES, |room, (_, other)| room - other.bytes.len());
        let new = Mapped::new(&open(&path)?, room)?;
        mapped.push((path, new));
        Ok(Some(new))
    }

    fn new(file: &File, room: usize) -> Result<Mapped, Blind> {
        let about = file.metadata()?;
        let size = usize::try_from(about.len()).ok().filter(|&size| size <= room).ok_or(Blind::Bound)?;
        let written = Moment { seconds: about.mtime() as u32, nanoseconds: about.mtime_nsec() as u32 };
        Ok(Mapped { bytes: map(file, size)?, written })
    }
}

/// What one look over an index finds out.
pub struct Survey {
    /// From somewhere before the first entry at or below the path on.
    pub entries: Entries<'static>,
    /// What a split index has instead of most of its entries.
    pub link: Option<&'static [u8]>,
}

impl Survey {
    fn of(bytes: &'static [u8], hash_bytes: usize, path: &[u8]) -> Result<Survey, Blind> {
        let quick = halving::survey(bytes, hash_bytes, path).or_else(|| suffixes::survey(bytes, hash_bytes, path));
        quick.map_or_else(|| Survey::by_reading(bytes, hash_bytes, path), Ok)
    }

    /// Through all entries, strictly. Now and then the place is kept, as long as it lies before the path.
    pub fn by_reading(bytes: &'static [u8], hash_bytes: usize, path: &[u8]) -> Result<Survey, Blind> {
        let mut entries = entries_of(bytes, hash_bytes)?;
        let (start, mut before, mut count) = (entries.clone(), None, 0_usize);
        while let Some(entry) = entries.next()? {
            count += 1;
            if count.is_multiple_of(STRIDE) && entry.name < path {
                before = Some(entries.clone());
            }
        }
        let link = link_in(entries.rest)?;
        // A split index begins with entries that have no names, and all of those count.
        let near = if link.is_none() { before } else { None };
        Ok(Survey { entries: near.unwrap_or(start), link })
    }
}

/// The entries, given the size of a hash. The file ends with a hash of itself.
fn entries_of(bytes: &'static [u8], hash_bytes: usize) -> Result<Entries<'static>, Blind> {
    let body = bytes.len().checked_sub(hash_bytes).map(|end| &bytes[..end]);
    let (header, rest) = body.and_then(|body| body.split_at_checked(HEADER_BYTES)).ok_or(Blind::Odd)?;
    let (version, count) = (word(&header[4..]), word(&header[8..]));
    if !header.starts_with(b"DIRC") || !(2..=4).contains(&version) {
        return Err(Blind::Odd);
    }
    Ok(Entries::new(version, hash_bytes, rest, Some(count)))
}

/// Of all extensions, the one that a split index has. One that must be understood and is not known makes the index unreadable.
pub fn link_in(extensions: &'static [u8]) -> Result<Option<&'static [u8]>, Blind> {
    let (mut rest, mut link) = (extensions, None);
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
