/** The guard in the requirements of whoever runs the machine: hooks that need no trust, and that no switch of a person or a project takes away. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Finding, GuardLine } from "../installer.ts";
import { handlersIn, type Standing } from "../nested-hooks.ts";
import { readToml, withoutMarked, withTable } from "../toml-text.ts";
import { entriesFor, isOurs } from "./entry.ts";
import { readTables, typing } from "./trust.ts";

/** `features` that no command line and no settings can change. */
const pinned = { hooks: true, [typing]: false } as const;

export function withRequirements(requirements: string | null, line: GuardLine): Result<string> {
  const before = readTables(requirements ?? "");
  if (!before.ok) return before;
  if (requirements !== null && holds(before.value, line)) return done(requirements);
  const bare = withoutMarked(requirements ?? "");
  const lines = Object.entries(pinned).map(([name, value]) => `${name} = ${value}`);
  const merged = entriesFor(line).reduce(
    (text, { event, handler }) => {
      const grouped = withTable(text, { way: ["hooks", event], list: true, lines: [] });
      const members = Object.entries(handler).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
      return withTable(grouped, { way: ["hooks", event, "hooks"], list: true, lines: members });
    },
    withTable(bare, { way: ["features"], lines }),
  );
  const after = readToml(merged);
  if (after.ok && holds(after.value, line)) return done(merged);
  const what = "the guard could not be put into these requirements";
  return fail({ code: "settings.merge", what, todo: "write `features` and `hooks` as tables of their own" });
}

export function oursInRequirements(requirements: string | null): readonly Standing[] {
  const read = readToml(requirements ?? "");
  return read.ok ? handlersIn(read.value).filter(({ handler }) => isOurs(handler)) : [];
}

export function examineRequirements(requirements: string | null, line: GuardLine): readonly Finding[] {
  const repair = "sudo sheepdog init --scope managed";
  const read = readTables(requirements ?? "");
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend them" }];
  if (oursInRequirements(requirements).length === 0)
    return [{ code: "guard.missing", what: "the guard is not in these requirements", repair }];
  if (holds(read.value, line)) return [];
  return [
    {
      code: "guard.wrong-line",
      what: `the entries of the guard are not those that belong to \`${line.guard}\`, or a switch is not pinned`,
      repair,
    },
  ];
}

function holds(value: Members, line: GuardLine): boolean {
  const features = isMembers(value["features"]) ? value["features"] : {};
  const ours = handlersIn(value).filter(({ handler }) => isOurs(handler));
  const wanted = entriesFor(line);
  const right = wanted.every(({ event, handler }) =>
    ours.some((one) => one.event === event && !one.narrowed && canonicalJson(one.handler) === canonicalJson(handler)),
  );
  return right && ours.length === wanted.length && Object.entries(pinned).every(([name, wants]) => features[name] === wants);
}
