//! The native host: holds the guard, runs it for one call, and makes sure that every failure of whatever kind ends in a block.
#![no_main]
// What only freezing needs lies idle where nothing is frozen.
#![cfg_attr(not(target_os = "linux"), allow(dead_code))]

mod arena;
mod bounds;
mod census;
mod checksum;
mod claims;
mod compile;
mod daemon;
mod descriptors;
#[cfg(target_os = "linux")]
mod elf;
mod engine;
mod fork;
#[cfg(target_os = "linux")]
mod freeze;
#[cfg(feature = "fuzzed")]
mod fuzzed;
mod guard;
mod home;
mod hook;
mod image;
mod judge;
mod ledger;
mod memory;
mod own_file;
mod pack;
mod pane;
#[cfg(feature = "planted")]
mod planted;
mod quick;
#[cfg(target_os = "linux")]
mod rehearse;
mod shut_in;
mod signature;
mod words;
mod world;

use crate::guard::Guard;
use core::ffi::{CStr, c_char, c_int};
use words::{Words, die, refuse};

const USAGE: &[u8] =
    b"usage: guard hook AGENT [--root ABSOLUTE-PATH] | judge | {mode get|statusline} [--root ABSOLUTE-PATH] [--of PROCESS] | version [--json]";

/// # Safety
/// Called by the C library with the arguments of the process.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn main(count: c_int, values: *const *const c_char) -> c_int {
    // SAFETY: the C library hands over `count` C strings that stay as long as the program.
    let arguments: Vec<&'static CStr> = (1..count as usize).map(|index| unsafe { CStr::from_ptr(*values.add(index)) }).collect();
    if let Some(guard) = frozen_guard() {
        prepare(&guard.words, &arguments);
        run(guard, &arguments)
    }
    if let Some(pack) = pack::behind_program() {
        prepare(pack.words(), &arguments);
        run(pack.start(), &arguments)
    }
    build(&arguments)
}

/// The guard that the kernel has mapped with the program, if this is a frozen image.
#[cfg(target_os = "linux")]
fn frozen_guard() -> Option<&'static Guard> {
    // SAFETY: an image has a guard at this place, written by a program with the same layout: itself.
    elf::is_mapped_at(arena::FROZEN_AT).then(|| unsafe { &*guard::PLACE })
}

#[cfg(not(target_os = "linux"))]
fn frozen_guard() -> Option<&'static Guard> {
    None
}

/// The host without a guard in it can do one thing: make an image.
fn build(arguments: &[&CStr]) -> ! {
    match arguments {
        #[cfg(target_os = "linux")]
        [mode, out, bundles @ ..] if mode.to_bytes() == b"--freeze" && !bundles.is_empty() => freeze::run(out, bundles),
        [mode, out, bundles @ ..] if mode.to_bytes() == b"--pack" && !bundles.is_empty() => pack::run(out, bundles),
        #[cfg(feature = "fuzzed")]
        [mode, reader, runs, seed, files @ ..] if mode.to_bytes() == b"--fuzz" => fuzzed::run(reader, runs, seed, files),
        _ => refuse(
            b"this program holds no guard, so every action is blocked; usage: sheepdog-host --freeze OUT BUNDLE... | --pack OUT BUNDLE...",
        ),
    }
    words::leave(0)
}

/// Before anything else can fail: in whose shape a failure is answered, and that it is answered at all.
fn prepare(words: &'static Words, arguments: &[&CStr]) {
    words::know(words);
    if let [mode, agent, ..] = arguments
        && mode.to_bytes() == b"hook"
        && !words::speak_for(agent.to_bytes())
    {
        refuse(&[b"unknown agent `", agent.to_bytes(), b"`, so its action is blocked"].concat());
    }
    if !descriptors::standard_ones_are_open() {
        die(b"stdin, stdout or stderr is closed");
    }
    bounds::guard_process();
}

fn run(guard: &'static Guard, arguments: &[&'static CStr]) -> ! {
    let arguments: Vec<&[u8]> = arguments.iter().map(|argument| argument.to_bytes()).collect();
    match arguments[..] {
        [b"hook", agent] => hook::run(guard, agent, None),
        [b"hook", agent, b"--root", root] if root.starts_with(b"/") => hook::run(guard, agent, Some(root)),
        [b"hook", _, ..] => die(b"the hook's command line is wrong: it wants AGENT and --root with an absolute path"),
        [b"judge"] => judge::run(guard),
        [b"mode", b"get", ref options @ ..] => tell(&quick::mode(guard, quick::Pane::in_words(options).unwrap_or_else(|| refuse(USAGE)))),
        [b"statusline", ref options @ ..] => {
            tell(&quick::status_line(guard, quick::Pane::in_words(options).unwrap_or_else(|| refuse(USAGE))));
        }
        [b"version"] => tell(&[guard.version(), b"\n"].concat()),
        [b"version", b"--json"] => tell(&about(guard)),
        _ => refuse(USAGE),
    }
}

/// What `doctor` wants to know: which build, in which form, and which fences this kernel grants.
fn about(guard: &Guard) -> Vec<u8> {
    // Told as it is, apart from what would need an escape in JSON.
    let version: String = String::from_utf8_lossy(guard.version()).replace(|sign: char| sign.is_control() || "\"\\".contains(sign), "?");
    let engine = engine::version().to_string_lossy();
    let form = if frozen_guard().is_some() { "frozen" } else { "packed" };
    let files = shut_in::fence_files();
    let calls = shut_in::fence_calls(&shut_in::Open { written: &[1, 2], told: None }, shut_in::May::NotFork);
    format!("{{\"version\":\"{version}\",\"engine\":\"{engine}\",\"form\":\"{form}\",\"seccomp\":{calls},\"landlock\":{files}}}\n")
        .into_bytes()
}

fn tell(text: &[u8]) -> ! {
    if descriptors::write_all(1, text).is_err() {
        refuse(b"the answer cannot be written to stdout");
    }
    words::leave(0)
}
