//! Counts the engine's blocks while an image is built, so that a second build knows each of them by its number.

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

pub struct Census {
    pub course: Course,
    /// By number: the place and the bytes that a hot block gets.
    places: Vec<Option<(usize, usize)>>,
    apart: Option<Apart>,
}

/// More than what a block reaches beyond its size.
const BEYOND: usize = 64;

/// Every block on pages of its own: whoever writes to a page writes to that block.
struct Apart {
    region: usize,
    page: usize,
    owners: Vec<Hot>,
}

impl Census {
    /// Of a build whose hot blocks lie side by side from `start` on, in the order given; also tells where they end.
    pub fn with_places(hot: &[Hot], start: usize) -> (Census, usize) {
        let most = hot.iter().map(|block| block.number + 1).max().unwrap_or(0);
        let mut places = vec![None; most];
        let mut next = start;
        for block in hot {
            // Where it is named first, it lies.
            if places[block.number].is_none() {
                places[block.number] = Some((next, block.bytes));
                next += block.bytes;
            }
        }
        (Census { course: Course::START, places, apart: None }, next)
    }

    /// Of a build whose blocks have pages of their own, in the region that starts here.
    pub fn with_owners(region: usize, page: usize) -> Census {
        Census { course: Course::START, places: Vec::new(), apart: Some(Apart { region, page, owners: Vec::new() }) }
    }

    /// Where the block that is taken next goes, if it has a place. If it is not as large as planned, this is another build: the course tells.
    pub fn place_of_next(&self, bytes: usize) -> Option<usize> {
        let (place, planned) = (*self.places.get(self.course.takes)?)?;
        (planned == bytes).then_some(place)
    }

    /// How much of the region a block of this size uses up. Blocks reach a few bytes further than their size, so those count as well.
    pub fn room_for(&self, bytes: usize) -> usize {
        self.apart.as_ref().map_or(bytes, |apart| (bytes + BEYOND).next_multiple_of(apart.page))
    }

    /// The block at this address is the next one taken.
    pub fn took(&mut self, block: usize, bytes: usize) {
        if let Some(Apart { region, page, owners }) = &mut self.apart {
            let pages = (block - *region) / *page..(block + bytes - *region).div_ceil(*page);
            owners.resize(owners.len().max(pages.end), Hot::default());
            owners[pages].fill(Hot { number: self.course.takes, bytes });
        }
        self.course.take(bytes);
    }

    /// The block that this address belongs to.
    pub fn owner(&self, address: usize) -> Option<Hot> {
        let Apart { region, page, owners } = self.apart.as_ref()?;
        owners.get(address.checked_sub(*region)? / *page).copied()
    }
}
