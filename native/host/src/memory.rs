//! What sessions did that a later call of theirs must know: `<root>/memory`, a ring of one megabyte that hooks write to and read.
//!
//! A header says how far the ring has come, a table which note of a session is its newest, and each note which one is before it. Places
//! are counted on without end, so a note tells whether it is still itself or has been written over. Everything has a checksum. What is missing
//! is never taken for nothing: whoever asks then hears that it is not known.
//!
//! | bytes               | what                                                                                             |
//! |---------------------|--------------------------------------------------------------------------------------------------|
//! | 0, 4096             | a line that names the format; from 32 on the place of the next note (8) and a checksum (4)       |
//! | 4096, 128 × 512     | groups of sessions: when one was forgotten (8), 31 × (session (8), newest note (8)), checksum (4) |
//! | from 69,632 on      | notes: checksum (4), length (4), place (8), place of the one before (8), session (8), text       |
//!
//! It is written in this order: notes, place, group, and then brought to disk. A process that dies between two of them has noted nothing, and
//! its call was blocked.

use crate::checksum::crc32;
use crate::engine::{Engine, Value};
use crate::own_file::{self, OwnFile};
use crate::world::now_ms;
use core::ffi::c_int;
use rquickjs_sys as js;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

const RING_BYTES: usize = 1 << 20;
const FORMAT: &[u8] = b"sheepdog memory 1\n";
const NEXT_AT: usize = 32;

const GROUPS_AT: usize = 4096;
const GROUPS: usize = 128;
const GROUP_BYTES: usize = 512;
const SESSIONS: usize = 31;

const NOTES_AT: usize = GROUPS_AT + GROUPS * GROUP_BYTES;
const NOTES_BYTES: usize = RING_BYTES - NOTES_AT;
const FRONT_BYTES: usize = 32;
/// The first place: zero means "none".
const FIRST: u64 = NOTES_BYTES as u64;

/// Where the first note of a session says that there may have been others before it.
const FORGOTTEN: u64 = u64::MAX;

/// No note is longer, and no call leaves more of them.
pub const NOTE_BYTES: usize = 1_000;
pub const NOTES_OF_CALL: usize = 64;
/// No more are handed out at once.
pub const NOTES_READ: usize = 1_000;

/// A session that was forgotten because its group was full may come back; after a week without a word it will not.
const FORGOTTEN_MS: u64 = 7 * 24 * 3_600_000;

/// Somebody may be writing just now.
const LOOKS: u32 = 3;

static RING: OnceLock<OwnFile> = OnceLock::new();

/// Before the fences stand. Answers the descriptor to be written to.
pub fn open(root: &[u8]) -> Option<c_int> {
    let ring = open_ring(root)?;
    Some(RING.get_or_init(|| ring).descriptor())
}

fn open_ring(root: &[u8]) -> Option<OwnFile> {
    let (ring, bytes) = own_file::open(root, b"memory", 0).or_else(|| {
        own_file::make(root, b"memory", &fresh());
        own_file::open(root, b"memory", 0)
    })?;
    // A ring that is cut off, or grown by others, holds nothing to rely on.
    (bytes == RING_BYTES).then_some(ring)
}

/// Written out, so that a full disk is met here and not by a note.
fn fresh() -> Vec<u8> {
    let mut ring = vec![0; RING_BYTES];
    ring[..FORMAT.len()].copy_from_slice(FORMAT);
    ring[NEXT_AT..NEXT_AT + 12].copy_from_slice(&summed(FIRST));
    ring
}

/// `host.remembered(session, most)`: texts, or null.
pub unsafe extern "C" fn asked(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let engine = Engine::from_context(context);
    // SAFETY: called by the engine, which hands over `count` live values.
    let arguments = unsafe { core::slice::from_raw_parts(values, count as usize) };
    let session = arguments.first().and_then(|&session| engine.bytes(session));
    let most = arguments.get(1).and_then(|&most| engine.as_number(most)).filter(|most| *most >= 0.0);
    let (Some(session), Some(most)) = (session, most) else { return engine.throw(c"remembered wants a session and how many notes") };
    match remembered(session, (most as usize).min(NOTES_READ)) {
        Some(notes) => engine.list(&notes.iter().map(|note| engine.text(note)).collect::<Vec<Value>>()),
        None => engine.nothing(),
    }
}

