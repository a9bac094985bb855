//! Single use: who claims an id first has it, and nobody ever has it again. `<root>/claims` holds a record for each, in the frame of the
//! ledger's: `1 MS ID`. Whoever looks or writes holds the lock, and a claim counts when it is on disk.
//!
//! Old records may go: in place, under the same lock. A hook has opened the file before its fences stand and can open no other, so it does
//! not claim in one that has lost its name.

use crate::checksum::crc32;
use crate::engine::{Engine, Value};
use crate::own_file::{self, OwnFile};
use crate::world;
use core::ffi::c_int;
use rquickjs_sys as js;
use std::sync::OnceLock;

/// Tens of thousands of claims. Whoever lets it grow beyond claims nothing any more.
const CLAIMS_BYTES: usize = 4 << 20;
const ID_BYTES: usize = 200;

enum Claim {
    Taken,
    Already,
    Unavailable,
}

static FILE: OnceLock<OwnFile> = OnceLock::new();

/// Before the fences stand. Answers the descriptor to be written to.
pub fn open(root: &[u8]) -> Option<c_int> {
    let (file, _) = own_file::open(root, b"claims", libc::O_APPEND | libc::O_CREAT)?;
    Some(FILE.get_or_init(|| file).descriptor())
}

/// `host.claim(id)`: `taken`, `already` or `unavailable`.
pub unsafe extern "C" fn claim(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let engine = Engine::from_context(context);
    // SAFETY: called by the engine, which hands over `count` live values.
    let id = unsafe { core::slice::from_raw_parts(values, count as usize) }.first().and_then(|&id| engine.bytes(id));
    let usable = |id: &&[u8]| (1..=ID_BYTES).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic);
    let Some(id) = id.filter(usable) else { return engine.throw(c"claim wants an id of printable signs without spaces") };
    engine.text(match claimed(id) {
        Claim::Taken => b"taken",
        Claim::Already => b"already",
        Claim::Unavailable => b"unavailable",
    })
}

fn claimed(id: &[u8]) -> Claim {
    let claim = FILE.get().and_then(|file| file.alone(|| claimed_alone(*file, id)));
    claim.flatten().unwrap_or(Claim::Unavailable)
}

fn claimed_alone(file: OwnFile, id: &[u8]) -> Option<Claim> {
    let bytes = file.bytes()?;
    let mut room = vec![0; bytes];
    if bytes > CLAIMS_BYTES || file.read_at(0, &mut room)? != bytes {
        return None;
    }
    for leaf in room.split(|&byte| byte == SEPARATOR).filter_map(leaf_of) {
        // What a later release wrote may be about this very id.
        let (_, claimed) = split_at(leaf.strip_prefix(b"1 ")?)?;
        if claimed == id {
            return Some(Claim::Already);
        }
    }
    let taken = file.append(&record(id)) && file.sync();
    taken.then_some(Claim::Taken)
}

const SEPARATOR: u8 = 0x1e;

/// As `src/proof/ledger/frame.ts` makes them.
fn record(id: &[u8]) -> Vec<u8> {
    framed(&[format!("1 {} ", world::now_ms()).as_bytes(), id].concat())
}

fn framed(leaf: &[u8]) -> Vec<u8> {
    let front = format!("{} {:08x} ", leaf.len(), crc32(leaf));
    [&[SEPARATOR], front.as_bytes(), leaf, b"\n"].concat()
}

/// What stands in a whole record; a torn one holds nothing.
fn leaf_of(record: &[u8]) -> Option<&[u8]> {
    let (length, rest) = split_at(record.strip_suffix(b"\n")?)?;
    let (sum, leaf) = split_at(rest)?;
    let whole = length == leaf.len().to_string().as_bytes() && sum == format!("{:08x}", crc32(leaf)).as_bytes();
    whole.then_some(leaf)
}

/// What is taken for a record is one, to the byte.
#[cfg(feature = "fuzzed")]
pub fn fuzzed(bytes: &'static [u8]) {
    for stretch in bytes.split(|&byte| byte == SEPARATOR) {
        if let Some(leaf) = leaf_of(stretch) {
            assert!(framed(leaf)[1..] == *stretch, "a record that nobody wrote");
        }
    }
}

/// Before and behind the first space.
fn split_at(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = text.iter().position(|&byte| byte == b' ')?;
    Some((&text[..space], &text[space + 1..]))
}
