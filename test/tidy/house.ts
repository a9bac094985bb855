/** The whole repository as the rules see it: parsed sources, the other texts, and the tree they came from. */
import { importsOf, type Import } from "./imports.ts";
import { isSource, parseSource, type Source } from "./source.ts";
import type { Tree, TreeFile, Violation } from "./tree.ts";

export type House = {
  readonly tree: Tree;
  readonly sources: readonly Source[];
  /** Every file that is not parsed: policies, native code, settings, documents. */
  readonly others: readonly TreeFile[];
  readonly importsOf: (source: Source) => readonly Import[];
};

export type Rule = (house: House) => readonly Violation[];

export function houseOf(tree: Tree): House {
  const sources = tree.files.filter((file) => isSource(file.path)).map(parseSource);
  const imports = new Map(sources.map((source) => [source, importsOf(source)]));
  return {
    tree,
    sources,
    others: tree.files.filter((file) => !isSource(file.path)),
    importsOf: (source) => imports.get(source) ?? [],
  };
}

/** A rule that looks at one source at a time. */
export function forEachSource(check: (source: Source, house: House) => readonly Violation[]): Rule {
  return (house) => house.sources.flatMap((source) => check(source, house));
}
