/** echo, printf: they hand on their words. What they write is worked out where the words are known; else it holds what the words hold. */
import type { Flow } from "../../../shell/value.ts";
import { heldBy, holding } from "../../describing/flows.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

export const echo: Tool = { names: ["echo", "printf"], shape: noValues, effects: () => [], output };

function output(use: Use): Flow {
  const flows = use.words.flatMap((word) => (word.flow === undefined ? [] : [word.flow]));
  const foreign = flows.find((flow) => flow.from === "download" || flow.from === "remote");
  const {
    text: _,
    shape: __,
    ...carried
  } = foreign ?? (flows.length === 1 && flows[0] !== undefined ? flows[0] : { from: "unread" as const });
  return holding({ ...carried, from: foreign?.from ?? "unread" }, heldBy(flows));
}
