/** A table of programs that run the words behind their own: which options of theirs take a value, and what stands before the program. */
import type { Shape } from "../describing/options.ts";

/** One way in which a program wraps another one. */
export type Wrapper = Lists &
  Pick<Row, "own" | "skips" | "assignments" | "joins" | "dashes" | "rights" | "root" | "also" | "keeps" | "scripts"> & {
    readonly shape: Shape;
  };

/** What a row writes as one text of names, as a list. */
type Lists = Readonly<Record<"verbs" | "instead" | "folder" | "asks" | "texts" | "begins" | "rest", readonly string[]>> & {
  readonly shell: true | readonly string[];
};

/** Names, letters and long options stand in one text with blanks between them. What a plain wrapper does not have is left out. */
type Row = {
  readonly names: string;
  /** It wraps only behind one of these words: `uv run`, `nix develop`. */
  readonly verbs?: string;
  /** Its own options that take a value. */
  readonly takes?: string;
  /** Words of its own between its options and the program, such as the duration of `timeout`; none of them with one of `instead`. */
  readonly own?: number;
  readonly instead?: string;
  /** Words that may stand there as well, and say nothing about what runs. */
  readonly skips?: RegExp;
  /** `NAME=value` words may stand before the program. */
  readonly assignments?: true;
  /** The options that name the folder in which the program runs. */
  readonly folder?: string;
  /** Options with which it only tells or edits something, and runs nothing. */
  readonly asks?: string;
  /** Options whose value is a text for a shell. */
  readonly texts?: string;
  /** Options whose value is a text for a shell that the other words go on. */
  readonly begins?: string;
  /** Options behind which all further words are the program with its arguments. */
  readonly rest?: string;
  /** Its words are put together to one text for a shell; `each`: every word is such a text of its own. */
  readonly joins?: true | "each";
  /** What it runs stands behind `--` and nowhere else. */
  readonly dashes?: true;
  /** With nothing to run it starts a shell, which reads what flows in; or does so with one of these options. */
  readonly shell?: true | string;
  /** It lends the rights of somebody else. */
  readonly rights?: true;
  /** The last word of its own is the folder that is the root in there. */
  readonly root?: true;
  /** The verb is the program: `k3s kubectl`. */
  readonly keeps?: true;
  /** The tool of that name is asked as well. */
  readonly also?: true;
  /** The program for script files that are named like a program. */
  readonly scripts?: string;
};

/** Who runs it, and what of the machine it sees. */
const asSomebody: readonly Row[] = [
  {
    names: "sudo",
    takes: "C D g p R r T t U u a chdir close-from command-timeout group host other-user prompt role type user chroot login-class",
    assignments: true,
    folder: "D chdir",
    asks: "l list v validate V version K remove-timestamp e edit",
    shell: "s i shell login",
    rights: true,
  },
  { names: "doas", takes: "u C a", asks: "C L", shell: "s", rights: true },
  { names: "pkexec", takes: "user", asks: "version help", shell: true, rights: true },
  { names: "run0", takes: "u g D user group chdir setenv slice unit property nice", folder: "D chdir", shell: true, rights: true },
  {
    names: "su",
    takes: "c s g G w command session-command shell group supp-group whitelist-environment",
    own: 1,
    skips: /^-$/,
    texts: "c command session-command",
    shell: true,
    rights: true,
  },
  {
    names: "runuser",
    takes: "c s g G u w command session-command shell group supp-group user",
    own: 1,
    instead: "u user",
    skips: /^-$/,
    texts: "c command session-command",
    shell: true,
    rights: true,
  },
  { names: "sg", takes: "c command", own: 1, skips: /^-$/, texts: "c command", shell: true },
  { names: "gosu su-exec setuidgid s6-setuidgid", own: 1, rights: true },
  { names: "chpst softlimit", takes: "u U b e d o p f c r t m n l L" },
  {
    names: "setpriv",
    takes: "ruid euid rgid egid reuid regid groups securebits pdeathsig selinux-label bounding-set inh-caps ambient-caps",
  },
  { names: "capsh", texts: "c", takes: "c" },
  { names: "runcon", takes: "u r t l user role type range", own: 1, instead: "u r t l user role type range" },
  { names: "sandbox-exec", takes: "f n p D" },
  { names: "proot", takes: "r b w q k R S rootfs bind pwd cwd kernel-release", folder: "w pwd cwd", shell: true },
  { names: "fakeroot fakechroot pseudo", takes: "l s i b lib faked save-file load-file", shell: true },
  { names: "chroot gchroot arch-chroot", takes: "u g G userspec groups", own: 1, root: true, shell: true },
  {
    names: "unshare",
    takes: "S G R w setuid setgid root wd map-user map-group map-users map-groups propagation setgroups",
    folder: "w wd",
    shell: true,
  },
  { names: "nsenter", takes: "t S G target setuid setgid", shell: true },
  { names: "ip", verbs: "netns", own: 2 },
  { names: "flatpak-spawn", takes: "env directory", folder: "directory" },
  { names: "toolbox distrobox", verbs: "run enter", takes: "c n container name additional-flags", own: 1, instead: "c n container name" },
];

