//! Counts the engine's blocks while an image is built, so that a later build knows each of them by its number.

/// A block that calls touch: its number, and its bytes with the header.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Hot {
    pub number: usize,
    pub bytes: usize,
}

/// How many blocks were taken, and a hash of their sizes in order: builds that agree in both took the same blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Course {
    pub takes: usize,
    pub sizes: u64,
}

impl Course {
    pub const START: Course = Course { takes: 0, sizes: 0xcbf2_9ce4_8422_2325 };

    fn take(&mut self, bytes: usize) {
        self.takes += 1;
        self.sizes = (self.sizes ^ bytes as u64).wrapping_mul(0x100_0000_01b3);
    }
}

/// One mark for each block, by its number.
#[repr(C)]
pub struct Marks([u64; MOST_MARKS / 64]);

/// Blocks beyond that count as marked.
const MOST_MARKS: usize = 1 << 28;

impl Marks {
    fn set(&mut self, number: usize, mark: bool) {
        let bit = 1 << (number % 64);
        let Some(word) = self.0.get_mut(number / 64) else { return };
        *word = if mark { *word | bit } else { *word & !bit };
    }

    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_none_or(|word| word >> (number % 64) & 1 == 1)
    }
}

/// Where the block that is taken next lies.
pub enum Lot {
    At(usize),
    /// With the guard.
    Kept,
    /// Beside the image: it is given back before the guard is ready.
    Passing,
}

/// Which blocks without a place of their own lie with the guard.
enum Others {
    All,
    Marked(&'static Marks),
    None,
}

struct Place {
    number: usize,
    at: usize,
    bytes: usize,
}

pub struct Census {
    pub course: Course,
    /// How many blocks beside the image are in use.
    pub passing: usize,
    /// By number.
    places: Vec<Place>,
    /// The first of them that is still to come.
    next: usize,
    others: Others,
    roll: Option<Roll>,
}

/// Which blocks are in use, and where they begin.
pub struct Roll {
    pub region: usize,
    /// By `GRAIN` bytes of the region: the number of the block that was last taken there, plus one.
    pub owners: &'static mut [u32],
    pub alive: &'static mut Marks,
}

/// Blocks begin at multiples of this.
pub const GRAIN: usize = 16;

/// More than what a block reaches beyond its size.
const BEYOND: usize = 64;

impl Census {
    fn of(places: Vec<Place>, others: Others, roll: Option<Roll>) -> Census {
        Census { course: Course::START, passing: 0, places, next: 0, others, roll }
    }

    /// Of a build that finds out which blocks stay.
    pub fn with_roll(roll: Roll) -> Census {
        Census::of(Vec::new(), Others::All, Some(roll))
    }

    /// Of a build whose named blocks have pages of their own from `start` on; also tells where they end. Whoever writes to a page then writes to
    /// that block.
    pub fn with_pages(named: &[Hot], start: usize, page: usize) -> (Census, usize) {
        let (places, end) = laid_out(named, start, |bytes| (bytes + BEYOND).next_multiple_of(page));
        (Census::of(places, Others::None, None), end)
    }

    /// Of a build whose hot blocks lie side by side from `start` on, in the order given; also tells where they end. Of the others those lie
    /// with the guard that stay.
    pub fn with_places(hot: &[Hot], start: usize, staying: &'static Marks) -> (Census, usize) {
        let (places, end) = laid_out(&first_mentions(hot), start, |bytes| bytes);
        (Census::of(places, Others::Marked(staying), None), end)
    }

    /// Where the block that is taken next goes. If it is not as large as planned, this is another build: the course tells.
    pub fn lot_of_next(&mut self, bytes: usize) -> Lot {
        let number = self.course.takes;
        if let Some(place) = self.places.get(self.next).filter(|place| place.number == number) {
            self.next += 1;
            if place.bytes == bytes {
                return Lot::At(place.at);
            }
        }
        match self.others {
            Others::All => Lot::Kept,
            Others::Marked(staying) if staying.has(number) => Lot::Kept,
            Others::Marked(_) | Others::None => Lot::Passing,
        }
    }

    /// The block at this address is the next one taken.
    pub fn took(&mut self, block: usize, bytes: usize) {
        if let Some(roll) = &mut self.roll {
            roll.owners[(block - roll.region) / GRAIN] = self.course.takes as u32 + 1;
            roll.alive.set(self.course.takes, true);
        }
        self.course.take(bytes);
    }

    pub fn gave(&mut self, block: usize) {
        if let Some(roll) = &mut self.roll
            && let Some(number) = roll.owners[(block - roll.region) / GRAIN].checked_sub(1)
        {
            roll.alive.set(number as usize, false);
        }
    }

    /// The blocks of the roll that are in use below this address: where each begins, and its number.
    pub fn living(&self, end: usize) -> impl Iterator<Item = (usize, usize)> {
        self.roll.iter().flat_map(move |roll| {
            let owners = roll.owners.iter().take(end.saturating_sub(roll.region) / GRAIN).enumerate();
            owners.filter_map(|(slot, owner)| {
                let number = owner.checked_sub(1)? as usize;
                roll.alive.has(number).then_some((roll.region + slot * GRAIN, number))
            })
        })
    }

    /// The block with pages of its own that this address belongs to: their order is that of their numbers.
    pub fn owner(&self, address: usize) -> Option<Hot> {
        let index = self.places.partition_point(|place| place.at <= address).checked_sub(1)?;
        let Place { number, bytes, .. } = self.places[index];
        Some(Hot { number, bytes })
    }
}

/// Where a block is named first, it lies.
fn first_mentions(hot: &[Hot]) -> Vec<Hot> {
    let mut mentions: Vec<(usize, usize)> = hot.iter().enumerate().map(|(order, block)| (block.number, order)).collect();
    mentions.sort_unstable();
    mentions.dedup_by_key(|(number, _)| *number);
    mentions.sort_unstable_by_key(|(_, order)| *order);
    mentions.iter().map(|(_, order)| hot[*order]).collect()
}

/// What they take where each lies once.
pub fn bytes_of(hot: &[Hot]) -> usize {
    first_mentions(hot).iter().map(|block| block.bytes).sum()
}

/// One behind the other; also tells where they end.
fn laid_out(blocks: &[Hot], start: usize, room: impl Fn(usize) -> usize) -> (Vec<Place>, usize) {
    let mut end = start;
    let mut places: Vec<Place> = Vec::with_capacity(blocks.len());
    for &Hot { number, bytes } in blocks {
        places.push(Place { number, at: end, bytes });
        end += room(bytes);
    }
    places.sort_unstable_by_key(|place| place.number);
    (places, end)
}
