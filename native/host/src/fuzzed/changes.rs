//! Chance that is the same for the same seed, and the changes that it makes to inputs.

/// Numbers at whose edges formats break.
const ODD: [u32; 12] = [0, 1, 7, 8, 0x7F, 0x80, 0xFF, 0x0FFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    /// One of the inputs, changed here and there.
    pub fn changed(&mut self, inputs: &[Vec<u8>], most: usize) -> Vec<u8> {
        // The young ones lead further.
        let young = self.below(2) == 0;
        let from = if young { inputs.len().saturating_sub(16) } else { 0 };
        let mut input = inputs[from + self.below(inputs.len() - from)].clone();
        for _ in 0..1 << self.below(5) {
            self.change(&mut input, inputs);
        }
        input.truncate(most);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, others: &[Vec<u8>]) {
        let place = self.below(input.len() + 1);
        let length = 1 + self.below(16);
        let end = (place + length).min(input.len());
        match self.below(8) {
            0 => drop(input.drain(place..end)),
            1 => drop(input.splice(place..place, core::iter::repeat_n(self.below(256) as u8, length))),
            2 => drop(input.splice(place..place, input[place..end].to_vec())),
            3 => self.put_number(input, place),
            4 => {
                let other = &others[self.below(others.len())];
                let start = self.below(other.len() + 1);
                let part = other[start..(start + length * 8).min(other.len())].to_vec();
                let replaced = self.below(2) * (end - place);
                input.splice(place..place + replaced, part);
            }
            5 => input.truncate(place),
            _ if place < input.len() => {
                input[place] = if self.below(2) == 0 { input[place] ^ 1 << self.below(8) } else { self.below(256) as u8 }
            }
            _ => input.push(self.below(256) as u8),
        }
    }

    /// The highest byte first, as git writes numbers; of one, two or four bytes.
    fn put_number(&mut self, input: &mut Vec<u8>, place: usize) {
        let bytes = ODD[self.below(ODD.len())].to_be_bytes();
        let width = 1 << self.below(3);
        let end = (place + width).min(input.len());
        input.splice(place..end, bytes[4 - width..].iter().copied());
    }
}
