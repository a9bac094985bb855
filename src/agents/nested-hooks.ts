/** Hooks in the shape that several products share: by event, in groups with a matcher. Our entries go in and come out; every other byte stays. */
import { canonicalJson, type Json, readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { placeAt, readDocument, withMember, withoutMember } from "./json-text.ts";

/** What is called at which event. */
export type Entry = { readonly event: string; readonly handler: Members };

export type IsOurs = (handler: Json | undefined) => boolean;

/** Where an entry of ours stands. `alone`: nobody else's handler shares its group. */
export type Standing = {
  readonly event: string;
  readonly group: number;
  readonly position: number;
  readonly handler: Json;
  readonly alone: boolean;
  readonly narrowed: boolean;
};

/** The text with exactly these entries of ours; it has been read before as what the product takes. */
export function withEntries(settings: string | null, entries: readonly Entry[], isOurs: IsOurs): Result<string> {
  if (settings === null || settings.trim() === "") return done(`${JSON.stringify({ hooks: byEvent(entries) }, undefined, 2)}\n`);
  const read = readDocument(settings);
  if (!read.ok) return read;
  if (!isMembers(read.value)) return fail({ code: "settings.shape", what: "the settings are not an object" });
  if (holdsJust(read.value, entries, isOurs)) return done(settings);
  const odd = oddPlace(read.value, entries);
  if (odd !== undefined)
    return fail({ code: "settings.shape", what: `\`settings.${odd}\` has no room for the guard`, todo: "mend or remove it" });
  const merged = entries.reduce(withEntry, withoutOurs(settings, isOurs));
  const after = readJson(merged.replace(/^\uFEFF/, ""));
  const kept =
    after.ok && isMembers(after.value) && holdsJust(after.value, entries, isOurs) && sameOutside(after.value, read.value, isOurs);
  if (kept) return done(merged);
  const what = "the guard could not be put into these settings without changing something else";
  return fail({ code: "settings.merge", what, todo: "look for a member that stands in them twice" });
}

/** The text without any entry of ours; `null` when nothing else is left. */
export function withoutEntries(settings: string, isOurs: IsOurs): Result<string | null> {
  const read = readDocument(settings);
  if (!read.ok) {
    const todo = "mend the settings, then run `sheepdog uninstall` again";
    return fail({ ...read.fault, follows: "so our entry was not looked for", todo });
  }
  const without = withoutOurs(settings, isOurs);
  const emptied = without !== settings && placeAt(without, [])?.members.length === 0;
  return done(emptied ? null : without);
}

/** Every handler that stands anywhere in the hooks, in the order of the text. */
export function handlersIn(settings: Members): readonly Standing[] {
  const hooks = settings["hooks"];
  if (!isMembers(hooks)) return [];
  return Object.entries(hooks).flatMap(([event, groups]) =>
    (Array.isArray(groups) ? (groups as readonly Json[]) : []).flatMap((held, group) => {
      if (!isMembers(held) || !Array.isArray(held["hooks"])) return [];
      const handlers = held["hooks"] as readonly Json[];
      const narrowed = !["", "*", undefined].includes(held["matcher"] as string | undefined);
      const standing = { event, group, alone: handlers.length === 1, narrowed };
      return handlers.map((handler, position) => ({ ...standing, position, handler }));
    }),
  );
}

/** A member that is neither what the shape wants nor absent. */
function oddPlace({ hooks }: Members, entries: readonly Entry[]): string | undefined {
  if (hooks === undefined) return undefined;
  if (!isMembers(hooks)) return "hooks";
  const odd = entries.find(({ event }) => hooks[event] !== undefined && !Array.isArray(hooks[event]));
  return odd === undefined ? undefined : `hooks.${odd.event}`;
}

/** Exactly one entry of ours for each event, as it should be, for every tool; and none elsewhere. */
function holdsJust(settings: Members, entries: readonly Entry[], isOurs: IsOurs): boolean {
  const ours = handlersIn(settings).filter(({ handler }) => isOurs(handler));
  if (ours.length !== entries.length || ours.some((one) => one.narrowed)) return false;
  return entries.every(({ event, handler }) => {
    const standing = ours.find((one) => one.event === event);
    return standing !== undefined && canonicalJson(standing.handler) === canonicalJson(handler);
  });
}

function byEvent(entries: readonly Entry[]): Members {
  return Object.fromEntries(entries.map(({ event, handler }) => [event, [{ hooks: [handler] }]]));
}

function withEntry(settings: string, { event, handler }: Entry): string {
  const group = { hooks: [handler] };
  if (placeAt(settings, ["hooks"]) === undefined) return withMember(settings, [], { key: "hooks", value: { [event]: [group] } });
  if (placeAt(settings, ["hooks", event]) === undefined) return withMember(settings, ["hooks"], { key: event, value: [group] });
  return withMember(settings, ["hooks", event], { value: group });
}

/** Folders that held nothing but our entry go with it. */
function withoutOurs(settings: string, isOurs: IsOurs): string {
  const read = readDocument(settings);
  const standing = read.ok && isMembers(read.value) ? handlersIn(read.value).findLast(({ handler }) => isOurs(handler)) : undefined;
  if (standing === undefined) return settings;
  const { event, group, position, alone } = standing;
  let text = withoutMember(settings, alone ? ["hooks", event, group] : ["hooks", event, group, "hooks", position]);
  for (const way of [["hooks", event], ["hooks"]]) {
    if (placeAt(text, way)?.members.length === 0) text = withoutMember(text, way);
  }
  return text === settings ? settings : withoutOurs(text, isOurs);
}

function sameOutside(one: Members, other: Members, isOurs: IsOurs): boolean {
  return canonicalJson(foreign(one, isOurs)) === canonicalJson(foreign(other, isOurs));
}

/** The settings without our entries and without the lists that those leave empty. */
function foreign(settings: Members, isOurs: IsOurs): Json {
  const read = readJson(withoutOurs(JSON.stringify(settings), isOurs));
  const left = read.ok && isMembers(read.value) ? read.value : settings;
  const hooks = isMembers(left["hooks"]) ? Object.entries(left["hooks"]) : [];
  const held = hooks.filter(([, groups]) => !Array.isArray(groups) || groups.length > 0);
  return { ...left, hooks: Object.fromEntries(held) };
}
