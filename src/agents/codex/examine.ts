/** What keeps the guard from running under these files, as far as their text can tell. */
import { canonicalJson, type Json } from "../../base/json.ts";
import type { Members } from "../../base/read.ts";
import type { Finding, GuardLine, SettingsFile } from "../installer.ts";
import { handlersIn } from "../nested-hooks.ts";
import { pathOf, textOf } from "../settings-files.ts";
import { readToml } from "../toml-text.ts";
import { asking, entriesFor, isOurs } from "./entry.ts";
import { examineRequirements } from "./requirements.ts";
import { readSettings } from "./settings.ts";
import { examineTrust, settingsFindings, trustFor } from "./trust.ts";

const install = "sheepdog init";

const missing: Finding = { code: "guard.missing", what: "the guard is not in these hooks; no call is checked", repair: install };

export function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  if (line.scope === "managed") return examineRequirements(textOf(files, "requirements"), line);
  const hooks = textOf(files, "hooks");
  if (hooks === null || hooks.trim() === "") return [missing];
  const read = readSettings(hooks);
  if (!read.ok)
    return [{ code: "settings.rejected", what: `${read.fault.what}; so none of them runs`, repair: "mend or remove that entry" }];
  const wanted = trustFor(hooks, pathOf(files, "hooks"), line.sha256);
  const trust = examineTrust(textOf(files, "trust"), wanted);
  const findings = entryFindings(read.value, line);
  return [
    ...findings,
    ...(findings.includes(missing) ? trust.filter(({ code }) => code !== "guard.untrusted") : trust),
    ...neighbours(read.value),
  ];
}

function entryFindings(hooks: Members, line: GuardLine): readonly Finding[] {
  const ours = handlersIn(hooks).filter(({ handler }) => isOurs(handler));
  const [first, second] = ours.filter(({ event }) => event === asking);
  if (first === undefined) return [missing];
  if (second !== undefined)
    return [
      { code: "guard.doubled", what: "the guard stands in these hooks more than once; each call is checked as often", repair: install },
    ];
  if (first.narrowed)
    return [
      { code: "guard.narrowed", what: "a matcher keeps some tools away from the guard; those calls are not checked", repair: install },
    ];
  const wanted = entriesFor(line);
  const right = wanted.filter(({ event, handler }) => ours.some((one) => one.event === event && same(one.handler, handler)));
  if (!right.some(({ event }) => event === asking)) {
    const what = `the entry of the guard is not the one that belongs to \`${line.guard}\`; it may not run, or not block when it fails`;
    return [{ code: "guard.wrong-line", what, repair: install }];
  }
  if (right.length === wanted.length && ours.length === wanted.length) return [];
  const what = "the guard is asked before each call, but not told of everything else that it should be";
  return [{ code: "guard.partial", what, repair: install }];
}

function same(one: Json, other: Members): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** All hooks of a call start at once, and one of them may exchange what the guard has judged. */
function neighbours(hooks: Members): readonly Finding[] {
  if (!handlersIn(hooks).some(({ event, handler }) => event === asking && !isOurs(handler))) return [];
  const what = "another hook is asked before a call, too; one that rewrites the call does so after the guard has judged it";
  return [{ code: "hooks.foreign", what, repair: "look at what it answers: it may not give `updatedInput`", weight: "note" }];
}

/** Hooks of a project only add; its settings switch things off. What is no TOML is dropped, or ends the client. */
export function examineProject(text: string, path: string): readonly Finding[] {
  const read = path.endsWith(".toml") ? readToml(text) : undefined;
  return read?.ok === true ? settingsFindings(read.value) : [];
}

const offWords: ReadonlySet<string> = new Set(["--ignore-user-config", "--dangerously-bypass-hook-trust"]);
const offSettings = /^(?:features\.hooks|features)\s*=.*(?:false|hooks\s*=\s*false)/;
const openSettings = /^(?:features\.unified_exec_tty|features)\s*=.*(?:true|unified_exec_tty\s*=\s*true)/;

/** `--dangerously-bypass-hook-trust` lets a repository's hooks run, and those may answer for ours. */
export function examineWords(words: readonly string[]): readonly Finding[] {
  return words.flatMap((word, at) => {
    const [name = "", said = words[at + 1] ?? ""] = word.split(/=(.*)/s);
    if (offWords.has(word)) return [wordFinding(word)];
    if (name === "--disable" && said === "hooks") return [wordFinding("--disable hooks")];
    if (name === "--enable" && said === "unified_exec_tty") return [wordFinding("--enable unified_exec_tty")];
    const setting = name === "-c" || name === "--config" ? (word.includes("=") ? said : (words[at + 1] ?? "")) : "";
    return offSettings.test(setting) || openSettings.test(setting) ? [wordFinding(`${name} ${setting}`)] : [];
  });
}

function wordFinding(words: string): Finding {
  const what = `\`${words}\` on the command line: hooks of yours do not run with it, or calls go past them`;
  return { code: "words.off", what, repair: `start it without \`${words}\`` };
}
