//! A large index of version 2 or 3, without reading it through: the place of a path is found by halving.
//!
//! Entries are sorted, and each begins on a multiple of eight behind the header, so from any place the next one can be found: no entry can
//! begin inside of a name, since every entry holds zero bytes and no name does. Where a few whole entries follow each other with rising
//! names, that is where entries lie. What is found is believed only if the extensions begin exactly where the entries end; otherwise the
//! index is read through. A mistake could only hide an entry, and a file that is not seen in the index counts as lost.

use super::entries::{Entries, word};
use super::index::{HEADER_BYTES, Survey, link_in};

/// Reading less than this through takes no time.
pub const LARGE_BYTES: usize = if cfg!(feature = "fuzzed") { 1 << 8 } else { 256 << 10 };

/// So much is read through in the end, and so far is looked for the next entry: names are shorter.
const STRETCH_BYTES: usize = if cfg!(feature = "fuzzed") { 1 << 8 } else { 16 << 10 };

/// How many entries must follow each other to be believed.
const BELIEVED: usize = 3;

const ALIGNED: usize = 8;

/// `None`: the index is small, of another version, split, or not what it seems.
pub fn survey(bytes: &'static [u8], hash_bytes: usize, path: &[u8]) -> Option<Survey> {
    let body = bytes.len().checked_sub(hash_bytes).filter(|&length| length >= LARGE_BYTES).map(|end| &bytes[..end])?;
    let version = word(&body[4..]);
    let index = Large { body, version, hash_bytes };
    if !body.starts_with(b"DIRC") || !(2..=3).contains(&version) || index.entry_at(HEADER_BYTES).is_none() {
        return None;
    }
    let end = index.first_not(body.len(), |_| true);
    let None = link_in(body.get(end..)?).ok()? else { return None };
    let start = index.first_not(end, |name| name < path);
    Some(Survey { entries: Entries::new(version, hash_bytes, body.get(start..end)?, None), link: None })
}

struct Large {
    /// Without the hash at the end.
    body: &'static [u8],
    version: u32,
    hash_bytes: usize,
}

impl Large {
    /// Where the first entry begins, below `high`, that `is_before` does not hold for; or where the entries end.
    fn first_not(&self, high: usize, is_before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (HEADER_BYTES, high);
        while high - low > 2 * STRETCH_BYTES {
            let middle = low + (high - low) / 2;
            match self.next_entry(middle) {
                Some((place, name)) if is_before(name) => low = place,
                _ => high = middle,
            }
        }
        let mut place = low;
        while let Some((name, next)) = self.entry_at(place)
            && is_before(name)
        {
            place = next;
        }
        place
    }

    /// The first believable entry that begins at or soon after this place.
    fn next_entry(&self, place: usize) -> Option<(usize, &'static [u8])> {
        let first = (place - HEADER_BYTES).next_multiple_of(ALIGNED) + HEADER_BYTES;
        let mut places = (first..first + STRETCH_BYTES).step_by(ALIGNED);
        places.find_map(|place| self.believed(place).map(|name| (place, name)))
    }

    /// The name of the entry here, if others follow it with rising names, or the end does.
    fn believed(&self, place: usize) -> Option<&'static [u8]> {
        let (first, mut next) = self.entry_at(place)?;
        let mut last = first;
        for _ in 1..BELIEVED {
            match self.entry_at(next) {
                Some((name, after)) if name >= last => (last, next) = (name, after),
                Some(_) => return None,
                None => return link_in(self.body.get(next..)?).is_ok().then_some(first),
            }
        }
        Some(first)
    }

    /// The name of the entry that begins here, and where the next one would.
    fn entry_at(&self, place: usize) -> Option<(&'static [u8], usize)> {
        let rest = self.body.get(place..)?;
        let mut entries = Entries::new(self.version, self.hash_bytes, rest, None);
        let entry = entries.plain().ok().filter(|entry| !entry.name.is_empty())?;
        Some((entry.name, self.body.len() - entries.rest.len()))
    }
}