/// The newest notes of this session first, at most so many. `None`: not known, or not all of it.
fn remembered(session: &[u8], most: usize) -> Option<Vec<Vec<u8>>> {
    let ring = *RING.get()?;
    let key = key_of(session);
    let group = group_of(ring, key)?;
    match group.place_of(key) {
        Some(newest) => notes_from(ring, key, newest, most),
        None => (!group.forgot_lately()).then(Vec::new),
    }
}

fn notes_from(ring: OwnFile, key: u64, newest: u64, most: usize) -> Option<Vec<Vec<u8>>> {
    let (mut notes, mut place) = (Vec::new(), newest);
    while place != 0 && notes.len() < most {
        // What was forgotten lies nowhere, so it is not found.
        let (text, before) = note_at(ring, place, key)?;
        notes.push(text);
        place = before;
    }
    Some(notes)
}

/// The text at this place and the place before it, if it is still the note of this session that was put there.
fn note_at(ring: OwnFile, place: u64, key: u64) -> Option<(Vec<u8>, u64)> {
    let mut room = [0; FRONT_BYTES + NOTE_BYTES];
    let start = NOTES_AT + (place as usize) % NOTES_BYTES;
    let most = room.len().min(RING_BYTES - start);
    let got = ring.read_at(start, &mut room[..most])?;
    let length = u32_at(&room, 4) as usize;
    let note = room[..got].get(..FRONT_BYTES + length)?;
    let itself = crc32(&note[4..]) == u32_at(note, 0) && u64_at(note, 8) == place && u64_at(note, 24) == key;
    let before = u64_at(note, 16);
    (itself && (before < place || before == FORGOTTEN)).then(|| (note[FRONT_BYTES..].to_vec(), before))
}

/// Keeps these notes, the last of which will be the newest. `false`: not all of them are kept, and the call must not pass.
pub fn remember(session: &[u8], notes: &[&[u8]]) -> bool {
    let fit = notes.len() <= NOTES_OF_CALL && notes.iter().all(|note| note.len() <= NOTE_BYTES);
    let Some(ring) = RING.get().filter(|_| fit) else { return false };
    ring.alone(|| remember_alone(*ring, key_of(session), notes)).flatten().is_some()
}

fn remember_alone(ring: OwnFile, key: u64, notes: &[&[u8]]) -> Option<()> {
    ring.bytes()?;
    let mut group = whole_group_of(ring, key).unwrap_or_else(Group::lost);
    let mut before = group.place_of(key).unwrap_or(if group.forgot_lately() { FORGOTTEN } else { 0 });
    let mut next = next_place(ring)?;
    for text in notes {
        let size = FRONT_BYTES + text.len();
        // No note lies around the end.
        let left = NOTES_BYTES - next as usize % NOTES_BYTES;
        let place = if size > left { next + left as u64 } else { next };
        done(ring.write_at(NOTES_AT + place as usize % NOTES_BYTES, &note(text, [place, before, key])))?;
        (before, next) = (place, place + size as u64);
    }
    done(ring.write_at(NEXT_AT, &summed(next)))?;
    group.put(key, before);
    done(ring.write_at(place_of_group(key), &group.bytes()))?;
    done(ring.sync())
}

fn done(done: bool) -> Option<()> {
    done.then_some(())
}

fn note(text: &[u8], numbers: [u64; 3]) -> Vec<u8> {
    let body = [&(text.len() as u32).to_le_bytes()[..], &numbers.map(u64::to_le_bytes).concat(), text].concat();
    [&crc32(&body).to_le_bytes()[..], &body].concat()
}

