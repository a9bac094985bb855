/** Run: something that a tool lets run in turn, here or somewhere else. */
import type { Elsewhere } from "../../effect.ts";
import type { Flow, Value } from "../../shell/value.ts";
import type { Mount } from "../places/ground.ts";
import type { Language } from "./language.ts";

export type Run = Surroundings & What;

type What =
  /** A program with its arguments. */
  | { readonly as: "words"; readonly words: readonly Value[] }
  /** A text that a shell reads; `args` become its positional words. */
  | { readonly as: "shell"; readonly text: Value; readonly args?: readonly Value[] }
  /** A file, read in the language that its name or its first line says, or in this one. */
  | { readonly as: "file"; readonly path: Value; readonly args?: readonly Value[]; readonly language?: Language | "shell" }
  | { readonly as: "code"; readonly language: Language; readonly text: Value; readonly args?: readonly Value[] }
  /** What arrives on standard input. */
  | { readonly as: "input"; readonly language: Language | "shell"; readonly args?: readonly Value[] };

type Surroundings = {
  /** How a reader of the decision finds the place: `find -exec`, `Makefile:12`. */
  readonly via: string;
  /** What flows into it; left out, what flows into the tool. */
  readonly stdin?: Flow;
  /** Left out, where the tool itself runs. */
  readonly folder?: Value;
  /** On another machine, with other files. */
  readonly on?: Elsewhere;
  /** Folders of this machine that are seen over there. */
  readonly mounts?: readonly Mount[];
  /** What is over there goes away with it. */
  readonly fresh?: true;
  /** Only some uses of the tool come so far. */
  readonly certainty?: "possible";
  /** Variables that hold in there. */
  readonly variables?: ReadonlyMap<string, Value>;
  /** A file of the project says it, at the place that `via` names: what cannot be told of it is no more than what any program may do. */
  readonly placed?: true;
};
