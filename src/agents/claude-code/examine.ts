/** What keeps the guard from running under these settings, as far as their text can tell. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { ConfigChange } from "../agent.ts";
import type { Finding, GuardLine, Variable } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { handlersIn } from "../nested-hooks.ts";
import { isAtLeast } from "../is-at-least.ts";
import { asking, entriesFor, firstFailClosed, isOurs, oursIn } from "./entry.ts";
import { readSettings } from "./settings.ts";

const install = "sheepdog init";

export function examine(settings: string | null, line: GuardLine): readonly Finding[] {
  if (settings === null || settings.trim() === "") return [missing];
  const read = readSettings(settings, line.clientVersion);
  if (!read.ok)
    return [{ code: "settings.rejected", what: `${read.fault.what}; so no hook in them runs`, repair: "mend or remove that entry" }];
  return [
    ...entryFindings(read.value, line),
    ...surroundingFindings(read.value),
    ...neighbourFindings(read.value),
    ...clientFindings(line),
  ];
}

/** Settings that cannot be read are dropped by the client; then they take nothing away from the guard in the user's. */
export function examineProject(settings: string): readonly Finding[] {
  const document = readDocument(settings);
  return document.ok && isMembers(document.value) ? surroundingFindings(document.value) : [];
}

/** Only hooks of managed settings are left with it. */
export function examineVariables(variable: Variable): readonly Finding[] {
  if (["", "0", "false", "no", "off"].includes((variable("CLAUDE_CODE_SIMPLE") ?? "").toLowerCase())) return [];
  const what = "`CLAUDE_CODE_SIMPLE` is set; no hook of your settings runs in a session that is started with it, so no call is checked";
  return [{ code: "variable.off", what, repair: "unset CLAUDE_CODE_SIMPLE" }];
}

const offWords: ReadonlySet<string> = new Set(["--bare", "--safe-mode"]);

export function examineWords(words: readonly string[]): readonly Finding[] {
  return words.flatMap((word, position) => {
    const [name = "", said = words[position + 1] ?? ""] = word.split(/=(.*)/s);
    if (offWords.has(word)) return [wordFinding(word, "no hook of your settings runs with it")];
    if (name === "--setting-sources" && !said.split(",").includes("user")) return [wordFinding(name, "it leaves your settings out")];
    const turnsOff = name === "--settings" && /"disableAllHooks"\s*:\s*true/.test(said);
    return turnsOff ? [wordFinding(name, "its settings hold `disableAllHooks`")] : [];
  });
}

function wordFinding(word: string, why: string): Finding {
  return {
    code: "words.off",
    what: `\`${word}\` on the command line: ${why}, so no call is checked`,
    repair: `start it without \`${word}\``,
  };
}

/** A session takes up settings while it runs. Where nobody knows in which of them the guard has its place, it is the user's. */
export function weakens(change: ConfigChange, text: string | null, carried: boolean | undefined): string | undefined {
  if (nobodysBusiness.has(change.source)) return undefined;
  const carries = carried ?? change.source === "user_settings";
  const document = readDocument(text ?? "");
  const settings = document.ok && isMembers(document.value) ? document.value : undefined;
  if (settings === undefined) return carries ? missing.what : undefined;
  const stands = oursIn(settings).some(({ event, narrowed }) => event === asking && !narrowed);
  return (carries && !stands ? missing : surroundingFindings(settings)[0])?.what;
}

/** Skills add hooks and take none away; the settings of whoever runs the machine cannot be held up. */
const nobodysBusiness: ReadonlySet<string> = new Set(["skills", "policy_settings"]);

const missing: Finding = { code: "guard.missing", what: "the guard is not in these settings; no call is checked", repair: install };

function entryFindings(settings: Members, line: GuardLine): readonly Finding[] {
  const ours = oursIn(settings);
  const [first, second] = ours.filter(({ event }) => event === asking);
  if (first === undefined) return [missing];
  if (second !== undefined)
    return [
      { code: "guard.doubled", what: "the guard stands in these settings more than once; each call is checked as often", repair: install },
    ];
  if (first.narrowed)
    return [
      { code: "guard.narrowed", what: "a matcher keeps some tools away from the guard; those calls are not checked", repair: install },
    ];
  const wanted = entriesFor(line);
  const right = wanted.filter(({ event, handler }) => ours.some((one) => one.event === event && same(one.handler, handler)));
  if (!right.some(({ event }) => event === asking)) {
    const what = `the entry of the guard is not the one that belongs to \`${line.guard}\` and client ${line.clientVersion}; it may not run, or not block when it fails`;
    return [{ code: "guard.wrong-line", what, repair: install }];
  }
  if (right.length === wanted.length && ours.length === wanted.length) return [];
  const absent = wanted.filter((one) => !right.includes(one)).map(({ event }) => `\`${event}\``);
  const what = `the guard is not told of ${absent.join(", ") || "what it should be"}; calls are checked, but changes of settings in a running session are not`;
  return [{ code: "guard.partial", what, repair: install }];
}

function same(one: unknown, other: Members): boolean {
  return canonicalJson(one as Members) === canonicalJson(other);
}

function surroundingFindings(settings: Members): readonly Finding[] {
  const disabled = settings["disableAllHooks"] === true;
  const off = {
    code: "hooks.disabled",
    what: "`disableAllHooks` is true; no hook runs, so no call is checked",
    repair: "remove `disableAllHooks`",
  };
  const env = isMembers(settings["env"]) ? settings["env"] : {};
  const loading = Object.keys(env).filter((name) => loaders.has(name) && env[name] !== "");
  return [...(disabled ? [off] : []), ...loading.map(loaderFinding)];
}

/** They decide what a process loads at its start, or which settings the client reads, and it hands them to every hook and command. */
const loaders: ReadonlySet<string> = new Set([
  "BASH_ENV",
  "CLAUDE_CODE_SIMPLE",
  "CLAUDE_CONFIG_DIR",
  "DYLD_INSERT_LIBRARIES",
  "DYLD_LIBRARY_PATH",
  "ENV",
  "LD_AUDIT",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "NODE_OPTIONS",
  "PATH",
]);

function loaderFinding(name: string): Finding {
  return {
    code: "env.loader",
    what: `\`env\` sets \`${name}\`; it reaches every hook and every command, and can replace what they start`,
    repair: `remove \`${name}\` from \`env\``,
  };
}

/** All hooks of a call start at once, and one of them may exchange what the guard has judged. */
function neighbourFindings(settings: Members): readonly Finding[] {
  const others = handlersIn(settings).filter(({ event, handler }) => event === asking && !isOurs(handler));
  if (others.length === 0) return [];
  const what = `${others.length === 1 ? "another hook is" : `${others.length} other hooks are`} asked before a call, too; one that rewrites the call does so after the guard has judged it`;
  return [{ code: "hooks.foreign", what, repair: "look at what they answer: none may give `updatedInput`", weight: "note" }];
}

function clientFindings(line: GuardLine): readonly Finding[] {
  if (isAtLeast(line.clientVersion, firstFailClosed)) return [];
  const what = `client ${line.clientVersion} lets a call through when a hook takes too long; ${firstFailClosed.join(".")} and newer block it`;
  return [{ code: "client.old", what, repair: "claude update" }];
}
