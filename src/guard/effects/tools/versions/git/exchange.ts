/** Verbs of git that talk to other places, and the programs that they let do it. */
import { headOf, type Value } from "../../../../shell/value.ts";
import { fileWrite, type Part } from "../../../describing/deeds.ts";
import { has, valuesOf } from "../../../describing/options.ts";
import type { Run } from "../../../running/run.ts";
import { type Setting, settingIn, settingParts, settingRuns } from "./settings.ts";
import { type Rows, taking, type Verb } from "./verb.ts";

const far = {
  shape: taking(
    "oucjb",
    "upload-pack receive-pack exec branch depth origin config reference template server-option jobs filter shallow-since shallow-exclude refmap negotiation-tip",
  ),
  runs: talks,
};

export const exchange: Rows = {
  "fetch pull ls-remote fetch-pack": far,
  clone: {
    ...far,
    effects: cloneParts,
    runs: (verb) => [...talks(verb), ...cloneSettings(verb).flatMap((setting) => settingRuns(setting, "git clone -c"))],
  },
  init: { shape: taking("b", "template separate-git-dir initial-branch object-format"), effects: cloneParts },
  archive: { shape: taking("o", "output exec remote format prefix"), effects: (verb) => writes(verb, "o", "output"), runs: talks },
  "diff log show format-patch diff-tree": {
    shape: taking("SGUOlLo", "output output-directory since until author grep format pretty"),
    effects: (verb) => writes(verb, "output"),
  },
  bundle: { shape: taking(""), effects: bundle },
  grep: { shape: taking("eABCfm", "open-files-in-pager max-depth max-count threads"), runs: pager },
  difftool: { shape: taking("xt", "extcmd tool"), runs: (verb) => texts(verb, "x", "extcmd") },
  daemon: {
    shape: taking("", "port listen base-path interpolated-path user group pid-file"),
    effects: (verb) => (has(verb.line, "enable") ? [listens("receive-pack")] : []),
  },
};

/** What it sets holds for the new repository, and the template brings hooks along. */
function cloneSettings({ line }: Verb): readonly Setting[] {
  const templates = valuesOf(line, "template").map((value) => ({ name: "init.templatedir", value }));
  return [...valuesOf(line, "c", "config").flatMap((value) => settingIn(value) ?? []), ...templates];
}

function cloneParts(verb: Verb): readonly Part[] {
  return cloneSettings(verb).flatMap((setting) => settingParts(setting, verb.use));
}

function talks(verb: Verb): readonly Run[] {
  const programs = texts(verb, "upload-pack", "receive-pack", "exec");
  return [...programs, ...verb.line.operands.flatMap(external)];
}

/** `ext::sh -c …` is a program, and no address. */
function external(word: Value): readonly Run[] {
  const command = /^ext::([^]+)$/.exec(headOf(word))?.[1];
  return command === undefined
    ? []
    : [
        {
          as: "shell",
          text: { ...word, text: command.replace(/%(.)/g, (_, mark: string) => (mark === "%" ? "%" : mark === " " ? "\\ " : "")) },
          via: "git ext::",
        },
      ];
}

function texts(verb: Verb, ...names: readonly string[]): readonly Run[] {
  return valuesOf(verb.line, ...names)
    .filter(({ text }) => text !== "")
    .map((text) => ({ as: "shell", text, via: `git --${names[0] ?? ""}` }));
}

function pager(verb: Verb): readonly Run[] {
  const short = verb.words.filter(({ text }) => /^-O./.test(text)).map((word): Value => ({ ...word, text: word.text.slice(2) }));
  return [...short, ...valuesOf(verb.line, "open-files-in-pager")]
    .filter(({ text }) => text !== "")
    .map((text) => ({ as: "shell", text, via: "git grep -O" }));
}

function writes(verb: Verb, ...names: readonly string[]): readonly Part[] {
  return valuesOf(verb.line, ...names)
    .filter(({ text }) => text !== "" && text !== "-")
    .flatMap((file) => fileWrite(file, verb.use.place, "overwrite") ?? []);
}

function bundle({ line, use }: Verb): readonly Part[] {
  const [verb, file] = line.operands;
  return verb?.text === "create" && file !== undefined && file.text !== "-" ? [fileWrite(file, use.place, "overwrite") ?? []].flat() : [];
}

function listens(what: string): Part {
  return {
    kind: "network",
    act: "listen",
    carrying: "nothing",
    method: "GIT",
    target: { name: what, scope: "remote", known: true },
    loss: "nothing",
  };
}
