/** tmux, screen, zellij: what is typed into a terminal, or started in one. */
import { literal, type Value } from "../../../shell/value.ts";
import { readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { joinedWords } from "../../running/shells.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

/** Verbs, with their short forms, whose last words are a command; and which of their options take a value. */
const starting: ReadonlyMap<string, string> = new Map(
  (
    [
      ["new-session new", "ceFfnstxy"],
      ["new-window neww", "ceFnt"],
      ["split-window splitw", "ceFltp"],
      ["respawn-pane respawnp respawn-window respawnw", "cet"],
      ["run-shell run", "bcdt"],
      ["if-shell if", "t"],
      ["display-popup popup", "bcdehstTwxyS"],
      ["pipe-pane pipep", "t"],
    ] as const
  ).flatMap(([names, takes]) => names.split(" ").map((name) => [name, takes] as const)),
);

const tmux: Tool = {
  names: ["tmux", "byobu", "tmate"],
  shape: noValues,
  runs: (use) => sequences(use).flatMap((words) => tmuxRuns(words)),
};

/** Commands of its own stand one after the other with `;` between them. */
function sequences(use: Use): readonly (readonly Value[])[] {
  const { operands } = readLine(use.words, { short: "cfLST", long: [] }, true);
  const parts: Value[][] = [[]];
  for (const word of operands) {
    if (word.text === ";") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

function tmuxRuns([verb, ...words]: readonly Value[]): readonly Run[] {
  const name = verb?.text ?? "";
  const via = `tmux ${name}`;
  if (name === "send-keys" || name === "send") return typed(readLine(words, { short: "tNc", long: [] }, true).operands, via);
  const takes = starting.get(name);
  if (takes === undefined) return [];
  const { operands } = readLine(words, { short: name.startsWith("run") ? "dt" : takes, long: [] }, true);
  if (operands.length === 0) return [];
  // Each word of `if-shell` is a text of its own; the others make one text of theirs.
  const texts = name.startsWith("if") ? operands : [joinedWords(operands)];
  return texts.map((text) => ({ as: "shell", text, via }));
}

const enters = /^(Enter|C-m|C-j|KPEnter|Return)$/;

/** What is typed before `Enter` is run by whatever waits there, most often a shell. */
function typed(keys: readonly Value[], via: string): readonly Run[] {
  const lines: Value[][] = [[]];
  for (const key of keys) {
    if (enters.test(key.text)) lines.push([]);
    else if (!/^([CMS]-.|Escape|Space|Tab|BSpace|Up|Down|Left|Right|Home|End|q)$/.test(key.text)) lines.at(-1)?.push(key);
  }
  return lines.flatMap((line): readonly Run[] => (line.length === 0 ? [] : [{ as: "shell", text: joinedKeys(line), via }]));
}

/** Keys are typed without blanks between them. */
function joinedKeys(keys: readonly Value[]): Value {
  const known = keys.every((key) => key.known);
  const text = keys.map((key) => key.text).join("");
  return known ? literal(text) : { ...joinedWords(keys), text };
}

/** `screen -dm CMD`, `screen -S NAME -X stuff 'CMD\n'`. */
const screen: Tool = {
  names: ["screen"],
  shape: { short: "cehpsStTX", long: [] },
  runs: (use) => {
    const line = readLine(use.words, { short: "cehpsStT", long: [] }, true);
    const isCommanding = use.words.some((word) => /^-\w*X$/.test(word.text));
    const [verb, ...rest] = line.operands;
    const shells = valuesOf(line, "s").map((text): Run => ({ as: "shell", text, via: "screen -s" }));
    if (!isCommanding) return line.operands.length === 0 ? shells : [...shells, { as: "words", words: line.operands, via: "screen" }];
    if (verb?.text === "stuff") return rest.map((text) => ({ as: "shell", text: unescaped(text), via: "screen stuff" }));
    return /^(exec|screen)$/.test(verb?.text ?? "") && rest.length > 0 ? [{ as: "words", words: rest, via: "screen exec" }] : [];
  },
};

function unescaped(text: Value): Value {
  return text.known ? literal(text.text.replace(/\\(n|r|012|015|x0[ad])|\^M/g, "\n")) : text;
}

const zellij: Tool = {
  names: ["zellij"],
  shape: noValues,
  runs: (use) => {
    const [verb, ...words] = readLine(use.words, { short: "sl", long: ["session", "layout"] }, true).operands;
    if (verb?.text === "run") {
      const { operands } = readLine(words, { short: "dnxy", long: ["direction", "cwd", "name", "height", "width"] }, true);
      return operands.length === 0 ? [] : [{ as: "words", words: operands, via: "zellij run" }];
    }
    return verb?.text === "action" && words[0]?.text === "write-chars"
      ? words.slice(1).map((text) => ({ as: "shell", text, via: "zellij" }))
      : [];
  },
};

/** Terminals that take from outside what would be typed into them. */
const typists: Tool = {
  names: ["wezterm", "kitty", "kitten", "xdotool", "ydotool", "wtype", "dotool"],
  shape: noValues,
  runs: (use) => {
    const { operands } = readLine(use.words, { short: "tmdwp", long: "to match pane-id delay window clearmodifiers".split(" ") });
    const at = operands.findIndex(({ text }) => /^(send-text|type)$/.test(text));
    const texts = use.name === "wtype" ? operands : at < 0 ? [] : operands.slice(at + 1);
    const isFed = texts.length === 0 && (at >= 0 || use.name === "dotool") && use.stdin?.text !== undefined;
    const fed = isFed ? [literal(use.stdin?.text?.replace(/^type /gm, "") ?? "")] : [];
    return [...texts, ...fed].map((text) => ({
      as: "shell",
      text: unescaped(text),
      via: `${use.name} ${operands[at]?.text ?? ""}`.trim(),
    }));
  },
};

export const terminals: readonly Tool[] = [tmux, screen, zellij, typists];
