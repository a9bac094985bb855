/** What is wrong with our entries in the lists of a JSON file, as far as its text can tell. */
import { canonicalJson, type Json } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import type { Finding, GuardLine } from "./installer.ts";
import { type Keeping, type Listed, listedOf } from "./listed-entries.ts";

/** `asking` are the lists that every call waits for; the rest is only told. */
export type Wanted = {
  readonly entries: readonly Listed[];
  readonly asking: readonly string[];
  readonly keeping: Keeping;
  readonly line: GuardLine;
};

const repair = "sheepdog init";

export function listedFindings(settings: Members, { entries, asking, keeping, line }: Wanted): readonly Finding[] {
  const ours = listedOf(settings, keeping);
  const asked = entries.filter(({ way }) => asking.includes(String(way.at(-1))));
  const standsAt = (wanted: Listed): readonly Json[] =>
    ours.filter(({ way }) => way.join() === wanted.way.join()).map(({ entry }) => entry);
  const absent = asked.filter((wanted) => standsAt(wanted).length === 0).map(({ way }) => `\`${way.join(".")}\``);
  if (absent.length > 0) {
    const what = `the guard is not in ${absent.join(", ")} of this file; those calls are not checked`;
    return [{ code: "guard.missing", what, repair }];
  }
  const wrong = asked.filter((wanted) => !standsAt(wanted).some((entry) => canonicalJson(entry) === canonicalJson(wanted.entry)));
  if (wrong.length > 0) {
    const what = `an entry of the guard is not the one that belongs to \`${line.guard}\`; it may not run, or not block when it fails`;
    return [{ code: "guard.wrong-line", what, repair }];
  }
  if (ours.length === entries.length) return [];
  const what =
    "the guard stands in this file more often or less often than it should; calls are checked, but not all is as `init` would leave it";
  return [{ code: "guard.partial", what, repair }];
}

/** All hooks of a call are asked, and one of them may exchange what the guard has judged. */
export function neighbourFindings(settings: Members, { asking, keeping }: Pick<Wanted, "asking" | "keeping">): readonly Finding[] {
  const hooks = isMembers(settings["hooks"]) ? settings["hooks"] : {};
  const others = asking.flatMap((event) => {
    const list = hooks[event];
    return Array.isArray(list) ? (list as readonly Json[]).filter((entry) => !keeping.isOurs(entry)) : [];
  });
  if (others.length === 0) return [];
  const what = `${others.length === 1 ? "another hook is" : `${others.length} other hooks are`} asked before a call, too; one that rewrites the call does so after the guard has judged it`;
  return [{ code: "hooks.foreign", what, repair: "look at what they answer: none may rewrite a call", weight: "note" }];
}
