/** Flows of several commands made one. */
import { limits } from "../../limits.ts";
import type { Cargo } from "../../effect.ts";
import type { Flow, Held, Value } from "../../shell/value.ts";

export const noFlow: Flow = { from: "call", text: "" };

/** What several commands write one after the other: known only if each is, and as untrusted as the least trusted. */
export function merged(all: readonly Flow[]): Flow {
  const flows = all.filter((flow) => flow.text !== "");
  if (flows.length < 2) return flows[0] ?? all[0] ?? noFlow;
  const { text: _, file: __, pieces: ___, either: ____, ...worst } = worstOf(flows);
  const texts = flows.map((flow) => flow.text).filter((text) => text !== undefined);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (texts.length < flows.length || length > limits.valueChars) return { ...worst, ...piecesOf(flows) };
  return { ...worst, text: texts.join("") };
}

/** What comes out where one of several branches is taken: one of their texts. */
export function eitherOf(all: readonly Flow[]): Flow {
  const flow = merged(all);
  const texts = all.flatMap((one) => one.either ?? one.text ?? []).map((text) => text.replace(/\n+$/, ""));
  const several = [...new Set(texts)].filter((text) => text !== "");
  return flow.text === undefined || several.length < 2 || several.length > textsKept ? flow : { ...flow, either: several };
}

const textsKept = 8;

/** Files among them are read one by one where somebody runs all of it. */
function piecesOf(flows: readonly Flow[]): Pick<Flow, "pieces"> {
  const pieces = flows.flatMap((flow) => flow.pieces ?? [flow]);
  const areReadable = pieces.every(({ text, file }) => text !== undefined || file !== undefined);
  return areReadable && pieces.length <= piecesKept ? { pieces } : {};
}

const piecesKept = 8;

/** The least trusted of several flows of which any may be the one. */
export function worstOf(flows: readonly Flow[]): Flow {
  const worst =
    flows.find((flow) => flow.from === "download" || flow.from === "remote") ??
    flows.find((flow) => flow.text === undefined) ??
    flows.at(-1) ??
    noFlow;
  const { shape: _, ...shapeless } = worst;
  return holding(flows.length > 1 ? shapeless : worst, heldBy(flows));
}

/** The same flow with something in it that did not stand in the call. */
export function holding(flow: Flow, held: Held | undefined): Flow {
  return held === undefined || flow.holds === held ? flow : { ...flow, holds: held };
}

export function heldBy(flows: readonly (Flow | undefined)[]): Held | undefined {
  const held = flows.map((flow) => flow?.holds);
  return held.find((one) => one === "secret") ?? held.find((one) => one !== undefined);
}

/** What somebody sends away who sends this. */
export function cargoOf(flow: Flow | undefined): Cargo {
  if (flow === undefined) return "nothing";
  return flow.holds ?? (flow.text === undefined ? "unknown" : "text");
}

/** What somebody sends away who sends this file; `-` is what flows in. */
export function fileCargo(file: Value, { stdin, content }: Sources): Cargo {
  if (/^(-|\/dev\/stdin)?$/.test(file.text)) return cargoOf(stdin);
  return content(file).holds === "secret" ? "secret" : "file";
}

type Sources = { readonly stdin: Flow | undefined; readonly content: (path: Value) => Flow };

const cargoes: readonly Cargo[] = ["nothing", "text", "unknown", "credential", "file", "secret"];

export function worstCargo(found: readonly Cargo[]): Cargo {
  return cargoes[Math.max(0, ...found.map((one) => cargoes.indexOf(one)))] ?? "nothing";
}

/** What is left when only some of the lines are let through, in whatever order. */
export function selected(stdin: Flow | undefined): Flow {
  const { everything: _, ...through } = passedThrough(stdin);
  if (stdin?.below === undefined) return through;
  return { ...through, below: stdin.below, ...(stdin.named === undefined ? {} : { named: stdin.named }) };
}

/** What a filter makes of its input: another text that holds the same and is no more trusted. */
export function passedThrough(stdin: Flow | undefined): Flow {
  const from = stdin?.from === "download" || stdin?.from === "remote" ? stdin.from : "unread";
  const origin = stdin?.origin === undefined ? {} : { origin: stdin.origin };
  return holding({ from, ...origin, ...(stdin?.everything === true ? { everything: true } : {}) }, stdin?.holds);
}
