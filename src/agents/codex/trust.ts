/** The trust in our hooks, in Codex CLI's own settings: without it the client passes over them and says nothing. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Finding, GuardLine } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { handlersIn } from "../nested-hooks.ts";
import { readToml, withoutMarked, withTable } from "../toml-text.ts";
import { isOurs, trustedHash, trustKey } from "./entry.ts";
import { product } from "./product.ts";

/** Text that is typed into a program that runs already is shown to no hook, so there must be none to type into. */
export const typing = "unified_exec_tty";

/** Trust in one definition, by the place where it stands. */
export type Trust = { readonly key: string; readonly hash: string };

/** What our entries in these hooks need. */
export function trustFor(hooks: string, path: string, sha256: GuardLine["sha256"]): readonly Trust[] {
  const read = readDocument(hooks);
  if (!read.ok || !isMembers(read.value)) return [];
  return handlersIn(read.value).flatMap((standing) => {
    const { handler, event } = standing;
    if (!isOurs(handler) || !isMembers(handler)) return [];
    return [{ key: trustKey(path, standing), hash: trustedHash({ event, handler }, sha256) }];
  });
}

/** The settings with this trust and with the door for typed text shut. What was ours before and is not wanted any more is gone. */
export function withTrust(settings: string | null, wanted: readonly Trust[]): Result<string> {
  const before = readTables(settings ?? "");
  if (!before.ok) return before;
  if (settings !== null && isSettled(before.value, wanted)) return done(settings);
  const bare = withoutMarked(settings ?? "");
  const value = readTables(bare);
  if (!value.ok) return value;
  const merged = merge(bare, value.value, wanted);
  const after = readToml(merged);
  const kept = after.ok && isSettled(after.value, wanted) && foreign(after.value, wanted) === foreign(value.value, wanted);
  if (kept) return done(merged);
  const what = "the trust in the guard could not be put into these settings without changing something else";
  return fail({ code: "settings.merge", what, todo: "write `hooks.state` and `features` as tables of their own" });
}

export function readTables(settings: string): Result<Members> {
  const read = readToml(settings);
  if (read.ok) return read;
  return fail({
    code: "settings.rejected",
    what: `${product.title} would reject these settings: ${read.fault.what}`,
    follows: "then it does not start",
    todo: "mend them, then run `sheepdog init`",
  });
}

function merge(bare: string, value: Members, wanted: readonly Trust[]): string {
  const shut =
    tableAt(value, ["features"])[typing] === undefined ? withTable(bare, { way: ["features"], lines: [`${typing} = false`] }) : bare;
  return wanted
    .filter((trust) => !isTrusted(value, trust))
    .reduce((text, { key, hash }) => {
      const switchedOff = stateOf(value, key)["enabled"] === false;
      const lines = [`trusted_hash = ${JSON.stringify(hash)}`, ...(switchedOff ? ["enabled = true"] : [])];
      return withTable(text, { way: ["hooks", "state", key], lines });
    }, shut);
}

/** A person who has opened that door on purpose keeps it open, and doctor says so. */
function isSettled(value: Members, wanted: readonly Trust[]): boolean {
  return tableAt(value, ["features"])[typing] !== undefined && wanted.every((trust) => isTrusted(value, trust));
}

function isTrusted(value: Members, { key, hash }: Trust): boolean {
  const state = stateOf(value, key);
  return state["trusted_hash"] === hash && state["enabled"] !== false;
}

function stateOf(value: Members, key: string): Members {
  return tableAt(value, ["hooks", "state", key]);
}

function tableAt(value: Members, way: readonly string[]): Members {
  const [key, ...others] = way;
  if (key === undefined) return value;
  const held = value[key];
  return isMembers(held) ? tableAt(held, others) : {};
}

/** Everything that is not about our hooks. */
function foreign(value: Members, wanted: readonly Trust[]): string {
  const { hooks: { state = {}, ...hooks } = {}, features = {}, ...others } = value as { readonly [name: string]: Members };
  const keys = new Set(wanted.map(({ key }) => key));
  const states = isMembers(state) ? without(state, (key) => keys.has(key)) : state;
  return canonicalJson({ ...others, hooks: { ...hooks, state: states }, features: without(features, (name) => name === typing) });
}

function without(members: Members, dropped: (name: string) => boolean): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !dropped(name)));
}

const init = "sheepdog init";

export function examineTrust(settings: string | null, wanted: readonly Trust[]): readonly Finding[] {
  const read = readTables(settings ?? "");
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend them" }];
  const untrusted = wanted.filter((trust) => !isTrusted(read.value, trust)).map(({ key }) => `\`${key}\``);
  const what = `the client does not trust ${untrusted.join(", ")}; it passes over them without a word, so no call is checked`;
  return [...(untrusted.length === 0 ? [] : [{ code: "guard.untrusted", what, repair: init }]), ...settingsFindings(read.value)];
}

/** The same switches do the same harm in a project that a person trusts. */
export function settingsFindings(value: Members): readonly Finding[] {
  return [...featureFindings(value), ...loaderFindings(value)];
}

/** They decide what a shell loads before the command that the guard was asked about. */
const loaders: ReadonlySet<string> = new Set(["BASH_ENV", "DYLD_INSERT_LIBRARIES", "ENV", "LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD"]);

function loaderFindings(value: Members): readonly Finding[] {
  const set = tableAt(value, ["shell_environment_policy", "set"]);
  return Object.keys(set)
    .filter((name) => loaders.has(name) && set[name] !== "")
    .map((name) => ({
      code: "env.loader",
      what: `\`shell_environment_policy.set\` holds \`${name}\`; what it names is loaded before each command, and no hook sees it`,
      repair: `remove \`${name}\` from \`shell_environment_policy.set\``,
    }));
}

function featureFindings(value: Members): readonly Finding[] {
  const profiles = Object.values(tableAt(value, ["profiles"])).filter(isMembers);
  return [value, ...profiles].flatMap((held) => {
    const features = tableAt(held, ["features"]);
    const off = {
      code: "hooks.disabled",
      what: "`features.hooks` is false; no hook runs, so no call is checked",
      repair: "remove `hooks` from `features`",
    };
    return [...(features["hooks"] === false ? [off] : []), ...(isOpen(features[typing]) ? [openDoor] : [])];
  });
}

function isOpen(value: Json | undefined): boolean {
  return value === true;
}

const openDoor: Finding = {
  code: "tty.open",
  what: `\`features.${typing}\` is true; what is typed into a program that runs already is shown to no hook`,
  repair: `set \`${typing}\` to false`,
};
