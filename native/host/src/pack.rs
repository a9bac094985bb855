//! `--pack OUT BUNDLE…`: this program with the compiled bundles behind it, for systems whose executables move about in memory, and for
//! comparison. Such an image starts its engine at every call; apart from that time, nothing about it differs from a frozen one.
//!
//! Behind the program lie the last words, then each bundle after its length, then the length of all that, then a mark.

use crate::guard::Guard;
use crate::words::{Words, die, refuse};
use crate::{compile, image};
use core::ffi::CStr;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

const MARK: [u8; 8] = *b"sheepdog";
const WORD: usize = size_of::<u64>();
/// The end of the file: a length and the mark.
const TAIL: usize = WORD + MARK.len();

/// What `run` has put behind the program.
pub struct Pack {
    words: &'static [u8],
    bundles: &'static [u8],
}

pub fn run(out: &CStr, bundles: &[&CStr]) {
    let bytecode: Vec<&[u8]> = bundles.iter().map(|bundle| compile::compiled(bundle)).collect();
    let guard = Guard::build(&bytecode).unwrap_or_else(|thrown| refuse(&[b"the bundle failed: ", thrown.as_slice()].concat()));
    let mut image = image::program();
    let program = image.len();
    image.extend_from_slice(guard.words.bytes());
    for bundle in bytecode {
        image.extend_from_slice(&(bundle.len() as u64).to_le_bytes());
        image.extend_from_slice(bundle);
    }
    let length = (image.len() - program) as u64;
    image.extend_from_slice(&length.to_le_bytes());
    image.extend_from_slice(&MARK);
    image::write(Path::new(out.to_string_lossy().as_ref()), &[&image]);
}

/// What lies behind this program, if anything does. A mark without the rest is a failure, and ends like one.
pub fn behind_program() -> Option<Pack> {
    let mut file = image::own_file().ok()?;
    let mut tail = [0; TAIL];
    file.seek(SeekFrom::End(-(TAIL as i64))).and_then(|_| file.read_exact(&mut tail)).ok()?;
    let (length, mark) = tail.split_at(WORD);
    if mark != MARK {
        return None;
    }
    let length = word(length) as usize;
    let bytes = read_back(&mut file, length).unwrap_or_else(|| refuse(b"the image is damaged, so every action is blocked"));
    let (words, bundles) = bytes.leak().split_at(size_of::<Words>());
    Some(Pack { words, bundles })
}

fn read_back(file: &mut File, length: usize) -> Option<Vec<u8>> {
    let whole = file.metadata().ok()?.len() as usize;
    if length < size_of::<Words>() || length > whole - TAIL {
        return None;
    }
    file.seek(SeekFrom::End(-((TAIL + length) as i64))).ok()?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

impl Pack {
    pub fn words(&self) -> &'static Words {
        Box::leak(Box::new(Words::from_bytes(self.words)))
    }

    pub fn start(&self) -> &'static Guard {
        let guard = Guard::build(&self.bundles()).unwrap_or_else(|thrown| die(&[b"the guard cannot start: ", thrown.as_slice()].concat()));
        Box::leak(Box::new(guard))
    }

    fn bundles(&self) -> Vec<&'static [u8]> {
        let mut bundles = Vec::new();
        let mut rest = self.bundles;
        while let Some((length, after)) = rest.split_at_checked(WORD) {
            let Some((bundle, after)) = after.split_at_checked(word(length) as usize) else { die(b"the image is damaged") };
            bundles.push(bundle);
            rest = after;
        }
        bundles
    }
}

fn word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}
