//! The guard inside of the engine: the functions that the bundle offers, kept where an image has them, and how they are called.

use crate::arena::{self, FROZEN_AT};
#[cfg(target_os = "linux")]
use crate::elf;
use crate::engine::{Engine, Thrown, Value};
use crate::home::Places;
use crate::words::Words;
use crate::{bounds, memory, world};
use core::ffi::CStr;

/// Everything that the host must find again after a thaw. Lies at the very start of the frozen region.
#[repr(C)]
pub struct Guard {
    pub engine: Engine,
    hook: Value,
    judge: Value,
    judge_failed: Value,
    mode: Value,
    version: &'static [u8],
    /// How far what every call writes to reaches. Zero where nothing is frozen.
    pub usual_end: usize,
    pub words: Words,
}

/// What the bundle decided about one call.
pub struct Outcome {
    pub record: &'static [u8],
    pub sync: bool,
    pub stdout: &'static [u8],
    pub stderr: &'static [u8],
    pub exit: i32,
    pub memory: Memory,
}

/// What later calls of a session must know of this one.
pub struct Memory {
    pub session: &'static [u8],
    pub notes: Vec<&'static [u8]>,
}

pub struct Request<'a> {
    pub agent: &'a [u8],
    pub envelope: &'a [u8],
    pub places: &'a Places,
}

/// No answer is longer, whoever it is for.
pub const ANSWER_BYTES: usize = 8 << 20;

/// Where the guard lies in an image.
pub const PLACE: *mut Guard = FROZEN_AT as *mut Guard;
/// Where the engine's blocks begin: behind the guard.
pub const BLOCKS_AT: usize = FROZEN_AT + size_of::<Guard>().next_multiple_of(16);

impl Guard {
    /// Starts an engine, evaluates the bundles in order, and takes what they offer.
    pub fn build(bundles: &[&[u8]]) -> Result<Guard, Thrown> {
        let engine = Engine::start().ok_or(b"the engine got no memory")?;
        engine.wake();
        engine.lend(world::FUNCTIONS)?;
        for bundle in bundles {
            engine.load(bundle)?;
        }
        let offer = engine.global(c"sheepdog")?;
        if engine.is_undefined(offer) {
            return Err(b"the bundle sets no global `sheepdog`".to_vec());
        }
        let version = engine.property(offer, c"version")?;
        let version = engine.bytes(version).ok_or(b"`sheepdog.version` is no string")?;
        Ok(Guard {
            engine,
            hook: function(engine, offer, c"hook")?,
            judge: function(engine, offer, c"judge")?,
            judge_failed: function(engine, offer, c"judgeFailed")?,
            mode: function(engine, offer, c"mode")?,
            version,
            usual_end: 0,
            words: words_of(engine, offer)?,
        })
    }

    pub fn version(&self) -> &'static [u8] {
        self.version
    }

    /// Lets the bundle judge the calls that it holds for typical, if it has any; `after` hears of each turn of them. `false`: it has none.
    pub fn rehearse(&self, mut after: impl FnMut(u32)) -> Result<bool, Thrown> {
        self.engine.wake();
        let rehearse = self.engine.property(self.engine.global(c"sheepdog")?, c"rehearse")?;
        if self.engine.is_undefined(rehearse) {
            return Ok(false);
        }
        for turn in 0.. {
            let more = self.engine.call(rehearse, &mut [self.engine.number(f64::from(turn))])?;
            after(turn);
            if self.engine.is_true(more) != Some(true) {
                break;
            }
        }
        Ok(true)
    }

    /// Before a call that will be judged: the pages that it is bound to write to become its own at once, which costs half of what one by one does.
    /// An older kernel does not know how; then they do so one by one.
    #[cfg(target_os = "linux")]
    pub fn ready_pages(&self) {
        let start = BLOCKS_AT / elf::PAGE * elf::PAGE;
        arena::ready_pages(start..self.usual_end.max(start));
    }

    #[cfg(not(target_os = "linux"))]
    pub fn ready_pages(&self) {}

    pub fn decide(&self, request: &Request) -> Result<Outcome, Thrown> {
        let now = now_ms();
        self.wake(now);
        let engine = self.engine;
        let object = engine.object(&[
            (c"agent", well_formed(engine, request.agent)?),
            (c"envelope", well_formed(engine, request.envelope)?),
            (c"home", well_formed(engine, &request.places.home)?),
            (c"root", well_formed(engine, &request.places.root)?),
            (c"now", engine.number(now as f64)),
        ]);
        let outcome = engine.call(self.hook, &mut [object]);
        outcome.and_then(|outcome| read_outcome(engine, outcome)).map_err(explained)
    }

    /// One line of JSON for one line of JSON.
    pub fn judge(&self, line: &[u8], places: &Places) -> Result<&'static [u8], Thrown> {
        self.wake(now_ms());
        let engine = self.engine;
        let around = engine.object(&[(c"home", well_formed(engine, &places.home)?), (c"root", well_formed(engine, &places.root)?)]);
        let answer = engine.call(self.judge, &mut [well_formed(engine, line)?, around]);
        answer.and_then(|answer| one_line(engine, answer)).map_err(explained)
    }

    /// The answer to a line whose own judgement died.
    pub fn judge_failed(&self, line: &[u8], reason: &[u8]) -> Result<&'static [u8], Thrown> {
        self.wake(now_ms());
        let engine = self.engine;
        let answer = engine.call(self.judge_failed, &mut [well_formed(engine, line)?, well_formed(engine, reason)?]);
        answer.and_then(|answer| one_line(engine, answer)).map_err(explained)
    }

    /// What may be done from a pane, in one line for people.
    pub fn mode(&self, root: &[u8], pane: Option<&[u8]>) -> Result<&'static [u8], Thrown> {
        let now = now_ms();
        self.wake(now);
        let engine = self.engine;
        let place = engine.object(&[
            (c"root", well_formed(engine, root)?),
            (c"pane", pane.map_or_else(|| engine.nothing(), |pane| engine.text(pane))),
            (c"now", engine.number(now as f64)),
        ]);
        engine.call(self.mode, &mut [place]).and_then(|line| one_line(engine, line)).map_err(explained)
    }

    fn wake(&self, now: u64) {
        world::wake(now);
        self.engine.wake();
    }
}

