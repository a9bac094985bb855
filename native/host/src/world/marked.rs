//! The lines of a file that have a mark in them: a file of which a call wants a line or two is never handed over as a whole.

use super::{Blind, files};
use std::sync::OnceLock;

/// No file of statements is longer. Past it there are no lines.
pub const FILE_BYTES: usize = 256 << 10;

struct Read {
    path: Vec<u8>,
    text: Result<Vec<u8>, Blind>,
}

/// Read once in a process, so that everything that is asked of it is asked of one text. A process that judges on its own reads anew.
static READ: OnceLock<Read> = OnceLock::new();

/// At most so many, each without its line feed. The last line has one too: without it the line was cut off.
pub fn lines(path: &[u8], mark: &[u8], most: usize) -> Result<Vec<&'static [u8]>, Blind> {
    let read = READ.get_or_init(|| Read { path: path.to_vec(), text: whole(path) });
    if read.path != path {
        return Err(Blind::Odd);
    }
    let text = read.text.as_deref().map_err(|&blind| blind)?;
    let (mut lines, mut start) = (Vec::new(), 0);
    while lines.len() < most
        && let Some(found) = find(&text[start..], mark)
    {
        let first = text[..start + found].iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
        let Some(length) = text[first..].iter().position(|&byte| byte == b'\n') else { break };
        lines.push(&text[first..first + length]);
        start = first + length + 1;
    }
    Ok(lines)
}

fn whole(path: &[u8]) -> Result<Vec<u8>, Blind> {
    let (text, whole) = files::start_of(path, FILE_BYTES)?;
    if whole { Ok(text) } else { Err(Blind::Bound) }
}

fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    // SAFETY: both are valid for reading; the answer lies in the text, or is null.
    let place = unsafe { libc::memmem(text.as_ptr().cast(), text.len(), mark.as_ptr().cast(), mark.len()) };
    (!place.is_null()).then(|| place as usize - text.as_ptr() as usize)
}
