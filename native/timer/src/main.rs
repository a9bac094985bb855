//! Measures whole processes in turn, so that noise meets all of them alike; prints one JSON array, an object for each candidate.
//!
//! `sheepdog-timer RUNS WARMUP -- NAME STDIN-FILE COMMAND ARGUMENT… -- NAME …`
//!
//! The child's resident memory starts at its parent's, so this program stays small: it asks for little and is linked statically.

use core::ffi::{CStr, c_char, c_int};
use std::ffi::CString;
use std::time::Instant;

/// One program to be measured, and what came out.
struct Candidate {
    name: String,
    stdin: CString,
    command: Vec<CString>,
    wall_ms: Vec<f64>,
    processor_ms: Vec<f64>,
    most_resident_kb: i64,
    exit: i32,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((runs, warmup, mut candidates)) = read(&arguments) else {
        eprintln!("usage: sheepdog-timer RUNS WARMUP -- NAME STDIN-FILE COMMAND ARGUMENT... [-- NAME ...]");
        std::process::exit(2);
    };
    for run in 0..warmup + runs {
        for candidate in &mut candidates {
            if let Err(error) = measure(candidate, run >= warmup) {
                eprintln!("sheepdog-timer: `{}` cannot be started: {error}", candidate.name);
                std::process::exit(1);
            }
        }
    }
    let rows: Vec<String> = candidates.iter_mut().map(shown).collect();
    println!("[\n{}\n]", rows.join(",\n"));
}

fn read(arguments: &[String]) -> Option<(usize, usize, Vec<Candidate>)> {
    let mut groups = arguments.split(|argument| argument == "--");
    let [runs, warmup] = groups.next()? else { return None };
    let candidates: Option<Vec<Candidate>> = groups.map(read_candidate).collect();
    let (runs, warmup) = (runs.parse().ok().filter(|&runs| runs > 0)?, warmup.parse().ok()?);
    candidates.filter(|candidates| !candidates.is_empty()).map(|candidates| (runs, warmup, candidates))
}

fn read_candidate(group: &[String]) -> Option<Candidate> {
    let [name, stdin, command @ ..] = group else { return None };
    let command: Option<Vec<CString>> = command.iter().map(|word| CString::new(word.as_str()).ok()).collect();
    Some(Candidate {
        name: name.clone(),
        stdin: CString::new(stdin.as_str()).ok()?,
        command: command.filter(|command| !command.is_empty())?,
        wall_ms: Vec::new(),
        processor_ms: Vec::new(),
        most_resident_kb: 0,
        exit: 0,
    })
}

fn measure(candidate: &mut Candidate, counts: bool) -> std::io::Result<()> {
    let start = Instant::now();
    let child = spawn(&candidate.command, &candidate.stdin)?;
    let (status, usage) = wait(child)?;
    let wall_ms = start.elapsed().as_secs_f64() * 1e3;
    candidate.exit = if libc::WIFEXITED(status) { libc::WEXITSTATUS(status) } else { 128 + libc::WTERMSIG(status) };
    if counts {
        candidate.wall_ms.push(wall_ms);
        candidate.processor_ms.push(ms(usage.ru_utime) + ms(usage.ru_stime));
        candidate.most_resident_kb = candidate.most_resident_kb.max(resident_kb(&usage));
    }
    Ok(())
}

unsafe extern "C" {
    static environ: *const *mut c_char;
}

fn spawn(command: &[CString], stdin: &CStr) -> std::io::Result<libc::pid_t> {
    let mut words: Vec<*mut c_char> = command.iter().map(|word| word.as_ptr().cast_mut()).collect();
    words.push(core::ptr::null_mut());
    let mut child = 0;
    // SAFETY: the actions are initialised before use and destroyed after it; words and environment end with a null pointer.
    let failed = unsafe {
        let mut actions: libc::posix_spawn_file_actions_t = core::mem::zeroed();
        libc::posix_spawn_file_actions_init(&mut actions);
        redirect(&mut actions, 0, stdin, libc::O_RDONLY);
        redirect(&mut actions, 1, c"/dev/null", libc::O_WRONLY);
        redirect(&mut actions, 2, c"/dev/null", libc::O_WRONLY);
        let failed = libc::posix_spawn(&mut child, words[0], &actions, core::ptr::null(), words.as_ptr(), environ.cast());
        libc::posix_spawn_file_actions_destroy(&mut actions);
        failed
    };
    if failed == 0 { Ok(child) } else { Err(std::io::Error::from_raw_os_error(failed)) }
}

/// # Safety
/// The actions are initialised; the file's name lives until they are used.
unsafe fn redirect(actions: &mut libc::posix_spawn_file_actions_t, descriptor: c_int, file: &CStr, how: c_int) {
    // SAFETY: as promised by the caller.
    unsafe { libc::posix_spawn_file_actions_addopen(actions, descriptor, file.as_ptr(), how, 0) };
}

fn wait(child: libc::pid_t) -> std::io::Result<(c_int, libc::rusage)> {
    let mut status = 0;
    // SAFETY: both are valid for writing.
    unsafe {
        let mut usage: libc::rusage = core::mem::zeroed();
        if libc::wait4(child, &mut status, 0, &mut usage) == child { Ok((status, usage)) } else { Err(std::io::Error::last_os_error()) }
    }
}

fn ms(time: libc::timeval) -> f64 {
    time.tv_sec as f64 * 1e3 + time.tv_usec as f64 / 1e3
}

/// Linux counts in kilobytes, macOS in bytes.
fn resident_kb(usage: &libc::rusage) -> i64 {
    if cfg!(target_os = "macos") { usage.ru_maxrss / 1024 } else { usage.ru_maxrss }
}

fn shown(candidate: &mut Candidate) -> String {
    candidate.wall_ms.sort_by(f64::total_cmp);
    candidate.processor_ms.sort_by(f64::total_cmp);
    let at = |sorted: &[f64], share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    format!(
        "  {{\"name\":{},\"min\":{:.3},\"median\":{:.3},\"p95\":{:.3},\"cpu\":{:.3},\"rssKb\":{},\"exit\":{}}}",
        quoted(&candidate.name),
        at(&candidate.wall_ms, 0.0),
        at(&candidate.wall_ms, 0.5),
        at(&candidate.wall_ms, 0.95),
        at(&candidate.processor_ms, 0.5),
        candidate.most_resident_kb,
        candidate.exit,
    )
}

fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|sign| match sign {
            '"' | '\\' => format!("\\{sign}"),
            '\0'..='\x1f' => format!("\\u{:04x}", sign as u32),
            _ => sign.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}
