/** Invocation: a program with its arguments, about to run; and how what it does is put on record. */
import { nameOf } from "../../base/path.ts";
import type { Span } from "../../base/span.ts";
import type { Effect } from "../effect.ts";
import type { Flow, Value } from "../shell/value.ts";
import type { Part } from "./deeds.ts";
import type { Reading, Scene } from "./scene.ts";

export type Invocation = {
  readonly words: readonly Value[];
  readonly span: Span;
  readonly stdin: Flow | undefined;
};

type Speaker = { readonly words: readonly Value[]; readonly span: Span; readonly tool?: string };

/** Adds the circumstances of the place to a part of an effect and keeps it. */
export function say(reading: Reading, scene: Scene, speaker: Speaker, ...parts: readonly Part[]): void {
  const tool = speaker.tool ?? nameOf(speaker.words[0]?.text ?? "");
  for (const part of parts) {
    const certainty = part.target.known ? scene.certainty : "possible";
    reading.findings.effects.push({ tool, certainty, span: speaker.span, via: scene.via, ...part } as Effect);
  }
}