/** With which priority, for how long, on which terminal, and who watches. */
const someHow: readonly Row[] = [
  { names: "nice gnice", takes: "n adjustment" },
  { names: "ionice", takes: "c n p P u class classdata pid pgid uid", asks: "p P u pid pgid uid" },
  { names: "chrt", takes: "T P D sched-runtime sched-period sched-deadline", own: 1, asks: "p pid m max" },
  { names: "taskset", own: 1, asks: "p pid" },
  { names: "numactl", takes: "C N m i p cpunodebind membind interleave physcpubind preferred", asks: "H s hardware show" },
  { names: "prlimit choom", takes: "p n pid adjust", asks: "p pid" },
  { names: "cgexec", takes: "g" },
  { names: "cpulimit", takes: "l p e P limit pid exe path", asks: "p e pid exe" },
  { names: "systemd-inhibit", takes: "what who why mode", asks: "list" },
  { names: "caffeinate", takes: "t w" },
  { names: "nohup setsid eatmydata chronic noglob nocorrect builtin tini dumb-init catchsegv winpty xcrun torsocks torify tsocks" },
  {
    names: "linux32 linux64 i386 x86_64 setarch arch",
    skips: /^(x86_64|i[3-6]86|arm\w*|aarch64|linux(32|64)|s390x?|ppc\w*|mips\w*|riscv\w*)$/,
    takes: "e d arch",
  },
  { names: "busybox toybox", asks: "list list-full help install" },
  { names: "exec", takes: "a" },
  { names: "command", asks: "v V" },
  {
    names: "env genv",
    takes: "u C unset chdir S split-string",
    skips: /^-$/,
    assignments: true,
    folder: "C chdir",
    begins: "S split-string",
  },
  { names: "time gtime", takes: "f o format output" },
  { names: "timeout gtimeout", takes: "k s kill-after signal", own: 1 },
  { names: "stdbuf gstdbuf", takes: "i o e input output error" },
  {
    names: "script",
    takes: "c o O I B E m T command output-limit log-out log-in log-io echo logging-format log-timing",
    texts: "c command",
    own: 1,
    shell: true,
  },
  { names: "unbuffer rlwrap", takes: "f H l s z b C" },
  { names: "watch gwatch", takes: "n q interval equexit", joins: true, asks: "h v help version" },
  { names: "flock", takes: "c w E timeout wait conflict-exit-code command", own: 1, texts: "c command" },
  { names: "lockf logsave", takes: "t", own: 1 },
  {
    names: "strace ltrace dtruss",
    takes: "a b e E I o O p P s S u U X l n x expr attach output trace columns string-limit user",
    also: true,
  },
  { names: "gdb", rest: "args" },
  { names: "lldb", dashes: true },
  { names: "valgrind heaptrack samply", skips: /^record$/, takes: "o" },
  { names: "perf", verbs: "record stat trace", takes: "e o F c p G C t r I event output freq delay" },
  { names: "rr", verbs: "record", takes: "o c output-trace-dir num-cpu-ticks" },
  { names: "uftrace", verbs: "record", takes: "d F N D A R data filter notrace depth" },
  {
    names: "hyperfine",
    takes:
      "w m M r p c s n S u L D P C prepare setup cleanup conclude warmup runs min-runs max-runs shell export-json export-markdown command-name",
    texts: "p prepare s setup c cleanup C conclude",
    joins: "each",
  },
  {
    names: "systemd-run",
    takes: `u p E H M unit property setenv slice uid gid nice working-directory description on-active on-boot on-calendar on-startup
      on-unit-active on-unit-inactive timer-property`,
    folder: "working-directory",
    asks: "help version",
    also: true,
  },
  { names: "daemonize", takes: "e o p c l u E" },
  { names: "daemon", takes: "n F P e u R D m a A L M l b o O E name pidfile pidfiles env user chroot chdir umask", folder: "D chdir" },
  { names: "dbus-run-session dbus-launch xvfb-run", takes: "n s e f p w config-file server-num server-args auth-file error-file" },
  { names: "faketime datefudge", takes: "p pid", own: 1 },
  { names: "proxychains proxychains4", takes: "f" },
  { names: "trickle", takes: "d u w t l n p" },
  { names: "retry", takes: "t d m delay times max" },
  { names: "tsp nq", takes: "L N D" },
  { names: "pueue", verbs: "add", takes: "w d g a l o working-directory delay group label priority", joins: true },
  { names: "dtach abduco", takes: "A n c a r E z" },
  { names: "xterm urxvt alacritty konsole gnome-terminal kitty foot terminator", takes: "T title geometry", rest: "e x", dashes: true },
  { names: "salt-call", verbs: "cmd.run cmd.shell cmd.run_all cmd.script", takes: "c l m g config-dir log-level", joins: true },
  { names: "ssh-agent", takes: "a t P E", asks: "k s c" },
  { names: "sshpass", takes: "p f d P", also: true },
  { names: "wait-for-it wait-for-it.sh wait-for dockerize", takes: "t h p timeout host port wait", dashes: true },
  { names: "entr", takes: "s", texts: "s" },
  {
    names: "watchexec",
    takes: "w e f i s d shell watch exts filter ignore signal debounce delay-run workdir",
    folder: "workdir",
    joins: true,
  },
  { names: "nodemon", takes: "x e w i d exec ext watch ignore delay", texts: "x exec", dashes: true },
  { names: "onchange", takes: "d j", dashes: true },
  { names: "chokidar", takes: "c d t p i command", texts: "c command", dashes: true },
  {
    names: "concurrently start-server-and-test",
    takes: "n c s l t p m names prefix-colors success max-processes",
    joins: "each",
  },
];

