//! One entry of an index after the other, as versions 2, 3 and 4 write them. What does not fit the format exactly is refused.

use super::super::Blind;
use super::index::Moment;

/// What the index remembers of one file. Most entries are only passed over, so nothing but the name is read before it is asked for.
pub struct Entry<'a> {
    pub name: &'a [u8],
    stats: &'a [u8],
    flags: u16,
    more: u16,
}

/// File types that an index may hold: folder (of a sparse index), file, link, and a submodule's commit.
const FOLDER: u32 = 0o04;
const FILE: u32 = 0o10;
const LINK: u32 = 0o12;
const COMMIT: u32 = 0o16;

const STATS_BYTES: usize = 40;
const FLAGS_BYTES: usize = 2;
/// With the shorter of the two hashes, and a name that adds nothing to the one before.
pub const SMALLEST_ENTRY_BYTES: usize = STATS_BYTES + 20 + FLAGS_BYTES;
const EXTENDED: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const NAME_LENGTH: u16 = 0x0FFF;
const SKIP_WORK_TREE: u16 = 0x4000;
const INTENT_TO_ADD: u16 = 0x2000;

impl<'a> Entry<'a> {
    /// The same memory of a file under its full name.
    pub fn named<'b>(&self, name: &'b [u8]) -> Entry<'b>
    where
        'a: 'b,
    {
        Entry { name, stats: self.stats, flags: self.flags, more: self.more }
    }

    pub fn changed(&self) -> Moment {
        Moment { seconds: word(self.stats), nanoseconds: word(&self.stats[4..]) }
    }

    pub fn modified(&self) -> Moment {
        Moment { seconds: word(&self.stats[8..]), nanoseconds: word(&self.stats[12..]) }
    }

    pub fn inode(&self) -> u32 {
        word(&self.stats[20..])
    }

    /// The file type, as in the upper bits of a mode.
    pub fn kind(&self) -> u32 {
        kind_in(self.stats)
    }

    pub fn bytes(&self) -> u32 {
        word(&self.stats[36..])
    }

    pub fn is_file(&self) -> bool {
        self.kind() == FILE || self.kind() == LINK
    }

    /// In the index as a plain file with content: not in conflict, not merely announced, not left out of the work tree.
    pub fn is_settled(&self) -> bool {
        self.flags & STAGE == 0 && self.more & (SKIP_WORK_TREE | INTENT_TO_ADD) == 0
    }
}

fn kind_in(stats: &[u8]) -> u32 {
    word(&stats[24..]) >> 12
}

/// An entry up to its name.
struct Head<'a> {
    stats: &'a [u8],
    flags: u16,
    more: u16,
    /// How long the name is, if that fits.
    announced: usize,
}

impl<'a> Head<'a> {
    fn entry<'b>(&self, name: &'b [u8]) -> Result<Entry<'b>, Blind>
    where
        'a: 'b,
    {
        self.check(name.len())?;
        Ok(Entry { name, stats: self.stats, flags: self.flags, more: self.more })
    }

    fn check(&self, name_bytes: usize) -> Result<(), Blind> {
        if matches!(kind_in(self.stats), FOLDER | FILE | LINK | COMMIT) && self.announced == name_bytes.min(usize::from(NAME_LENGTH)) {
            Ok(())
        } else {
            Err(Blind::Odd)
        }
    }
}

#[derive(Clone)]
pub struct Entries<'a> {
    version: u32,
    hash_bytes: usize,
    /// What has not been read yet; after the last entry, the extensions.
    pub rest: &'a [u8],
    /// How many there still are; `None`: as many as there are bytes for.
    left: Option<u32>,
    /// The name before, which version 4 builds the next one on.
    name: Vec<u8>,
}

impl<'a> Entries<'a> {
    pub fn new(version: u32, hash_bytes: usize, rest: &'a [u8], left: Option<u32>) -> Self {
        Entries { version, hash_bytes, rest, left, name: Vec::new() }
    }

    /// As many entries from here on; in version 4, behind one of this name.
    pub fn resumed(&self, rest: &'a [u8], (left, name): (u32, Vec<u8>)) -> Self {
        Entries { version: self.version, hash_bytes: self.hash_bytes, rest, left: Some(left), name }
    }

