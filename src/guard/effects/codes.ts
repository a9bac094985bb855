/** Code in other languages than the shell's: what it would do becomes effects, what it runs is followed. */
import type { Flow } from "../shell/value.ts";
import type { Invocation } from "./invocation.ts";
import type { Language } from "./language.ts";
import type { Reading, Scene } from "./scene.ts";

export type CodeRun = Invocation & { readonly language: Language; readonly source: string };

export function runCode(_reading: Reading, _scene: Scene, _run: CodeRun): Flow {
  return { from: "unread" };
}
