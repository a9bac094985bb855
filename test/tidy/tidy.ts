/** The architecture and the house style as a check over a tree of files. */
import { houseOf, type Rule } from "./house.ts";
import { ambientCalls, bun, environment } from "./rules/ambient.ts";
import { cycles } from "./rules/cycles.ts";
import { language } from "./rules/language.ts";
import { machinePaths, notes, notesElsewhere, switchedTests, unreadable } from "./rules/leftovers.ts";
import { fileLimits, functionLimits, rootFiles } from "./rules/limits.ts";
import { loadTime, moduleState } from "./rules/loading.ts";
import { declaredWords, fileNames, mainExports, nativePurposes, purposes } from "./rules/names.ts";
import { packageAddresses, runtimeModules } from "./rules/packages.ts";
import { blobs, emptyFolders, lockAddresses, manifests } from "./rules/packaging.ts";
import { rings } from "./rules/rings.ts";
import { vendors } from "./rules/vendors.ts";
import type { Tree, Violation } from "./tree.ts";

const architecture: readonly Rule[] = [
  rings,
  runtimeModules,
  packageAddresses,
  cycles,
  ambientCalls,
  environment,
  bun,
  loadTime,
  moduleState,
  vendors,
];
const style: readonly Rule[] = [
  language,
  functionLimits,
  fileLimits,
  rootFiles,
  fileNames,
  declaredWords,
  purposes,
  nativePurposes,
  mainExports,
];
const hygiene: readonly Rule[] = [
  unreadable,
  notes,
  notesElsewhere,
  switchedTests,
  machinePaths,
  blobs,
  emptyFolders,
  lockAddresses,
  manifests,
];

/** Every fault, in the order of the files. */
export function tidy(tree: Tree): readonly Violation[] {
  const house = houseOf(tree);
  const found = [...architecture, ...style, ...hygiene].flatMap((rule) => rule(house));
  return found.sort((one, other) => order(one.path, other.path) || one.line - other.line);
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function sentenceOf({ rule, path, line, what }: Violation): string {
  return `${path}:${line}  ${rule}: ${what}`;
}
