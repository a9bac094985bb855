/** `docker cp` and `kubectl cp`: files that go into a container, and files of this machine that are given what comes out. */
import type { Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import type { Use } from "../../describing/tool.ts";

export function copiedParts({ line, place }: Use): readonly Part[] {
  const at = line.operands.findIndex((operand) => operand.text === "cp");
  const before = line.operands.slice(0, Math.max(at, 0)).map((operand) => operand.text);
  if (at < 0 || before.some((word) => word !== "container" && word !== "compose")) return [];
  const [from, to] = line.operands.slice(at + 1);
  if (from === undefined || to === undefined) return [];
  if (isInside(to)) return isInside(from) || from.text === "-" ? [] : [fileRead(from, place)];
  const write = isInside(from) && to.text !== "-" ? fileWrite(to, place, "overwrite") : undefined;
  return write === undefined ? [] : [write];
}

/** `NAME:PATH`; a path of this machine has its slash first. */
function isInside({ text }: Value): boolean {
  return /^[^/.~][^/]*(\/[^/:]+)?:/.test(text);
}
