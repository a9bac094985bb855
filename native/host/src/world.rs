//! What the bundle may ask of the machine: read-only questions, each bounded, all counted.

mod files;
#[cfg(feature = "fuzzed")]
pub mod fuzzed;
mod git;
mod marked;
mod mounts;
mod names;
mod paths;
mod tree;

use crate::engine::{Engine, Value};
use crate::home;
use core::ffi::{CStr, c_int};
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use rquickjs_sys as js;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ffi::CString;

/// How many questions one call may ask.
const QUESTIONS: u32 = 2_000;

/// Why there is no answer. The numbers are the contract with the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blind {
    Denied = 1,
    Bound = 2,
    Foreign = 3,
    Odd = 4,
}

/// What an error of the system says about our sight.
impl From<std::io::Error> for Blind {
    fn from(error: std::io::Error) -> Blind {
        match error.raw_os_error().unwrap_or(0) {
            libc::EACCES | libc::EPERM => Blind::Denied,
            libc::EMFILE | libc::ENFILE | libc::ENOMEM | libc::EOVERFLOW => Blind::Bound,
            libc::EIO | libc::ESTALE | libc::ENOTCONN | libc::EHOSTDOWN | libc::ETIMEDOUT => Blind::Foreign,
            _ => Blind::Odd,
        }
    }
}

type Answer = Result<Value, Blind>;

const ASLEEP: &CStr = c"the world cannot be asked while the image is built";

static ASKED: AtomicU32 = AtomicU32::new(0);
static AWAKE: AtomicBool = AtomicBool::new(false);
static NOW_MS: AtomicU64 = AtomicU64::new(0);

/// The world may be asked from now on; the call happens at this instant.
pub fn wake(now_ms: u64) {
    NOW_MS.store(now_ms, Relaxed);
    AWAKE.store(true, Relaxed);
}

/// The instant of the call; zero while an image is built.
pub fn now_ms() -> u64 {
    NOW_MS.load(Relaxed)
}

/// The bundle's global `host`.
pub const FUNCTIONS: &[(&CStr, js::JSCFunction)] = &[
    (c"entry", Some(entry)),
    (c"resolved", Some(resolved)),
    (c"text", Some(text)),
    (c"names", Some(list_names)),
    (c"tree", Some(count_tree)),
    (c"tracked", Some(tracked)),
    (c"marked", Some(list_marked)),
    (c"variable", Some(variable)),
    (c"sha256", Some(sha256)),
    (c"crc32", Some(crc32)),
    (c"isSigned", Some(is_signed)),
    (c"pane", Some(pane)),
    (c"newest", Some(newest)),
    (c"claim", Some(crate::claims::claim)),
    (c"remembered", Some(crate::memory::asked)),
    #[cfg(feature = "planted")]
    (c"planted", Some(crate::planted::planted)),
];

/// The arguments of one question.
struct Question<'a> {
    engine: Engine,
    arguments: &'a [Value],
}

impl Question<'_> {
    /// # Safety
    /// Called by the engine, which hands over its context and `count` live values.
    unsafe fn new(context: *mut js::JSContext, count: c_int, values: *mut Value) -> Question<'static> {
        // SAFETY: as promised by the engine; the values outlive the question, which ends with the native function.
        let arguments = unsafe { core::slice::from_raw_parts(values, count as usize) };
        Question { engine: Engine::from_context(context), arguments }
    }

    /// An absolute path. Anything else would mean something different to us than to the call.
    fn path(&self) -> Result<Cow<'static, [u8]>, Blind> {
        let path = self.bytes(0).and_then(names::unescaped);
        path.filter(|path| path.starts_with(b"/") && !path.contains(&0)).ok_or(Blind::Odd)
    }

    fn bytes(&self, index: usize) -> Option<&'static [u8]> {
        self.arguments.get(index).and_then(|&value| self.engine.bytes(value))
    }

    /// The second argument: how much is wanted, but never more than `most`.
    fn at_most(&self, most: usize) -> Result<usize, Blind> {
        let wanted = self.arguments.get(1).and_then(|&value| self.engine.as_number(value)).ok_or(Blind::Odd)?;
        if wanted >= 0.0 { Ok((wanted as usize).min(most)) } else { Err(Blind::Odd) }
    }

    fn text(&self, bytes: &[u8]) -> Value {
        self.engine.text(&names::escaped(bytes))
    }

    fn numbers(&self, numbers: &[f64]) -> Value {
        let values: Vec<Value> = numbers.iter().map(|&number| self.engine.number(number)).collect();
        self.engine.list(&values)
    }
}

/// # Safety
/// Called by the engine, which hands over its context and `count` live values.
unsafe fn answer(context: *mut js::JSContext, (count, values): (c_int, *mut Value), find: impl FnOnce(&Question) -> Answer) -> Value {
    // SAFETY: as promised by the engine.
    let question = unsafe { Question::new(context, count, values) };
    let engine = question.engine;
    if !AWAKE.load(Relaxed) {
        return engine.throw(ASLEEP);
    }
    if ASKED.fetch_add(1, Relaxed) >= QUESTIONS {
        return engine.number(Blind::Bound as u32 as f64);
    }
    find(&question).unwrap_or_else(|blind| engine.number(blind as u32 as f64))
}

