//! Images as files: the program that runs, and writing a new one beside it.

use crate::words::refuse;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The file that this process runs, even if its name means another one by now.
#[cfg(target_os = "linux")]
pub fn own_file() -> std::io::Result<File> {
    File::open("/proc/self/exe")
}

#[cfg(not(target_os = "linux"))]
pub fn own_file() -> std::io::Result<File> {
    File::open(std::env::current_exe()?)
}

/// The bytes of the program that runs.
pub fn program() -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = own_file().and_then(|mut file| file.read_to_end(&mut bytes));
    read.unwrap_or_else(|_| refuse(b"the host cannot read its own file"));
    bytes
}

/// One part behind the other, and under another name first: whoever dies on the way leaves no half image behind.
pub fn write(out: &Path, parts: &[&[u8]]) {
    let mut draft = out.as_os_str().to_owned();
    draft.push(format!(".draft-{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let done = write_program(&draft, parts).and_then(|()| std::fs::rename(&draft, out));
    if let Err(error) = done {
        // The draft may not even be there; what counts is the reason.
        let _ = std::fs::remove_file(&draft);
        refuse(format!("`{}` cannot be written: {error}", out.display()).as_bytes());
    }
}

/// The kernel keeps together in memory what is written together, and maps it together: in one piece, a call has much of the image there that it
/// never looks at.
const PIECE_BYTES: usize = 128 << 10;

fn write_program(path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o755).open(path)?;
    for piece in parts.iter().flat_map(|part| part.chunks(PIECE_BYTES)) {
        file.write_all(piece)?;
    }
    // Whatever the mask of the one who builds, an image can be run.
    file.set_permissions(Permissions::from_mode(0o755))?;
    file.sync_all()
}
