//! Shuts the process in before it looks at any input: from then on it can read files and write to the descriptors it was given, and
//! nothing else. No program is started, nothing is connected to, no file is opened for writing, by whatever mistake of ours or trick of
//! an input. Two fences, each of which the kernel may refuse; then the process goes on without it, and `version --json` says so.

/// Whether the process must go on forking itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum May {
    Fork,
    NotFork,
}

/// What is open when the fences go up: the descriptors that may be written to, and the one that the daemon listens to.
pub struct Open<'a> {
    pub written: &'a [core::ffi::c_int],
    pub told: Option<core::ffi::c_int>,
}

#[cfg(target_os = "linux")]
pub use linux::{fence_calls, fence_files};

#[cfg(not(target_os = "linux"))]
pub fn fence_files() -> u32 {
    0
}

#[cfg(not(target_os = "linux"))]
pub fn fence_calls(_open: &Open, _may: May) -> bool {
    false
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{May, Open};
    use core::ffi::{c_int, c_long};

    /// What an allowed call may be called with.
    enum Rule {
        Always,
        /// The argument of this number has none of these bits.
        Without(u32, c_int),
        /// The first argument is one of the descriptors that may be written to.
        Writable,
        /// The first argument is the daemon's.
        Told,
    }
    use Rule::{Always, Told, Without, Writable};

    /// How a file is opened that is only read.
    const WRITING: c_int = libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC | (libc::O_TMPFILE & !libc::O_DIRECTORY);

    const CALLS: &[(c_long, Rule)] = &[
        (libc::SYS_read, Always),
        (libc::SYS_write, Writable),
        (libc::SYS_openat, Without(2, WRITING)),
        // musl asks in the older ways where there are any.
        #[cfg(all(target_arch = "x86_64", target_env = "musl"))]
        (libc::SYS_open, Without(1, WRITING)),
        #[cfg(all(target_arch = "x86_64", target_env = "musl"))]
        (libc::SYS_stat, Always),
        #[cfg(all(target_arch = "x86_64", target_env = "musl"))]
        (libc::SYS_lstat, Always),
        (libc::SYS_close, Always),
        (libc::SYS_newfstatat, Always),
        (libc::SYS_statx, Always),
        (libc::SYS_fstat, Always),
        (libc::SYS_readlinkat, Always),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_readlink, Always),
        (libc::SYS_getdents64, Always),
        (libc::SYS_lseek, Always),
        (libc::SYS_pread64, Always),
        (libc::SYS_fcntl, Always),
        (libc::SYS_fdatasync, Writable),
        (libc::SYS_pwrite64, Writable),
        (libc::SYS_sendto, Told),
        (libc::SYS_mmap, Without(2, libc::PROT_EXEC)),
        (libc::SYS_mprotect, Without(2, libc::PROT_EXEC)),
        (libc::SYS_munmap, Always),
        (libc::SYS_mremap, Always),
        (libc::SYS_madvise, Always),
        (libc::SYS_brk, Always),
        (libc::SYS_futex, Always),
        (libc::SYS_ppoll, Always),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_poll, Always),
        (libc::SYS_rt_sigprocmask, Always),
        (libc::SYS_rt_sigaction, Always),
        (libc::SYS_rt_sigreturn, Always),
        (libc::SYS_sigaltstack, Always),
        (libc::SYS_setitimer, Always),
        (libc::SYS_clock_gettime, Always),
        (libc::SYS_gettimeofday, Always),
        (libc::SYS_getrandom, Always),
        (libc::SYS_restart_syscall, Always),
        (libc::SYS_exit, Always),
        (libc::SYS_exit_group, Always),
    ];

    #[cfg(target_arch = "x86_64")]
    const MACHINE: u32 = 0xC000_003E;
    #[cfg(target_arch = "aarch64")]
    const MACHINE: u32 = 0xC000_00B7;

    /// Where the kernel puts things for a filter to look at: the call's number, the machine, the arguments of eight bytes each.
    const NUMBER_AT: u32 = 0;
    const MACHINE_AT: u32 = 4;
    const ARGUMENTS_AT: u32 = 16;

    /// Whatever is not allowed raises a signal, whose handler blocks the action and says why.
    const FORBID: u32 = libc::SECCOMP_RET_TRAP;
    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

    /// What the judge needs beside: a fork of itself for each line.
    const FORKING: &[(c_long, Rule)] = &[
        (libc::SYS_clone, Always),
        #[cfg(all(target_arch = "x86_64", target_env = "musl"))]
        (libc::SYS_fork, Always),
        #[cfg(target_env = "musl")]
        (libc::SYS_set_tid_address, Always),
        (libc::SYS_wait4, Always),
        (libc::SYS_set_robust_list, Always),
    ];

    /// `true`: from now on only the listed calls, and writing only to these descriptors.
    pub fn fence_calls(open: &Open, may: May) -> bool {
        let more = if may == May::Fork { FORKING } else { &[] };
        let steps = Filter::of(CALLS.iter().chain(more), open).first_step_first();
        let program = libc::sock_fprog { len: steps.len() as u16, filter: steps.as_ptr().cast_mut() };
        let place = &raw const program;
        no_new_privileges()
            // SAFETY: the kernel copies the program before the call returns.
            && unsafe { libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, place) } == 0
    }

    /// Written from its end, because jumps lead forward only: a place is counted from there, and what it leads to is there already.
    ///
    /// Before the kernel takes a filter it runs it for each number that it knows, to see which are always allowed: 0.1 ms, a hundred times what a call
    /// asks of it. It gives up where an argument is looked at, so that is what ours does first. The number is looked for by halving.
    struct Filter {
        steps: Vec<libc::sock_filter>,
    }

    type Place = usize;

    impl Filter {
        const FORBIDDEN: Place = 0;
        const ALLOWED: Place = 1;

        fn of<'a>(calls: impl Iterator<Item = &'a (c_long, Rule)>, open: &Open) -> Filter {
            let mut filter = Filter { steps: vec![give(FORBID), give(ALLOW)] };
            let mut choices: Vec<(u32, Place)> = calls.map(|(number, rule)| (*number as u32, filter.rule(rule, open))).collect();
            choices.sort_unstable_by_key(|(number, _)| *number);
            filter.choose(&choices);
            filter.add(load(NUMBER_AT));
            let start = filter.last();
            filter.branch((libc::BPF_JEQ, MACHINE), start, Self::FORBIDDEN);
            filter.add(load(MACHINE_AT));
            filter.add(load(ARGUMENTS_AT));
            filter
        }

        /// Where a call of this number goes on.
        fn choose(&mut self, choices: &[(u32, Place)]) -> Place {
            match choices {
                [] => Self::FORBIDDEN,
                [(number, place)] => self.branch((libc::BPF_JEQ, *number), *place, Self::FORBIDDEN),
                _ => {
                    let (lower, upper) = choices.split_at(choices.len() / 2);
                    let (below, above) = (self.choose(lower), self.choose(upper));
                    self.branch((libc::BPF_JGE, upper[0].0), above, below)
                }
            }
        }

        /// Where a call goes on whose number fits. Only the lower halves of arguments matter: the kernel takes these arguments as 32 bits wide.
        fn rule(&mut self, rule: &Rule, open: &Open) -> Place {
            match rule {
                Always => Self::ALLOWED,
                Without(argument, bits) => {
                    self.branch((libc::BPF_JSET, *bits as u32), Self::FORBIDDEN, Self::ALLOWED);
                    self.add(load(ARGUMENTS_AT + 8 * argument))
                }
                Writable => self.one_of(open.written),
                Told => self.one_of(open.told.as_slice()),
            }
        }

        fn one_of(&mut self, descriptors: &[c_int]) -> Place {
            if descriptors.is_empty() {
                return Self::FORBIDDEN;
            }
            let ask_on = |otherwise, one: &c_int| self.branch((libc::BPF_JEQ, *one as u32), Self::ALLOWED, otherwise);
            descriptors.iter().fold(Self::FORBIDDEN, ask_on);
            self.add(load(ARGUMENTS_AT))
        }

        fn branch(&mut self, (test, value): (u32, u32), if_true: Place, if_false: Place) -> Place {
            let here = self.steps.len();
            let distance = |place: Place| u8::try_from(here - 1 - place).expect("the whole filter is shorter than its longest jump");
            self.add(step(libc::BPF_JMP | test | libc::BPF_K, value, distance(if_true), distance(if_false)))
        }

        fn add(&mut self, step: libc::sock_filter) -> Place {
            self.steps.push(step);
            self.last()
        }

        fn last(&self) -> Place {
            self.steps.len() - 1
        }

        fn first_step_first(mut self) -> Vec<libc::sock_filter> {
            self.steps.reverse();
            self.steps
        }
    }

    fn load(offset: u32) -> libc::sock_filter {
        step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, offset, 0, 0)
    }

    fn give(answer: u32) -> libc::sock_filter {
        step(libc::BPF_RET | libc::BPF_K, answer, 0, 0)
    }

    fn step(code: u32, k: u32, jt: u8, jf: u8) -> libc::sock_filter {
        libc::sock_filter { code: code as u16, jt, jf, k }
    }

    /// The kernel's description of what a ruleset handles. Older kernels know only the first fields, and take a shorter one.
    #[repr(C)]
    struct Handled {
        files: u64,
        network: u64,
        scope: u64,
    }

    const ASK_VERSION: u32 = 1;
    const EXECUTE_AND_WRITE: u64 = 0b11;
    const REMOVE_AND_MAKE: u64 = 0b1_1111_1111_0000;
    const REFER: u64 = 1 << 13;
    const TRUNCATE: u64 = 1 << 14;
    const CONTROL_DEVICES: u64 = 1 << 15;
    const BIND_AND_CONNECT: u64 = 0b11;
    const SOCKETS_AND_SIGNALS: u64 = 0b11;

    /// Forbids all that is not reading, on every file and for good. Descriptors that are open already stay as they are.
    /// The answer is the version of the kernel's interface, or zero.
    pub fn fence_files() -> u32 {
        // SAFETY: asks for the version; there is no description.
        let version = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, core::ptr::null::<Handled>(), 0_usize, ASK_VERSION) };
        let Some(version) = u32::try_from(version).ok().filter(|&version| version > 0) else { return 0 };
        if no_new_privileges() && restrict(&handled_by(version), size_known_by(version)) { version } else { 0 }
    }

    fn handled_by(version: u32) -> Handled {
        let since = |first, bits| if version >= first { bits } else { 0 };
        Handled {
            files: EXECUTE_AND_WRITE | REMOVE_AND_MAKE | since(2, REFER) | since(3, TRUNCATE) | since(5, CONTROL_DEVICES),
            network: since(4, BIND_AND_CONNECT),
            scope: since(6, SOCKETS_AND_SIGNALS),
        }
    }

    fn size_known_by(version: u32) -> usize {
        match version {
            0..=3 => 8,
            4..=5 => 16,
            _ => 24,
        }
    }

    fn restrict(handled: &Handled, size: usize) -> bool {
        let description = core::ptr::from_ref(handled);
        // SAFETY: the kernel reads `size` bytes of the description; the ruleset's descriptor is ours to close.
        unsafe {
            let ruleset = libc::syscall(libc::SYS_landlock_create_ruleset, description, size, 0);
            if ruleset < 0 {
                return false;
            }
            let restricted = libc::syscall(libc::SYS_landlock_restrict_self, ruleset, 0) == 0;
            libc::close(ruleset as c_int);
            restricted
        }
    }

    /// Without this the kernel takes neither fence from an ordinary user.
    fn no_new_privileges() -> bool {
        // SAFETY: plain numbers.
        unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 }
    }
}
