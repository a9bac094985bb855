/** A regular expression as a tree. */

export type Node =
  | { readonly is: "empty" }
  | { readonly is: "set"; readonly set: CharacterSet }
  | { readonly is: "assert"; readonly what: Assertion }
  | { readonly is: "sequence"; readonly parts: readonly Node[] }
  | { readonly is: "choice"; readonly options: readonly Node[] }
  /** `most` is infinite where there is no upper bound. */
  | { readonly is: "repeat"; readonly part: Node; readonly least: number; readonly most: number; readonly isGreedy: boolean }
  | { readonly is: "group"; readonly index: number; readonly part: Node };

export type Assertion = "text-start" | "text-end" | "line-start" | "line-end" | "word-edge" | "no-word-edge";

/** Which code points match. Pairs are inclusive; properties are named as after `\p`. */
export type CharacterSet = {
  readonly ranges: readonly (readonly [number, number])[];
  readonly properties: readonly { readonly name: string; readonly isNegated: boolean }[];
  readonly isNegated: boolean;
  readonly ignoresCase: boolean;
};

export type Pattern = { readonly root: Node; readonly groupCount: number; readonly names: readonly (string | undefined)[] };