    /// The next entry; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Entry<'_>>, Blind> {
        match &mut self.left {
            Some(0) => return Ok(None),
            Some(left) => *left -= 1,
            None if self.rest.is_empty() => return Ok(None),
            None => {}
        }
        if self.version < 4 {
            return self.plain().map(Some);
        }
        let (head, kept, tail) = self.shared(self.name.len())?;
        self.name.truncate(kept);
        self.name.extend_from_slice(tail);
        head.entry(&self.name).map(Some)
    }

    /// The entry that begins here, in version 4, when the name before had so many bytes: how many of them it keeps, and what stands behind them.
    pub fn pass(&mut self, name_bytes: usize) -> Result<(usize, &'a [u8]), Blind> {
        let (head, kept, tail) = self.shared(name_bytes)?;
        head.check(kept + tail.len())?;
        Ok((kept, tail))
    }

    /// The same without a detour, for an entry of the usual kind: neither its name nor what it cuts off is long, and nothing more is said of it.
    #[inline]
    pub fn pass_usual(&mut self, name_bytes: usize) -> Option<(usize, &'a [u8])> {
        let cut_at = STATS_BYTES + self.hash_bytes + FLAGS_BYTES;
        let head = self.rest.get(..=cut_at)?;
        let (flags, cut) = (u16::from_be_bytes([head[cut_at - 2], head[cut_at - 1]]), head[cut_at]);
        let announced = usize::from(flags & NAME_LENGTH);
        if flags & EXTENDED != 0 || cut >= 0x80 || announced == usize::from(NAME_LENGTH) {
            return None;
        }
        let kept = name_bytes.checked_sub(usize::from(cut))?;
        let (tail, rest) = self.rest[cut_at + 1..].split_at_checked(announced.checked_sub(kept)?)?;
        let (&0, rest) = rest.split_first()? else { return None };
        let mode = u32::from_be_bytes([head[24], head[25], head[26], head[27]]);
        self.rest = rest;
        matches!(mode >> 12, FOLDER | FILE | LINK | COMMIT).then_some((kept, tail))
    }

    /// The entry that begins here, in a version whose names are written out.
    pub fn plain(&mut self) -> Result<Entry<'a>, Blind> {
        let start = self.rest;
        let head = self.head()?;
        let name = self.padded_name(start, head.announced)?;
        head.entry(name)
    }

    fn head(&mut self) -> Result<Head<'a>, Blind> {
        let stats = self.take(STATS_BYTES + self.hash_bytes + FLAGS_BYTES)?;
        let flags = half(&stats[STATS_BYTES + self.hash_bytes..]);
        let more = if flags & EXTENDED != 0 && self.version >= 3 { half(self.take(FLAGS_BYTES)?) } else { 0 };
        Ok(Head { stats, flags, more, announced: usize::from(flags & NAME_LENGTH) })
    }

    fn take(&mut self, size: usize) -> Result<&'a [u8], Blind> {
        let (taken, rest) = self.rest.split_at_checked(size).ok_or(Blind::Odd)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Versions 2 and 3: the name, then one to eight zero bytes, so that the entry's size is a multiple of eight.
    fn padded_name(&mut self, start: &[u8], announced: usize) -> Result<&'a [u8], Blind> {
        let name = self.name_of(announced, announced)?;
        let size = start.len() - self.rest.len() + 1;
        let padding = self.take(size.next_multiple_of(8) - size + 1)?;
        if padding.iter().any(|&byte| byte != 0) { Err(Blind::Odd) } else { Ok(name) }
    }

    /// Version 4: how many bytes to cut from the end of the name before, then what to put there.
    fn shared(&mut self, before: usize) -> Result<(Head<'a>, usize, &'a [u8]), Blind> {
        let head = self.head()?;
        let kept = before.checked_sub(self.variable_length()?).ok_or(Blind::Odd)?;
        let tail = self.name_of(head.announced.saturating_sub(kept), head.announced)?;
        self.take(1)?;
        Ok((head, kept, tail))
    }

    /// As many bytes of a name as are expected if a zero byte follows there, which stays; or up to the next one, for a name whose length
    /// does not fit into its announcement.
    fn name_of(&mut self, expected: usize, announced: usize) -> Result<&'a [u8], Blind> {
        if self.rest.get(expected) == Some(&0) && announced < usize::from(NAME_LENGTH) {
            return self.take(expected);
        }
        let length = self.rest.iter().position(|&byte| byte == 0).ok_or(Blind::Odd)?;
        self.take(length)
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
