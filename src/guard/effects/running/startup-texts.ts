/** A table of programs that print shell code for others to run: completions, prompts, settings for the shell. What was installed prints it. */
import type { Use } from "../describing/tool.ts";

/** A program, and what its words look like when it prints shell code. */
const rows: readonly (readonly [string, RegExp])[] = [
  ["direnv", /^(hook|export) \w+$/],
  ["brew", /^shellenv\b/],
  [
    "starship zoxide atuin mcfly oh-my-posh navi carapace jump pazi broot",
    /^(init|activate|widget|shell|_carapace|--print-shell-function)\b/,
  ],
  ["rbenv pyenv nodenv goenv jenv plenv swiftenv tfenv", /^(init|virtualenv-init|sh-\w+)\b/],
  ["fnm", /^env\b/],
  ["mise rtx", /^(activate|env|hook-env|deactivate|completion)\b/],
  ["conda mamba micromamba", /^shell(\.\w+)?\b/],
  ["opam", /^(config )?env\b/],
  ["luarocks", /^path\b/],
  ["thefuck", /^--alias\b/],
  ["fzf sk", /^--(bash|zsh|fish)\b/],
  ["ssh-agent gpg-agent gnome-keyring-daemon keychain", /^(-s|-c|-a \S+|--eval|--daemon|--start|--sh|--quiet|--agents|$)/],
  ["dircolors gdircolors lesspipe lesspipe.sh resize locale", /^/],
  ["getopt", /^/],
  ["docker-machine", /^env\b/],
  ["minikube", /\b(docker-env|podman-env)\b/],
  ["register-python-argcomplete", /^/],
  ["hub", /^alias\b/],
  ["perl", /-Mlocal::lib|-I\S*local.*-Mlocal::lib/],
  ["systemctl", /\bshow-environment\b/],
  ["tput stty tset", /^/],
  ["aws", /^configure export-credentials\b/],
  ["vault op bw doppler", /^(signin|unlock|login)\b/],
  ["xdg-user-dir", /^/],
  ["ros2 colcon", /^/],
  ["devbox", /^shellenv\b/],
  ["nix", /^print-dev-env\b/],
  ["pip poetry pdm", /^(completion|completions|venv activate|env activate)\b/],
];

const byName: ReadonlyMap<string, RegExp> = new Map(
  rows.flatMap(([names, pattern]) => names.split(" ").map((name) => [name, pattern] as const)),
);

/** `kubectl completion bash`, `rustup completions zsh`, `gh completion -s fish`: how nearly everybody spells it. */
const completion = /^((self|plugin) )?(--?)?(generate-)?(shell-)?completions?(-script)?\b.*\b(bash|zsh|fish|ksh)\b|^completion$/;

export function printsStartup({ name, words }: Use): boolean {
  const pattern = byName.get(name);
  if (pattern === undefined && !words.some((word) => word.text.includes("complet"))) return false;
  if (!words.every((word) => word.known || word.flow?.from === "installed" || /SHELL/.test(word.text))) return false;
  const text = words.map((word) => word.text).join(" ");
  return pattern?.test(text) === true || completion.test(text);
}
