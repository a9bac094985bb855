//! Bundles to bytecode, each in a process of its own, so that nothing of the compiler stays where the guard will lie.

use crate::engine::Engine;
use crate::words::{leave, refuse};
use core::ffi::CStr;
use core::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::ffi::CString;

/// The most bytecode that one bundle may become.
const BYTECODE_BYTES: usize = 48 << 20;

/// Where the compiling process leaves its result: length, then bytes.
#[repr(C)]
struct Result {
    length: AtomicUsize,
    bytes: [u8; BYTECODE_BYTES],
}

/// The bytecode of one bundle, which is named in traces by its file name alone: an image must not depend on where it was built.
pub fn compiled(path: &CStr) -> &'static [u8] {
    // SAFETY: memory that both processes see, zeroed, and mapped as long as the program runs.
    let result = unsafe {
        let size = size_of::<Result>();
        let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANON);
        let memory = libc::mmap(core::ptr::null_mut(), size, access, kind, -1, 0);
        if memory == libc::MAP_FAILED {
            refuse(b"no memory to compile a bundle in");
        }
        &mut *memory.cast::<Result>()
    };
    // SAFETY: the process has one thread; the child leaves without running anything of the parent's.
    unsafe {
        match libc::fork() {
            -1 => refuse(b"no process to compile a bundle in"),
            0 => compile_into(result, path),
            child => {
                let mut status = 0;
                libc::waitpid(child, &mut status, 0);
                if status != 0 {
                    leave(1);
                }
            }
        }
    }
    &result.bytes[..result.length.load(SeqCst)]
}

fn compile_into(result: &mut Result, path: &CStr) -> ! {
    let text = read(path);
    let engine = Engine::start().unwrap_or_else(|| refuse(b"no memory to compile a bundle in"));
    let name = path.to_bytes().rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    let name = CString::new(name).unwrap_or_default();
    let bytecode = engine.compile(&text, &name).unwrap_or_else(|thrown| refuse(&[name.to_bytes(), b": ", &thrown].concat()));
    if bytecode.len() > BYTECODE_BYTES {
        refuse(&[name.to_bytes(), b" is too large"].concat());
    }
    result.bytes[..bytecode.len()].copy_from_slice(bytecode);
    result.length.store(bytecode.len(), SeqCst);
    leave(0)
}

fn read(path: &CStr) -> CString {
    let named = path.to_string_lossy();
    let text = std::fs::read(named.as_ref());
    let text = text.unwrap_or_else(|error| refuse(format!("`{named}` cannot be read: {error}").as_bytes()));
    CString::new(text).unwrap_or_else(|_| refuse(format!("`{named}` has a zero byte in it").as_bytes()))
}
