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

/// Under another name first: whoever dies on the way leaves no half image behind.
pub fn write(out: &Path, image: &[u8]) {
    let mut draft = out.as_os_str().to_owned();
    draft.push(format!(".draft-{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let done = write_program(&draft, image).and_then(|()| std::fs::rename(&draft, out));
    if let Err(error) = done {
        // The draft may not even be there; what counts is the reason.
        let _ = std::fs::remove_file(&draft);
        refuse(format!("`{}` cannot be written: {error}", out.display()).as_bytes());
    }
}

fn write_program(path: &Path, image: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o755).open(path)?;
    file.write_all(image)?;
    // Whatever the mask of the one who builds, an image can be run.
    file.set_permissions(Permissions::from_mode(0o755))?;
    file.sync_all()
}
