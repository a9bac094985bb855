//! A large index of version 4. Each name builds on the one before, so all entries are gone through; but on which side of the path a name lies
//! shows by what it keeps of the one before, so that no name is put together on the way.

use super::entries::{Entries, word};
use super::halving::LARGE_BYTES;
use super::index::{HEADER_BYTES, Survey, link_in};

/// `None`: the index is small, of another version, split, or not what it seems.
pub fn survey(bytes: &'static [u8], hash_bytes: usize, path: &[u8]) -> Option<Survey> {
    let body = bytes.len().checked_sub(hash_bytes).filter(|&length| length >= LARGE_BYTES).map(|end| &bytes[..end])?;
    let (header, rest) = body.split_at(HEADER_BYTES);
    let count = header.strip_prefix(b"DIRC\0\0\0\x04").map(word)?;
    let entries = Entries::new(4, hash_bytes, rest, Some(count));
    let (near, extensions) = Search { path, name_bytes: 0, shared: 0 }.through(entries, count)?;
    let None = link_in(extensions).ok()? else { return None };
    Some(Survey { entries: near, link: None })
}

/// Where names lie that are sorted, as long as they lie before the path.
struct Search<'a> {
    path: &'a [u8],
    /// Of the name before.
    name_bytes: usize,
    /// How many bytes the name before and the path begin with alike.
    shared: usize,
}

impl Search<'_> {
    /// Goes through all entries. Answers those from the first one on that does not lie before the path, and what stands behind them all.
    fn through(mut self, mut entries: Entries<'static>, count: u32) -> Option<(Entries<'static>, &'static [u8])> {
        let mut near = None;
        for place in 0..count {
            let rest = entries.rest;
            let (kept, tail) = match entries.pass_usual(self.name_bytes) {
                Some(parts) => parts,
                None => entries.pass(self.name_bytes).ok()?,
            };
            if near.is_none() && self.is_reached(kept, tail) {
                near = Some(entries.resumed(rest, (count - place, self.name_before())));
            }
            self.name_bytes = kept + tail.len();
        }
        let extensions = entries.rest;
        Some((near.unwrap_or_else(|| entries.resumed(extensions, (0, Vec::new()))), extensions))
    }

    /// Whoever keeps more than the name before shares with the path lies where that one lies.
    fn is_reached(&mut self, kept: usize, tail: &[u8]) -> bool {
        if kept > self.shared {
            return false;
        }
        let rest = &self.path[kept..];
        let alike = tail.iter().zip(rest).take_while(|(one, other)| one == other).count();
        if tail[alike..] >= rest[alike..] {
            return true;
        }
        self.shared = kept + alike;
        false
    }

    /// Stands for the name before: the next one keeps no more of it than it shares with the path.
    fn name_before(&self) -> Vec<u8> {
        let mut name = self.path[..self.shared].to_vec();
        name.resize(self.name_bytes, 0);
        name
    }
}