/** With which versions, variables or secrets around it. */
const somewhere: readonly Row[] = [
  { names: "nix", verbs: "shell develop", rest: "c command" },
  { names: "nix-shell", takes: "p I A E run command packages attr expr", texts: "run command", dashes: true },
  { names: "mise rtx", verbs: "exec x", takes: "c C j command cd jobs", texts: "c command", folder: "C cd", dashes: true },
  { names: "asdf rbenv pyenv nodenv goenv jenv plenv", verbs: "exec" },
  { names: "direnv", verbs: "exec", own: 1 },
  { names: "nvm fnm volta rvm", verbs: "exec run do", takes: "using node npm yarn", skips: /^(v?\d[\w.]*|lts\/\S+|default|system)$/ },
  {
    names: "uv",
    verbs: "run",
    takes: "p m python module with with-editable with-requirements extra group env-file directory project index find-links package",
    folder: "directory",
    scripts: "python",
  },
  { names: "poetry pipenv pdm rye", verbs: "run", takes: "C P directory project", folder: "C directory" },
  { names: "hatch", verbs: "run", takes: "e env" },
  { names: "conda mamba micromamba", verbs: "run", takes: "n p name prefix cwd", folder: "cwd" },
  { names: "bundle bundler", verbs: "exec" },
  { names: "npm", verbs: "exec x", takes: "p c w package call workspace", texts: "c call" },
  { names: "pnpm yarn", verbs: "exec dlx", takes: "p package C dir" },
  { names: "dotenv dotenvx", skips: /^run$/, takes: "e f v p c env-file" },
  { names: "doppler infisical teller", verbs: "run", takes: "p c command project config env token path", texts: "command", dashes: true },
  { names: "microk8s k3s k0s rke2 minikube", verbs: "kubectl crictl ctr", keeps: true },
  { names: "op", verbs: "run", takes: "env-file account", dashes: true },
  { names: "aws-vault", verbs: "exec", takes: "d t duration region mfa-token prompt", own: 1 },
  { names: "chamber", verbs: "exec", takes: "b r", dashes: true },
  { names: "envchain envdir", own: 1 },
  { names: "sops", verbs: "exec-env exec-file", own: 1, joins: true },
];

const loader = wrapperFrom({
  names: "ld.so",
  takes: "library-path preload audit argv0 inhibit-rpath glibc-hwcaps-mask",
  asks: "list verify help",
});

const byName: ReadonlyMap<string, Wrapper> = new Map(
  [...asSomebody, ...someHow, ...somewhere].flatMap((row) => row.names.split(" ").map((name) => [name, wrapperFrom(row)] as const)),
);

/** Those of the table. */
export const wrapperNames: readonly string[] = [...byName.keys()];

/** What else wraps, by names that somebody has declared, has its place here. */
export function wrapperNamed(name: string): Wrapper | undefined {
  return byName.get(name) ?? (/^ld(-linux|-musl|64)?[\w.-]*\.so(\.\d+)*$/.test(name) ? loader : undefined);
}

export function wrapperFrom({ takes, verbs, instead, folder, asks, texts, begins, rest, shell, ...row }: Row): Wrapper {
  const lists = { verbs: listed(verbs), instead: listed(instead), folder: listed(folder), asks: listed(asks), texts: listed(texts) };
  const own = { begins: listed(begins), rest: listed(rest), shell: shell === true ? shell : listed(shell) };
  return { ...row, ...lists, ...own, shape: shapeOf(listed(takes)) };
}

function listed(names: string | undefined): readonly string[] {
  return names === undefined ? [] : names.split(/\s+/);
}

export function shapeOf(names: readonly string[]): Shape {
  return { short: names.filter((name) => name.length === 1).join(""), long: names.filter((name) => name.length > 1) };
}
