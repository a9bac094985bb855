//! The native host: holds the guard, runs it for one call, and makes sure that every failure of whatever kind ends in a block.
#![no_main]

mod arena;
mod bounds;
mod compile;
mod descriptors;
mod elf;
mod engine;
mod freeze;
mod guard;
mod home;
mod hook;
mod judge;
mod ledger;
mod words;
mod world;

use crate::guard::{Guard, PLACE};
use core::ffi::{CStr, c_char, c_int};
use words::{die, refuse};

const USAGE: &[u8] = b"usage: guard hook AGENT [--root ABSOLUTE-PATH] | judge | version";

/// # Safety
/// Called by the C library with the arguments of the process.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn main(count: c_int, values: *const *const c_char) -> c_int {
    // SAFETY: the C library hands over `count` C strings that stay as long as the program.
    let arguments: Vec<&'static CStr> = (1..count as usize).map(|index| unsafe { CStr::from_ptr(*values.add(index)) }).collect();
    match frozen_guard() {
        Some(guard) => run(guard, &arguments),
        None => build(&arguments),
    }
}

/// The guard that the kernel has mapped with the program, if this is an image.
fn frozen_guard() -> Option<&'static Guard> {
    // SAFETY: an image has a guard at this place, written by a program with the same layout: itself.
    elf::is_mapped_at(arena::FROZEN_AT).then(|| unsafe { &*PLACE })
}

/// The host without a guard in it can do one thing: make an image.
fn build(arguments: &[&CStr]) -> ! {
    match arguments {
        [mode, out, bundles @ ..] if mode.to_bytes() == b"--freeze" && !bundles.is_empty() => freeze::run(out, bundles),
        _ => refuse(b"this program holds no guard yet, so every action is blocked; usage: sheepdog-host --freeze OUT BUNDLE..."),
    }
    words::leave(0)
}

fn run(guard: &'static Guard, arguments: &[&'static CStr]) -> ! {
    words::know(&guard.words);
    let arguments: Vec<&[u8]> = arguments.iter().map(|argument| argument.to_bytes()).collect();
    // Before anything can fail: in whose shape a failure is answered.
    if let [b"hook", agent, ..] = arguments[..] {
        if !words::speak_for(agent) {
            refuse(&[b"unknown agent `", agent, b"`, so its action is blocked"].concat());
        }
    }
    if !descriptors::standard_ones_are_open() {
        die(b"stdin, stdout or stderr is closed");
    }
    bounds::guard_process();
    match arguments[..] {
        [b"hook", agent] => hook::run(guard, agent, None),
        [b"hook", agent, b"--root", root] if root.starts_with(b"/") => hook::run(guard, agent, Some(root)),
        [b"hook", _, ..] => die(b"the hook's command line is wrong: it wants AGENT and --root with an absolute path"),
        [b"judge"] => judge::run(guard),
        [b"version"] => version(guard),
        _ => refuse(USAGE),
    }
}

fn version(guard: &Guard) -> ! {
    if descriptors::write_all(1, &[guard.version(), b"\n"].concat()).is_err() {
        refuse(b"the version cannot be written to stdout");
    }
    words::leave(0)
}
