/** A table of variables that make a harmless program run something else. */
import type { Language } from "../running/language.ts";

/** What a value is to whoever obeys it. */
export type Obeyed =
  /** A program with its arguments, or a text that a shell reads. */
  | { readonly as: "shell" }
  | { readonly as: "file" | "code"; readonly language: Language | "shell" }
  /** Machine code that becomes part of the program. */
  | { readonly as: "library" }
  /** The first group of the pattern is what runs; a value in which it finds nothing runs nothing. */
  | { readonly as: "holder"; readonly pattern: RegExp; readonly holds: Exclude<Obeyed, { as: "holder" }> };

export type VariableRow = {
  readonly names: string;
  readonly obeyed: Obeyed;
  /** Only these obey it, since its name says little; all others are obeyed by somebody or other. */
  readonly by?: RegExp;
  /** People set it every day to what they have set elsewhere: a value that is not known is no reason to ask. */
  readonly everyday?: true;
};

const text: Obeyed = { as: "shell" };
const library: Obeyed = { as: "library" };

function held(pattern: RegExp, holds?: Exclude<Obeyed, { as: "holder" }>): Obeyed {
  return { as: "holder", pattern, holds: holds ?? { as: "shell" } };
}

const rows: readonly VariableRow[] = [
  { names: "LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES OPENSSL_ENGINES OPENSSL_MODULES GCONV_PATH", obeyed: library },
  { names: "BASH_ENV", obeyed: { as: "file", language: "shell" } },
  { names: "ENV", by: /^(ba|da|k|a|mk|z)?sh$/, obeyed: { as: "file", language: "shell" }, everyday: true },
  { names: "PROMPT_COMMAND", obeyed: text },
  { names: "PS0 PS1 PS2 PS4", obeyed: held(/(?:\$\(|`)([^]*)(?:\)|`)/), everyday: true },
  // The pagers, editors and browsers that other programs start.
  {
    names: "PAGER GIT_PAGER MANPAGER SYSTEMD_PAGER PSQL_PAGER AWS_PAGER BAT_PAGER DELTA_PAGER GH_PAGER GLAB_PAGER",
    obeyed: text,
    everyday: true,
  },
  {
    names: "EDITOR VISUAL GIT_EDITOR GIT_SEQUENCE_EDITOR KUBE_EDITOR SYSTEMD_EDITOR SUDO_EDITOR PSQL_EDITOR FCEDIT SVN_EDITOR HGEDITOR",
    obeyed: text,
    everyday: true,
  },
  { names: "BROWSER GH_BROWSER", obeyed: text, everyday: true },
  { names: "LESSOPEN LESSCLOSE", obeyed: held(/^(?:\|\|?-?)?\s*([^]+)$/), everyday: true },
  { names: "LESS", obeyed: held(/\+!([^]*)/), everyday: true },
  { names: "VIMINIT EXINIT", obeyed: held(/(?:^|\|)\s*:?(?:silent!?\s+)?(?:!|call\s+system\(['"]?)([^]*?)(?:['"]?\)|$)/), everyday: true },
  // What git, ssh and their kin start.
  { names: "GIT_SSH_COMMAND GIT_SSH GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS", obeyed: text },
  { names: "SVN_SSH CVS_RSH RSYNC_RSH BORG_RSH BORG_PASSCOMMAND RESTIC_PASSWORD_COMMAND RCLONE_PASSWORD_COMMAND", obeyed: text },
  { names: "KUBECTL_EXTERNAL_DIFF FZF_DEFAULT_COMMAND FZF_CTRL_T_COMMAND", obeyed: text },
  { names: "FZF_DEFAULT_OPTS", obeyed: held(/(?:--preview[= ]|execute(?:-silent)?\(|become\()\s*['"]?([^'")]*)/), everyday: true },
  { names: "TAR_OPTIONS", obeyed: held(/(?:--to-command=|--use-compress-program=|action=exec=)['"]?([^'"]*)/), everyday: true },
  // What builds start.
  {
    names: "CC CXX CPP LD AR AS NM RANLIB MAKE NINJA PKG_CONFIG RUSTC RUSTDOC RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER",
    obeyed: text,
    everyday: true,
  },
  {
    names: "CARGO_BUILD_RUSTC CARGO_BUILD_RUSTC_WRAPPER CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER",
    obeyed: text,
    everyday: true,
  },
  { names: "MAKEFLAGS GNUMAKEFLAGS MFLAGS", obeyed: held(/\$\(shell\s+([^]*)\)/), everyday: true },
  { names: "GOFLAGS", obeyed: held(/-(?:toolexec|exec)=['"]?([^'"]*)/), everyday: true },
  { names: "npm_config_script_shell NPM_CONFIG_SCRIPT_SHELL npm_config_git NPM_CONFIG_GIT", obeyed: text },
  // What interpreters load first.
  {
    names: "NODE_OPTIONS BUN_OPTIONS",
    obeyed: held(/(?:--require|-r|--import|--loader|--experimental-loader)[= ]\s*["']?([^\s"']+)/, { as: "file", language: "javascript" }),
    everyday: true,
  },
  { names: "PYTHONSTARTUP", obeyed: { as: "file", language: "python" }, everyday: true },
  { names: "PERL5DB", obeyed: { as: "code", language: "perl" } },
  { names: "PERL5OPT", obeyed: held(/-[mM]\S*?(\.{0,2}\/\S+)/, { as: "file", language: "perl" }), everyday: true },
  { names: "RUBYOPT", obeyed: held(/-r\s*(\.{0,2}\/\S+)/, { as: "file", language: "ruby" }), everyday: true },
  { names: "LUA_INIT LUA_INIT_5_1 LUA_INIT_5_2 LUA_INIT_5_3 LUA_INIT_5_4", obeyed: { as: "code", language: "lua" } },
  {
    names: "JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS MAVEN_OPTS GRADLE_OPTS SBT_OPTS",
    obeyed: held(/-XX:(?:\+?OnError|OnOutOfMemoryError)=['"]?([^'"]*)/),
    everyday: true,
  },
];

export const variableRows: readonly VariableRow[] = rows;

const byName: ReadonlyMap<string, VariableRow> = new Map(rows.flatMap((row) => row.names.split(" ").map((name) => [name, row] as const)));

export function variableNamed(name: string): VariableRow | undefined {
  return byName.get(name);
}

const limited = rows.flatMap((row) => (row.by === undefined ? [] : row.names.split(" ").map((name) => [name, row.by] as const)));

/** The names that count for this program and few others. */
export function variablesObeyedBy(program: string): readonly string[] {
  return limited.filter(([, by]) => by?.test(program) === true).map(([name]) => name);
}
