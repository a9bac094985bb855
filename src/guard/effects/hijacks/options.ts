/** A table of options and words that make a harmless program run something else. */
import type { Language } from "../running/language.ts";

export type OptionRow = {
  readonly tools: string;
  /** Options that take it as their value. */
  readonly options?: string;
  /** Words that hold it as they stand: `+!cmd`, `EXEC:cmd`; the first group is what runs. */
  readonly words?: RegExp;
  /** What flows in holds it; the first group is what runs, and it may turn up several times. */
  readonly input?: RegExp;
  /** Only values that fit run something, and the first group is what. */
  readonly holds?: RegExp;
  readonly as: "shell" | "file" | "library";
  readonly language?: Language | "shell";
  /** It reads what another machine sends. */
  readonly remote?: true;
};

/** `NAME=value` and `NAME value` behind ssh's `-o`. */
const sshKeys =
  /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand|XAuthLocation|SecurityKeyProvider|PKCS11Provider)(?:\s*=\s*|\s+)(?!none\s*$)([^]+)/i;
const exCommand = /(?:^|\n|\|)[ \t:]*(?:silent!?[ \t]+)?[\d$%,.']*(?:r(?:ead)?[ \t]*)?![ \t]*([^\n]+)/g;
const vimCall = /(?:system|systemlist|job_start|termopen|jobstart)\(\s*['"]([^'"]*)['"]/;
const lispCall = /\((?:shell-command(?:-to-string)?|async-shell-command|call-process-shell-command|compile)\s+"((?:[^"\\]|\\.)*)"/;
const systemCall = /\b(?:system|shell|exec|popen|os\.execute|esyscmd|syscmd)[ \t]?\(?[ \t]?["'`]((?:[^"'`\\]|\\.)*)["'`]/;
const bangLine = /(?:^|\n)[ \t]*![ \t]*([^\n]+)/g;
const gdbLine = /(?:^|\n)[ \t]*(?:!|shell[ \t]+|pipe[ \t][^|\n]*\|)([^\n]+)/g;

const rows: readonly OptionRow[] = [
  // Searching, sorting, looking.
  { tools: "rg", options: "pre hostname-bin", as: "shell" },
  { tools: "ag ack", options: "pager", as: "shell" },
  { tools: "bat batcat", options: "pager", as: "shell" },
  { tools: "sort gsort", options: "compress-program", as: "shell" },
  { tools: "man", options: "P pager H html", as: "shell" },
  { tools: "less more most view", words: /^\+!([^]+)/, as: "shell" },
  { tools: "fzf sk", options: "preview", as: "shell" },
  { tools: "fzf sk", options: "bind", holds: /(?:execute(?:-silent)?|become|reload|transform|preview)[(:[{]([^)\]}]*)/, as: "shell" },
  { tools: "strace ltrace", options: "o output", holds: /^[|!]([^]+)/, as: "shell" },
  { tools: "tcpdump", options: "z postrotate-command", as: "shell" },
  { tools: "bpftrace", options: "e c", holds: systemCall, as: "shell" },
  { tools: "stap", options: "c", as: "shell" },
  { tools: "nmap", options: "script", holds: /^([^,]*\/[^,]*|[^,]*\.nse)$/, as: "file", language: "lua" },
  { tools: "yq", words: /\bsystem\(\s*"([^"]*)"/, as: "shell" },
  {
    tools: "git",
    options: "c",
    holds:
      /^(?:(?:core\.(?:pager|editor|sshcommand|askpass|fsmonitor|gitproxy)|pager\.\w+|sequence\.editor|gpg\.(?:\w+\.)?program|diff\.external|interactive\.difffilter|(?:diff|merge|filter|difftool|mergetool|credential|browser|man|web)\.(?:[^=]*\.)?(?:command|cmd|driver|textconv|clean|smudge|process|path|helper|browser))=!?|alias\.[^=]+=!)([^]+)/i,
    as: "shell",
  },
  // Editors and pagers with commands of their own.
  { tools: "vi vim nvim vimdiff view ex gvim", options: "c cmd", holds: exCommand, as: "shell" },
  { tools: "vi vim nvim vimdiff view ex gvim", options: "c cmd", holds: vimCall, as: "shell" },
  { tools: "vi vim nvim vimdiff view ex gvim", words: /^\+[\s:]*(?:silent!?\s+)?!\s*([^]+)/, as: "shell" },
  { tools: "ex vi vim nvim", input: exCommand, as: "shell" },
  { tools: "ed red", input: /(?:^|\n)[\d,$.%]*(?:r\s*|w\s*)?!\s*([^\n]+)/g, as: "shell" },
  { tools: "emacs emacsclient", options: "eval execute e", holds: lispCall, as: "shell" },
  { tools: "nano", options: "s speller", as: "shell" },
  // ssh and what stands on it.
  { tools: "ssh scp sftp slogin autossh mosh ssh-copy-id sshfs", options: "o", holds: sshKeys, as: "shell" },
  { tools: "scp sftp", options: "S D", as: "shell" },
  { tools: "mosh", options: "ssh server", as: "shell" },
  { tools: "sshfs", options: "o", holds: /(?:^|,)ssh_command=([^,]+)/, as: "shell" },
  { tools: "ssh ssh-add ssh-keygen", options: "I D s", holds: /^([^]*\.(?:so|dylib)[\d.]*)$/, as: "library" },
  { tools: "cpio", options: "rsh-command", as: "shell" },
  { tools: "rclone restic borg", options: "sftp-ssh password-command rsh", as: "shell" },
  { tools: "restic", options: "o option", holds: /^sftp\.command=([^]+)/, as: "shell" },
  { tools: "svn", options: "editor-cmd diff-cmd diff3-cmd", as: "shell" },
  { tools: "svn", options: "config-option", holds: /tunnels:\w+=([^]+)/, as: "shell" },
  { tools: "hg", options: "config", holds: /^(?:alias\.\w+=!|hooks\.[\w.-]+=|ui\.(?:ssh|editor|merge)=|pager\.pager=)([^]+)/, as: "shell" },
  { tools: "gpg gpg2", options: "agent-program pinentry-program photo-viewer dirmngr-program", as: "shell" },
  { tools: "openssl", options: "engine provider", holds: /^([^]*\/[^]*)$/, as: "library" },
  // Other machines at the other end.
  { tools: "nc ncat netcat nc.traditional nc.openbsd", options: "e c exec sh-exec", as: "shell", remote: true },
  { tools: "socat socat1", words: /(?:^|,)(?:EXEC|SYSTEM|SHELL):(?:["'])?([^,"']+)/i, as: "shell", remote: true },
  { tools: "openvpn", options: "up down route-up ipchange tls-verify client-connect client-disconnect auth-user-pass-verify", as: "shell" },
  { tools: "ftp lftp sftp tftp telnet", input: bangLine, as: "shell" },
  { tools: "lftp", options: "e c", holds: /(?:^|;)\s*!\s*([^;]+)/g, as: "shell" },
  { tools: "yt-dlp youtube-dl", options: "exec exec-before-download netrc-cmd", as: "shell" },
  { tools: "gallery-dl", options: "exec", as: "shell" },
  {
    tools: "aria2c",
    options: "on-download-complete on-bt-download-complete on-download-start on-download-stop on-download-error",
    as: "shell",
  },
  { tools: "wget", options: "use-askpass", as: "shell" },
  { tools: "wget", options: "e execute", holds: /^\s*use_?askpass\s*=\s*([^]+)/i, as: "shell" },
  // Debuggers, compilers and builds.
  { tools: "gdb", options: "ex eval-command iex init-eval-command", holds: gdbLine, as: "shell" },
  { tools: "gdb", options: "ex eval-command", holds: systemCall, as: "shell" },
  { tools: "gdb", input: gdbLine, as: "shell" },
  { tools: "lldb", options: "o O one-line one-line-before-file b", holds: /^\s*(?:platform\s+)?shell\s+([^]+)/, as: "shell" },
  { tools: "gcc g++ cc c++ clang clang++", options: "wrapper", as: "shell" },
  { tools: "gcc g++ clang clang++", options: "fplugin", as: "library" },
  { tools: "go", options: "exec toolexec", as: "shell" },
  {
    tools: "cargo",
    options: "config",
    holds: /(?:rustc(?:-wrapper|-workspace-wrapper)?|runner|linker)\s*=\s*\[?["']?([^"'\]]+)/,
    as: "shell",
  },
  { tools: "bazel bazelisk", options: "run_under shell_executable", as: "shell" },
  { tools: "make gmake", options: "eval E", holds: /\$\((?:shell\s+)([^]*)\)|(?:^|\n)\S+:[ \t]*;?([^]+)/, as: "shell" },
  { tools: "java javaw", words: /^-XX:(?:OnError|OnOutOfMemoryError)=([^]+)/, as: "shell" },
  { tools: "java javaw", words: /^-(?:agentpath:|javaagent:)([^=]+)/, as: "library" },
  { tools: "iptables ip6tables", options: "modprobe", as: "shell" },
  { tools: "install ginstall", options: "strip-program", as: "shell" },
  { tools: "helm", options: "post-renderer", as: "shell" },
  // Packages of the system.
  {
    tools: "apt apt-get aptitude apt-cache",
    options: "o option",
    holds: /(?:Invoke(?:-Success)?|Pkgs|Proxy-?Auto-?Detect)[\w:]*\s*=\s*([^]+)/i,
    as: "shell",
  },
  { tools: "dpkg", options: "pre-invoke post-invoke", as: "shell" },
  { tools: "rpm rpmbuild", options: "E eval D define", holds: /%\(([^]*)\)/, as: "shell" },
  // Documents, pictures, numbers.
  { tools: "pandoc", options: "F filter pdf-engine", as: "shell" },
  { tools: "pandoc", options: "L lua-filter", as: "file", language: "lua" },
  { tools: "pdflatex latex xelatex lualatex tex pdftex", words: /\\write18\s*\{([^}]*)\}/, as: "shell" },
  { tools: "latexmk", options: "pdflatex latex xelatex", as: "shell" },
  { tools: "latexmk", options: "e", holds: systemCall, as: "shell" },
  { tools: "gnuplot", options: "e", holds: systemCall, as: "shell" },
  { tools: "gnuplot", input: bangLine, as: "shell" },
  { tools: "dc", options: "e", holds: /!\s*([^\n]+)/, as: "shell" },
  { tools: "dc", input: bangLine, as: "shell" },
  { tools: "m4", input: /\b(?:e?syscmd)\(\s*[`"']?([^)'`"]+)/g, as: "shell" },
  {
    tools: "Rscript R julia octave octave-cli scilab maxima groovy scala elixir erl tclsh guile sbcl clisp racket",
    options: "e E eval execute-string",
    holds: systemCall,
    as: "shell",
  },
  { tools: "Rscript R julia octave octave-cli groovy elixir tclsh guile sbcl", input: new RegExp(systemCall, "g"), as: "shell" },
  { tools: "julia", options: "e E eval", holds: /run\(\s*`([^`]*)`/, as: "shell" },
  // A shell and a connection in one text are put together in the rest of it.
  {
    tools: "groovy",
    options: "e",
    holds: /^(?=[^]*\bSocket\s*\()[^]*["']((?:\/\w+)*\/?(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell))["']/,
    as: "shell",
    remote: true,
  },
  { tools: "groovy", options: "e", holds: /["']([^"']*)["']\.execute\(\)/, as: "shell" },
  { tools: "elixir", options: "e eval", holds: /:os\.cmd\(\s*(?:~c)?['"]([^'"]*)['"]/, as: "shell" },
  { tools: "erl", options: "eval", holds: /os:cmd\(\s*["']([^"']*)["']/, as: "shell" },
  { tools: "ghc ghci", options: "e", holds: /(?:system|callCommand)\s+"([^"]*)"/, as: "shell" },
  { tools: "expect", options: "c", holds: /(?:^|[\n;{])[ \t]*(?:spawn|exec|system)[ \t]+(?:-\w+[ \t]+)*([^;\n}]+)/g, as: "shell" },
  { tools: "expect", input: /(?:^|[\n;{])[ \t]*(?:spawn|exec|system)[ \t]+(?:-\w+[ \t]+)*([^;\n}]+)/g, as: "shell" },
  { tools: "tclsh wish", input: /(?:^|[\n;{[])[ \t]*exec[ \t]+([^;\n}\]]+)/g, as: "shell" },
  { tools: "osascript", options: "e", holds: /do shell script\s+"((?:[^"\\]|\\.)*)"/g, as: "shell" },
  {
    tools: "osascript",
    options: "e",
    holds: /(?:do script|write text|write contents of|keystroke)\s+"((?:[^"\\]|\\.)*)"/g,
    as: "shell",
  },
  { tools: "osascript", input: /do shell script\s+"((?:[^"\\]|\\.)*)"/g, as: "shell" },
  // The shell's own and the desktop's.
  { tools: "enable", options: "f", as: "library" },
  { tools: "mutt neomutt", options: "e", holds: /(?:^|;)\s*!\s*([^;]+)|<shell-escape>([^<]+)/, as: "shell" },
  { tools: "ranger lf nnn", options: "cmd command", holds: /^(?:shell|[!$&%])\s*(?:-\w+\s+)?([^]+)/, as: "shell" },
  { tools: "mpv", options: "script scripts", as: "file", language: "lua" },
  { tools: "rofi dmenu", options: "run-command", as: "shell" },
  { tools: "flatpak", options: "command", as: "shell" },
  { tools: "dhclient", options: "sf", as: "file", language: "shell" },
];

export const optionRows: readonly OptionRow[] = rows;

const byTool: ReadonlyMap<string, readonly OptionRow[]> = new Map(
  [...new Set(rows.flatMap(({ tools }) => tools.split(" ")))].map((tool) => [
    tool,
    rows.filter((row) => row.tools.split(" ").includes(tool)),
  ]),
);

export function optionsOf(tool: string): readonly OptionRow[] {
  return byTool.get(tool) ?? [];
}
