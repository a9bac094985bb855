//! The readers of git's index as the fuzzer calls them.

use super::index::Survey;
use super::{halving, suffixes};
use std::collections::BTreeSet;

const HASHES: [usize; 2] = [20, 32];
const MOST_BITS: usize = 10_000;

pub fn bitmap(bytes: &[u8]) {
    if let Ok((bits, rest)) = super::bitmap::read(bytes, MOST_BITS) {
        assert!(rest.len() <= bytes.len() && bits.len() <= MOST_BITS);
    }
}

/// A quick look finds no file that reading through does not find, in an index that git could have written: sorted, with no zero byte in a name.
/// In version 4, where it sees every entry, it finds all that do not lie before the path.
pub fn same_either_way(bytes: &'static [u8], path: &[u8]) {
    for hash_bytes in HASHES {
        let Some(read) = Survey::by_reading(bytes, hash_bytes, b"").ok().and_then(names_in) else { continue };
        if !read.is_sorted() || read.iter().any(|name| name.contains(&0)) {
            continue;
        }
        if let Some(found) = halving::survey(bytes, hash_bytes, path).and_then(names_in) {
            let all: BTreeSet<&Vec<u8>> = read.iter().collect();
            assert!(found.iter().all(|name| all.contains(name)), "halving found what is not there");
        }
        if let Some(found) = suffixes::survey(bytes, hash_bytes, path).and_then(names_in) {
            assert!(read.iter().filter(|name| name.as_slice() >= path).eq(&found), "a quick look saw something else");
        }
    }
}

fn names_in(mut survey: Survey) -> Option<Vec<Vec<u8>>> {
    let mut names = Vec::new();
    while let Some(entry) = survey.entries.next().ok()? {
        names.push(entry.name.to_vec());
    }
    Some(names)
}
