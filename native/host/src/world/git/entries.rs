//! One entry of an index after the other, as versions 2, 3 and 4 write them. What does not fit the format exactly is refused.

use super::super::Blind;
use super::index::Moment;

/// What the index remembers of one file.
pub struct Entry<'a> {
    pub name: &'a [u8],
    pub changed: Moment,
    pub modified: Moment,
    pub inode: u32,
    /// The file type, as in the upper bits of a mode.
    pub kind: u32,
    pub bytes: u32,
    /// In the index as a plain file with content: not in conflict, not merely announced, not left out of the work tree.
    pub is_settled: bool,
}

/// File types that an index may hold: folder (of a sparse index), file, link, and a submodule's commit.
const FOLDER: u32 = 0o04;
const FILE: u32 = 0o10;
const LINK: u32 = 0o12;
const COMMIT: u32 = 0o16;

const STATS_BYTES: usize = 40;
const EXTENDED: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const NAME_LENGTH: u16 = 0x0FFF;
const SKIP_WORK_TREE: u16 = 0x4000;
const INTENT_TO_ADD: u16 = 0x2000;

impl Entry<'_> {
    pub fn is_file(&self) -> bool {
        self.kind == FILE || self.kind == LINK
    }
}

pub struct Entries<'a> {
    pub version: u32,
    pub hash_bytes: usize,
    /// What has not been read yet; after the last entry, the extensions.
    pub rest: &'a [u8],
    pub left: u32,
    /// The name before, which version 4 builds the next one on.
    name: Vec<u8>,
}

impl<'a> Entries<'a> {
    pub fn new(version: u32, hash_bytes: usize, rest: &'a [u8], left: u32) -> Self {
        Entries { version, hash_bytes, rest, left, name: Vec::new() }
    }

    /// The next entry; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Entry<'_>>, Blind> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let start = self.rest;
        let stats = self.take(STATS_BYTES)?;
        self.take(self.hash_bytes)?;
        let flags = half(self.take(2)?);
        let more = if flags & EXTENDED != 0 && self.version >= 3 { half(self.take(2)?) } else { 0 };
        let announced = usize::from(flags & NAME_LENGTH);
        let name = if self.version == 4 { None } else { Some(self.padded_name(start, announced)?) };
        if name.is_none() {
            self.shared_name()?;
        }
        let name = name.unwrap_or(&self.name);
        let kind = word(&stats[24..]) >> 12;
        if announced != name.len().min(usize::from(NAME_LENGTH)) || ![FOLDER, FILE, LINK, COMMIT].contains(&kind) {
            return Err(Blind::Odd);
        }
        Ok(Some(Entry {
            name,
            changed: Moment { seconds: word(stats), nanoseconds: word(&stats[4..]) },
            modified: Moment { seconds: word(&stats[8..]), nanoseconds: word(&stats[12..]) },
            inode: word(&stats[20..]),
            kind,
            bytes: word(&stats[36..]),
            is_settled: flags & STAGE == 0 && more & (SKIP_WORK_TREE | INTENT_TO_ADD) == 0,
        }))
    }

    fn take(&mut self, size: usize) -> Result<&'a [u8], Blind> {
        let (taken, rest) = self.rest.split_at_checked(size).ok_or(Blind::Odd)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Versions 2 and 3: the name, then one to eight zero bytes, so that the entry's size is a multiple of eight.
    fn padded_name(&mut self, start: &[u8], announced: usize) -> Result<&'a [u8], Blind> {
        let name = match self.rest.get(announced) {
            Some(0) if announced < usize::from(NAME_LENGTH) => self.take(announced)?,
            _ => self.long_name()?,
        };
        let size = start.len() - self.rest.len() + 1;
        let padding = self.take(size.next_multiple_of(8) - size + 1)?;
        if padding.iter().any(|&byte| byte != 0) { Err(Blind::Odd) } else { Ok(name) }
    }

    /// Up to the next zero byte, which stays.
    fn long_name(&mut self) -> Result<&'a [u8], Blind> {
        let length = self.rest.iter().position(|&byte| byte == 0).ok_or(Blind::Odd)?;
        self.take(length)
    }

    /// Version 4: how many bytes to cut from the end of the name before, then what to put there.
    fn shared_name(&mut self) -> Result<(), Blind> {
        let cut = self.variable_length()?;
        let kept = self.name.len().checked_sub(cut).ok_or(Blind::Odd)?;
        self.name.truncate(kept);
        let tail = self.long_name()?;
        self.take(1)?;
        self.name.extend_from_slice(tail);
        Ok(())
    }

    /// Seven bits in each byte, the highest first; every continued byte counts one more, so that no number has two spellings.
    fn variable_length(&mut self) -> Result<usize, Blind> {
        let mut value = 0_usize;
        for place in 0..5 {
            let byte = self.take(1)?[0];
            value = value << 7 | usize::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
            value += usize::from(place < 4);
        }
        Err(Blind::Odd)
    }
}

pub fn word(bytes: &[u8]) -> u32 {
    bytes[..4].iter().fold(0, |value, &byte| value << 8 | u32::from(byte))
}

fn half(bytes: &[u8]) -> u16 {
    u16::from(bytes[0]) << 8 | u16::from(bytes[1])
}
