//! Compressed bitmaps (EWAH), as split indexes use them: runs of equal words, each followed by words as they are.

use super::super::Blind;
use super::entries::word;

const WORD_BITS: usize = 64;
/// The bitmap at the start of `bytes`, and what comes after it. It has a bit for each of something of which there are at most so many: a
/// few bytes could announce any number.
pub fn read(bytes: &[u8], most: usize) -> Result<(Vec<bool>, &[u8]), Blind> {
    let (head, rest) = bytes.split_at_checked(8).ok_or(Blind::Odd)?;
    let (size, count) = (word(head) as usize, word(&head[4..]) as usize);
    let (words, rest) = rest.split_at_checked(count * 8).ok_or(Blind::Odd)?;
    // The place of the last run's head, of use to writers only.
    let (_, rest) = rest.split_at_checked(4).ok_or(Blind::Odd)?;
    if size > most {
        return Err(Blind::Odd);
    }
    Ok((unpacked(words, size)?, rest))
}

fn unpacked(words: &[u8], size: usize) -> Result<Vec<bool>, Blind> {
    let mut bits = Vec::with_capacity(size);
    let mut words = words.chunks_exact(8).map(long);
    while let Some(head) = words.next() {
        let (value, equal, literal) = (head & 1 == 1, (head >> 1) as u32 as usize, (head >> 33) as usize);
        if bits.len() + (equal + literal) * WORD_BITS > size.next_multiple_of(WORD_BITS) {
            return Err(Blind::Odd);
        }
        bits.resize(bits.len() + equal * WORD_BITS, value);
        for _ in 0..literal {
            let literal = words.next().ok_or(Blind::Odd)?;
            bits.extend((0..WORD_BITS).map(|place| literal >> place & 1 == 1));
        }
    }
    bits.resize(size, false);
    Ok(bits)
}

fn long(bytes: &[u8]) -> u64 {
    u64::from(word(bytes)) << 32 | u64::from(word(&bytes[4..]))
}
