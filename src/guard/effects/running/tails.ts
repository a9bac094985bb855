/** A program that nobody has described may run the words behind its own: what they would do is possible, and counts where it does harm. */
import type { Effect } from "../../effect.ts";
import type { Value } from "../../shell/value.ts";
import { addEffect, noFindings } from "../walk/findings.ts";
import type { Invocation } from "../walk/invocation.ts";
import { copyOf, type Reading, type Scene } from "../walk/scene.ts";
import { toolNamed } from "../tools/tools.ts";
import { wrapperNamed } from "./wrappers.ts";
import { nameOf } from "../../../base/path.ts";

/** Their words are names, messages, questions and packages. */
const talkers: ReadonlySet<string> = new Set(
  `echo printf true false test [ expr seq yes pwd type which whereis whatis apropos help info tldr cheat man alias abbr complete compgen
  say notify-send osascript logger wall write figlet cowsay banner toilet lolcat jira gh glab hub tea linear todo task note jrnl
  apt apt-get aptitude yum dnf zypper pacman apk brew port emerge snap flatpak choco scoop winget dpkg rpm pkg pip pip3 pipx npm pnpm yarn
  bun cargo gem composer conda mamba opam cabal stack luarocks cpan cpanm nuget dotnet go rustup code
  llm ollama select bind set shopt let local return exit sleep wait jobs fg bg disown ulimit umask times getopts read unset declare`.split(
    /\s+/,
  ),
);

/** Words that many programs have as verbs of their own: `virsh shutdown`, `terraform init`. */
const verbs: ReadonlySet<string> = new Set(
  `init halt reboot shutdown poweroff service kill stop start test find time env date cat stat mount umount split patch link format fuser log
  watch exec run history host install trash ip ps less more join sort file tree diff date write update service at batch screen script`.split(
    /\s+/,
  ),
);

export function readTails(reading: Reading, scene: Scene, invocation: Invocation): void {
  const words = invocation.words.slice(1);
  const name = nameOf(invocation.words[0]?.text ?? "");
  if (words.length < 2 || talkers.has(name) || scene.via.includes(via)) return;
  const findings = { ...noFindings(), commands: reading.findings.commands, parsedChars: reading.findings.parsedChars };
  for (const start of startsIn(words)) {
    const inner = copyOf(scene, {
      certainty: "possible",
      via: [...scene.via, name, via],
      depth: scene.depth + 1,
      within: invocation.span,
      left: [],
    });
    reading.walk.words({ ...reading, findings }, inner, { ...invocation, words: words.slice(start) });
  }
  Object.assign(reading.findings, { commands: findings.commands, parsedChars: findings.parsedChars });
  for (const effect of findings.effects)
    if (counts(effect)) addEffect(reading.findings, { ...effect, via: effect.via.filter((one) => one !== via) });
}

/** How it shows that somebody looks there already. */
const via = "…";
const tailsRead = 6;

function startsIn(words: readonly Value[]): readonly number[] {
  const starts = words.flatMap((word, position) => (isProgram(word) && position < words.length - 1 ? [position] : []));
  return starts.slice(0, tailsRead);
}

function isProgram({ text, known }: Value): boolean {
  const name = nameOf(text);
  if (!known || name !== text.replace(/^\/.*\//, "") || verbs.has(name)) return false;
  return toolNamed(name) !== undefined || wrapperNamed(name) !== undefined || /^(ba|da|z|k)?sh$/.test(name);
}

/** Acts whose programs have names that are words of everyday life as well: `hostname`, `passwd`, `user`. */
const tooCommon: ReadonlySet<Effect["kind"]> = new Set(["read", "privilege", "tamper", "system", "persist", "kill"] as const);

/** What cannot be told is no harm yet: nobody knows that it is run at all. */
function counts(effect: Effect): boolean {
  if (tooCommon.has(effect.kind)) return false;
  if (effect.kind === "execute") return effect.from === "download" || effect.from === "remote";
  return effect.target.known || effect.kind === "infra" || effect.kind === "vcs" || effect.kind === "data";
}