unsafe extern "C" fn entry(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let entry = files::entry(&question.path()?)?;
        Ok(question.numbers(&[entry.kind as u32 as f64, entry.bytes as f64, entry.mode as f64, entry.owner as f64]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn resolved(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| Ok(question.text(&paths::resolved(&question.path()?)?));
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn text(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let (start, whole) = files::start_of(&question.path()?, question.at_most(files::TEXT_BYTES)?)?;
        Ok(question.engine.list(&[question.text(&start), question.engine.truth(whole)]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn list_names(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let (names, whole) = files::names(&question.path()?, question.at_most(files::NAMES)?)?;
        let texts: Vec<Value> = names.iter().map(|name| question.text(name)).collect();
        Ok(question.engine.list(&[question.engine.list(&texts), question.engine.truth(whole)]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn count_tree(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let tree = tree::count(&question.path()?, question.at_most(tree::ENTRIES)?)?;
        let engine = question.engine;
        Ok(engine.list(&[engine.number(tree.files as f64), engine.number(tree.bytes as f64), engine.truth(tree.whole)]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn tracked(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let engine = question.engine;
        let Some(found) = git::tracked(&question.path()?, question.at_most(git::FILES)?)? else { return Ok(engine.nothing()) };
        let top = if found.top.is_empty() { b"/" } else { found.top.as_slice() };
        Ok(engine.list(&[engine.number(found.files as f64), engine.number(found.unchanged as f64), question.text(top)]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

unsafe extern "C" fn list_marked(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let mark = question.bytes(2).filter(|mark| !mark.is_empty()).ok_or(Blind::Odd)?;
        let lines = marked::lines(&question.path()?, mark, question.at_most(marked::FILE_BYTES)?)?;
        let texts: Vec<Value> = lines.iter().map(|line| question.text(line)).collect();
        Ok(question.engine.list(&texts))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

/// Not counted: the environment lies in memory already, and there is always an answer.
unsafe extern "C" fn variable(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    // SAFETY: called by the engine, which hands over its context and `count` live values.
    let question = unsafe { Question::new(context, count, values) };
    let engine = question.engine;
    if !AWAKE.load(Relaxed) {
        return engine.throw(ASLEEP);
    }
    let Some(name) = question.bytes(0) else { return engine.throw(c"variable wants a name") };
    let value = CString::new(name).ok().and_then(|name| home::variable(&name));
    value.map_or_else(|| engine.nothing(), |value| question.text(value))
}

/// No question about the world: it answers at any time and is not counted.
unsafe extern "C" fn sha256(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    // SAFETY: called by the engine, which hands over its context and `count` live values.
    let question = unsafe { Question::new(context, count, values) };
    let Some(bytes) = question.bytes(0).and_then(names::unescaped) else {
        return question.engine.throw(c"sha256 wants well-formed text");
    };
    let digest = Sha256::digest(&bytes);
    let hex: Vec<u8> = digest.iter().flat_map(|byte| [hex_digit(byte >> 4), hex_digit(byte & 15)]).collect();
    question.engine.text(&hex)
}

/// No question about the world either.
unsafe extern "C" fn crc32(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    // SAFETY: called by the engine, which hands over its context and `count` live values.
    let question = unsafe { Question::new(context, count, values) };
    let Some(bytes) = question.bytes(0) else { return question.engine.throw(c"crc32 wants a text") };
    question.engine.text(format!("{:08x}", crate::checksum::crc32(bytes)).as_bytes())
}

/// `host.isSigned(publicKey, message, signature)`. No question about the world either.
unsafe extern "C" fn is_signed(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    // SAFETY: called by the engine, which hands over its context and `count` live values.
    let question = unsafe { Question::new(context, count, values) };
    let message = question.bytes(1).and_then(names::unescaped);
    let (Some(key), Some(message), Some(signature)) = (question.bytes(0), message, question.bytes(2)) else {
        return question.engine.throw(c"isSigned wants a key, a message and a signature");
    };
    question.engine.truth(crate::signature::is_made_by(key, &message, signature))
}

/// Asked at most once in a call.
unsafe extern "C" fn pane(context: *mut js::JSContext, _: Value, _: c_int, _: *mut Value) -> Value {
    let engine = Engine::from_context(context);
    if !AWAKE.load(Relaxed) {
        return engine.throw(ASLEEP);
    }
    crate::pane::of(None).map_or_else(|| engine.nothing(), |pane| engine.text(pane.as_bytes()))
}

unsafe extern "C" fn newest(context: *mut js::JSContext, _: Value, count: c_int, values: *mut Value) -> Value {
    let find = |question: &Question| {
        let newest = crate::ledger::newest(&question.path()?)?;
        Ok(question.numbers(&[newest as f64]))
    };
    // SAFETY: called by the engine.
    unsafe { answer(context, (count, values), find) }
}

fn hex_digit(value: u8) -> u8 {
    b"0123456789abcdef"[usize::from(value)]
}