fn explained(thrown: Thrown) -> Thrown {
    match bounds::out_of_steps() {
        true => b"the guard ran out of steps: the call is too long or too intricate".to_vec(),
        false => [b"the guard failed: ", thrown.as_slice()].concat(),
    }
}

fn read_outcome(engine: Engine, outcome: Value) -> Result<Outcome, Thrown> {
    let field = |name| engine.property(outcome, name);
    let text = |name| field(name).and_then(|value| plain(engine, value));
    let sync = engine.is_true(field(c"sync")?);
    let exit = engine.as_number(field(c"exit")?).filter(|exit| (0.0..256.0).contains(exit) && exit.fract() == 0.0);
    Ok(Outcome {
        record: text(c"record")?,
        sync: sync.ok_or(b"its outcome does not say whether to sync")?,
        stdout: text(c"stdout")?,
        stderr: text(c"stderr")?,
        exit: exit.ok_or(b"its outcome has no exit code")? as i32,
        memory: read_memory(engine, field(c"memory")?)?,
    })
}

/// Most calls leave nothing to remember, and no memory either.
fn read_memory(engine: Engine, memory: Value) -> Result<Memory, Thrown> {
    if engine.is_undefined(memory) {
        return Ok(Memory { session: b"", notes: Vec::new() });
    }
    let session = engine.property(memory, c"session").and_then(|session| plain(engine, session))?;
    let list = engine.property(memory, c"notes")?;
    let mut notes = Vec::new();
    for index in 0.. {
        let note = engine.item(list, index)?;
        if engine.is_undefined(note) {
            break;
        }
        if notes.len() == memory::NOTES_OF_CALL {
            return Err(b"it has more to remember than a call may have".to_vec());
        }
        notes.push(plain(engine, note)?);
    }
    Ok(Memory { session, notes })
}

/// Only text without lone surrogates goes out: anything else would not be UTF-8.
fn plain(engine: Engine, value: Value) -> Result<&'static [u8], Thrown> {
    let bytes = engine.bytes(value).ok_or(b"its answer is no text")?;
    if bytes.len() > ANSWER_BYTES {
        return Err(b"its answer is larger than 8 MiB".to_vec());
    }
    match core::str::from_utf8(bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(b"its answer is not well-formed text".to_vec()),
    }
}

fn one_line(engine: Engine, value: Value) -> Result<&'static [u8], Thrown> {
    let line = plain(engine, value)?;
    if line.is_empty() || line.contains(&b'\n') {
        return Err(b"its answer is not one line".to_vec());
    }
    Ok(line)
}

/// Bytes from outside as text of the engine; what is not UTF-8 is refused, since the agent and we might read it differently.
fn well_formed(engine: Engine, bytes: &[u8]) -> Result<Value, Thrown> {
    match core::str::from_utf8(bytes) {
        Ok(_) => Ok(engine.text(bytes)),
        Err(_) => Err(b"the call is not UTF-8".to_vec()),
    }
}

fn function(engine: Engine, offer: Value, name: &CStr) -> Result<Value, Thrown> {
    let value = engine.property(offer, name)?;
    match engine.is_function(value) {
        true => Ok(value),
        false => Err([b"the bundle offers no function `", name.to_bytes(), b"`"].concat()),
    }
}

fn words_of(engine: Engine, offer: Value) -> Result<Words, Thrown> {
    let list = engine.property(offer, c"lastWords")?;
    let mut words = Words::NONE;
    let mut index = 0;
    loop {
        let agent = engine.item(list, index)?;
        if engine.is_undefined(agent) {
            return if index > 0 { Ok(words) } else { Err(b"`sheepdog.lastWords` is empty".to_vec()) };
        }
        let part = |place| engine.item(agent, place).and_then(|value| plain(engine, value));
        if !words.learn([part(0)?, part(1)?, part(2)?]) {
            return Err(b"`sheepdog.lastWords` is too long".to_vec());
        }
        index += 1;
    }
}

fn now_ms() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    // A clock before 1970 is as good as none; the record then says so by its time.
    since.map_or(0, |since| since.as_millis() as u64)
}
