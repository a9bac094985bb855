/** Invocation: a program with its arguments, about to run; and how what it does is put on record. */
import { nameOf } from "../../../base/path.ts";
import type { Span } from "../../../base/span.ts";
import type { Effect } from "../../effect.ts";
import type { Flow, Value } from "../../shell/value.ts";
import type { Part } from "../describing/deeds.ts";
import { addEffect } from "./findings.ts";
import type { Reading, Scene } from "./scene.ts";

export type Invocation = {
  readonly words: readonly Value[];
  readonly span: Span;
  readonly stdin: Flow | undefined;
  /** What is set for it alone. */
  readonly env?: ReadonlyMap<string, Value>;
};

/** Where something is about to happen, and by whom. */
export type Occasion = { readonly reading: Reading; readonly scene: Scene; readonly span: Span; readonly tool: string };

export function occasion(reading: Reading, scene: Scene, invocation: Invocation): Occasion {
  return { reading, scene, span: invocation.span, tool: nameOf(invocation.words[0]?.text ?? "") };
}

/** Adds the circumstances of the occasion to parts of effects and puts them on record. */
export function say(where: Occasion, ...parts: readonly Part[]): void {
  sayAll(where, parts);
}

export function sayAll({ reading, scene, span, tool }: Occasion, parts: readonly Part[]): void {
  const { on, inside } = reading.ground;
  for (const part of parts) {
    if (inside?.fresh === true && goesWithIt(part)) continue;
    const certainty = part.target.known ? scene.certainty : "possible";
    addEffect(reading.findings, { tool, certainty, span, via: scene.via, ...(on === undefined ? {} : { on }), ...part } as Effect);
  }
}

/** What changes a system that nobody sees again. */
function goesWithIt({ kind }: Part): boolean {
  return kind === "system" || kind === "persist" || kind === "kill" || kind === "privilege";
}