fn next_place(ring: OwnFile) -> Option<u64> {
    let mut room = [0; NEXT_AT + 12];
    if ring.read_at(0, &mut room)? != room.len() || !room.starts_with(FORMAT) {
        return None;
    }
    let next = u64_at(&room, NEXT_AT);
    Some(if room[NEXT_AT..] == summed(next) && next >= FIRST { next } else { behind_all(ring) })
}

/// Where nobody knows any more how far the ring has come: behind whatever a session calls its newest.
fn behind_all(ring: OwnFile) -> u64 {
    let mut newest = FIRST;
    for key in 0..GROUPS as u64 {
        let group = whole_group_of(ring, key).unwrap_or_else(Group::lost);
        newest = slots().map(|slot| u64_at(&group.0, slot + 8)).fold(newest, u64::max);
    }
    newest + (FRONT_BYTES + NOTE_BYTES) as u64
}

fn summed(number: u64) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    bytes[8..].copy_from_slice(&crc32(&number.to_le_bytes()).to_le_bytes());
    bytes
}

/// Sessions by the start of their hash, which no two of one machine will share.
fn key_of(session: &[u8]) -> u64 {
    u64_at(&Sha256::digest(session), 0).max(1)
}

fn place_of_group(key: u64) -> usize {
    GROUPS_AT + key as usize % GROUPS * GROUP_BYTES
}

/// Sessions whose hashes end alike.
struct Group([u8; GROUP_BYTES]);

const SUM_AT: usize = GROUP_BYTES - 4;

/// Where the sessions of a group stand.
fn slots() -> impl Iterator<Item = usize> {
    (0..SESSIONS).map(|index| 8 + 16 * index)
}

/// As whoever reads sees it, without the lock.
fn group_of(ring: OwnFile, key: u64) -> Option<Group> {
    (0..LOOKS).find_map(|_| whole_group_of(ring, key))
}

fn whole_group_of(ring: OwnFile, key: u64) -> Option<Group> {
    let mut room = [0; GROUP_BYTES];
    let whole = ring.read_at(place_of_group(key), &mut room)? == GROUP_BYTES;
    let untouched = room == [0; GROUP_BYTES];
    (whole && (untouched || crc32(&room[..SUM_AT]) == u32_at(&room, SUM_AT))).then_some(Group(room))
}

impl Group {
    /// What nobody can read any more counts as forgotten now.
    fn lost() -> Group {
        let mut group = Group([0; GROUP_BYTES]);
        group.forget();
        group
    }

    fn forget(&mut self) {
        self.0[..8].copy_from_slice(&now_ms().to_le_bytes());
    }

    fn slot(&self, key: u64) -> Option<usize> {
        slots().find(|&slot| u64_at(&self.0, slot) == key)
    }

    fn place_of(&self, key: u64) -> Option<u64> {
        self.slot(key).map(|slot| u64_at(&self.0, slot + 8))
    }

    fn put(&mut self, key: u64, newest: u64) {
        let slot = self.slot(key).or_else(|| self.slot(0)).unwrap_or_else(|| self.oldest());
        self.0[slot..slot + 8].copy_from_slice(&key.to_le_bytes());
        self.0[slot + 8..slot + 16].copy_from_slice(&newest.to_le_bytes());
    }

    /// Of a full group the session goes that has been silent longest.
    fn oldest(&mut self) -> usize {
        self.forget();
        slots().min_by_key(|&slot| u64_at(&self.0, slot + 8)).unwrap_or(8)
    }

    fn forgot_lately(&self) -> bool {
        let forgotten = u64_at(&self.0, 0);
        forgotten != 0 && now_ms() < forgotten.saturating_add(FORGOTTEN_MS)
    }

    fn bytes(mut self) -> [u8; GROUP_BYTES] {
        let sum = crc32(&self.0[..SUM_AT]);
        self.0[SUM_AT..].copy_from_slice(&sum.to_le_bytes());
        self.0
    }
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[place..place + 4]);
    u32::from_le_bytes(word)
}

fn u64_at(bytes: &[u8], place: usize) -> u64 {
    u64::from(u32_at(bytes, place)) | u64::from(u32_at(bytes, place + 4)) << 32
}
