//! The readers of git's index as the fuzzer calls them.

use super::halving;
use super::index::Survey;
use std::collections::BTreeSet;

const HASHES: [usize; 2] = [20, 32];
const MOST_BITS: usize = 10_000;

pub fn bitmap(bytes: &[u8]) {
    if let Ok((bits, rest)) = super::bitmap::read(bytes, MOST_BITS) {
        assert!(rest.len() <= bytes.len() && bits.len() <= MOST_BITS);
    }
}

/// Halving finds no file that reading through does not find, in an index that git could have written: sorted, with no zero byte in a name.
pub fn same_either_way(bytes: &'static [u8], path: &[u8]) {
    for hash_bytes in HASHES {
        let found = halving::survey(bytes, hash_bytes, path).and_then(names_in);
        let (Some(found), Ok(read)) = (found, Survey::by_reading(bytes, hash_bytes, b"")) else { continue };
        let Some(read) = names_in(read) else { continue };
        let is_sound = read.is_sorted() && read.iter().all(|name| !name.contains(&0));
        let all: BTreeSet<&Vec<u8>> = read.iter().collect();
        assert!(!is_sound || found.iter().all(|name| all.contains(name)), "halving found what is not there");
    }
}

fn names_in(mut survey: Survey) -> Option<Vec<Vec<u8>>> {
    let mut names = Vec::new();
    while let Some(entry) = survey.entries.next().ok()? {
        names.push(entry.name.to_vec());
    }
    Some(names)
}
