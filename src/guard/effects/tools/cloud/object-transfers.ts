/** Files that go to a store of objects, come from it, or are made the same as what lies there. */
import type { Value } from "../../../shell/value.ts";
import { fileDelete, fileWrite, type Part, request } from "../../describing/deeds.ts";
import { environmentAmong } from "../../describing/environment.ts";
import { fileCargo } from "../../describing/flows.ts";
import { isRegenerable } from "../../places/regenerable.ts";
import { pathTarget } from "../../places/targets.ts";
import type { Use } from "../../describing/tool.ts";

export type Transfer = {
  /** Where from, and where to as the last one. */
  readonly operands: readonly Value[];
  readonly isThere: (operand: Value) => boolean;
  /** What the source does not have goes. */
  readonly mirrors: boolean;
};

export function transferParts(use: Use, { operands, isThere, mirrors }: Transfer): readonly Part[] {
  const to = operands.at(-1);
  const from = operands.slice(0, -1);
  if (to === undefined || from.length === 0) return [];
  if (!isThere(to)) return from.some(isThere) ? arriving(use, to, mirrors) : [];
  return [...from.filter((one) => !isThere(one)).map((one) => leaving(use, one, to)), changing(use, to, mirrors)];
}

function arriving(use: Use, to: Value, mirrors: boolean): readonly Part[] {
  if (to.text === "-") return [];
  const write = fileWrite(to, use.place, "overwrite");
  return [...(write === undefined ? [] : [write]), ...(mirrors ? [fileDelete(to, use.place, true)] : [])];
}

/** What a build has made is meant to be seen by others. */
function leaving(use: Use, from: Value, to: Value): Part {
  const target = pathTarget({ ...from, text: from.text.replace(/\/+$/, "") }, use.place, "itself");
  const isBuilt = target.known && target.scope === "below-project" && isMade(target.name, use);
  return request(to, { carrying: isBuilt ? "nothing" : fileCargo(from, use), method: "PUT" });
}

function isMade(path: string, { place }: Use): boolean {
  const project = place.ground.project ?? "";
  const parts = path.slice(project.length).split("/");
  return parts.some((_, position) => position > 0 && isRegenerable(project + parts.slice(0, position + 1).join("/"), place.ground));
}

function changing(use: Use, to: Value, mirrors: boolean): Part {
  return {
    kind: "infra",
    verb: use.line.operands[1]?.text ?? use.name,
    resource: to.text,
    environment: environmentAmong([], [to]),
    change: mirrors ? "destroy" : "update",
    target: { name: `${use.name}/${to.text}`, scope: "remote", known: to.known },
    loss: mirrors ? "forever" : "unknown",
  };
}
