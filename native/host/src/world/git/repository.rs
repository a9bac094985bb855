//! Which repository a path belongs to: the nearest folder upward with a `.git` in it.

use super::super::{Blind, files, paths};

/// A `.git` file says where the repository lies, in one short line.
const POINTER_BYTES: usize = 4096;

pub struct Repository {
    /// The work tree's top folder, without a slash at its end; empty for the root folder.
    pub top: Vec<u8>,
    /// Where this work tree's index lies.
    pub folder: Vec<u8>,
}

impl Repository {
    /// `path` has no links in it. The path itself is looked at too: it may be the top folder.
    pub fn around(path: &[u8]) -> Result<Option<Repository>, Blind> {
        let mut top = path.strip_suffix(b"/").unwrap_or(path).to_vec();
        loop {
            if let Some(folder) = repository_at(&top)? {
                return Ok(Some(Repository { top, folder }));
            }
            match top.iter().rposition(|&byte| byte == b'/') {
                Some(cut) => top.truncate(cut),
                None => return Ok(None),
            }
        }
    }
}

fn repository_at(top: &[u8]) -> Result<Option<Vec<u8>>, Blind> {
    let dot_git = [top, b"/.git"].concat();
    let Some(entry) = paths::described(&paths::touchable(&dot_git)?)? else { return Ok(None) };
    if !entry.is_file() {
        return paths::resolved(&dot_git).map(Some);
    }
    // A linked work tree or a submodule.
    let (text, whole) = files::start_of(&dot_git, POINTER_BYTES)?;
    let place = text.strip_prefix(b"gitdir: ").filter(|_| whole).ok_or(Blind::Odd)?.trim_ascii_end();
    let place = if place.starts_with(b"/") { place.to_vec() } else { [top, b"/", place].concat() };
    paths::resolved(&place).map(Some)
}
