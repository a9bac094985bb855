//! Which pane a process belongs to: the first of its ancestors, itself among them, that has a controlling terminal tells. A pane is called by the
//! boot, the terminal's number, and the process that leads its session with the time at which that one started, so its name is never given again. Nothing
//! of it comes from the environment. `src/hosts/node/pane.ts` tells the same for the command line.

/// Agents lie a few processes above their hooks. Whoever is further down has no pane.
const ANCESTORS: u32 = 32;

/// `None`: no ancestor has a terminal, or nobody can tell here.
#[cfg(target_os = "linux")]
pub fn of(process: Option<u32>) -> Option<String> {
    let mut process = process.map_or_else(|| "self".to_owned(), |process| process.to_string());
    for _ in 0..ANCESTORS {
        let ancestor = Process::look(&process)?;
        if ancestor.terminal != 0 {
            return name_of(&ancestor);
        }
        if ancestor.parent == 0 {
            break;
        }
        process = ancestor.parent.to_string();
    }
    None
}

#[cfg(not(target_os = "linux"))]
pub fn of(_process: Option<u32>) -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
fn name_of(member: &Process) -> Option<String> {
    let leader = Process::look(&member.session.to_string())?;
    // A leader of another session has only got the number of the one that is gone.
    if leader.session != member.session || leader.terminal != member.terminal {
        return None;
    }
    let boot = String::from_utf8(start_of(b"/proc/sys/kernel/random/boot_id", 64)?).ok()?;
    Some(format!("{}/{}/{}/{}", boot.trim_end(), member.terminal, member.session, leader.started))
}

#[cfg(target_os = "linux")]
struct Process {
    parent: u32,
    session: u32,
    terminal: u32,
    /// In ticks since the boot.
    started: u64,
}

#[cfg(target_os = "linux")]
impl Process {
    fn look(process: &str) -> Option<Process> {
        let line = start_of(format!("/proc/{process}/stat").as_bytes(), 1024)?;
        // The program's name stands in brackets and may hold anything, brackets as well.
        let behind = line.iter().rposition(|&byte| byte == b')')?;
        let fields: Vec<&str> = core::str::from_utf8(&line[behind + 1..]).ok()?.split_ascii_whitespace().collect();
        let number = |index: usize| fields.get(index).and_then(|field| field.parse().ok());
        let started = fields.get(19)?.parse().ok()?;
        Some(Process { parent: number(1)?, session: number(3)?, terminal: number(4)?, started })
    }
}

#[cfg(target_os = "linux")]
fn start_of(path: &[u8], most: usize) -> Option<Vec<u8>> {
    crate::descriptors::open(path).and_then(|file| crate::descriptors::read_start(&file, most)).ok()
}
