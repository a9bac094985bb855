/** The beauty budget: a few figures that show whether the code stays small, commented and tested. */
import { functionsOf } from "./functions.ts";
import type { House } from "./house.ts";
import { fileGraph, knotsOf, roomGraph } from "./rules/cycles.ts";
import { limits } from "./rules/limits.ts";
import { isTest, type Source } from "./source.ts";

/** One figure with what we want it to be. */
export type Measure = { readonly name: string; readonly value: string; readonly wanted: string; readonly reached: boolean };

export function beautyBudget(house: House): readonly Measure[] {
  const ours = house.sources.filter((source) => source.path.startsWith("src/") && !isTest(source.path));
  return [...functionMeasures(ours), ...fileMeasures(ours), testMeasure(house, ours), ...cycleMeasures(house)];
}

function functionMeasures(ours: readonly Source[]): readonly Measure[] {
  const functions = ours.flatMap(functionsOf);
  const lines = functions.map((one) => one.lines).sort((one, other) => one - other);
  const parameters = Math.max(0, ...functions.map((one) => one.parameters));
  const share = (part: number): number => lines[Math.min(lines.length - 1, Math.floor(lines.length * part))] ?? 0;
  return [
    atMost("function lines, median", share(0.5), 8),
    atMost("function lines, 99 of 100", share(0.99), 50),
    atMost("function lines, longest", share(1), limits.shellFunctionLines),
    atMost("parameters, most", parameters, limits.parameters),
  ];
}

function fileMeasures(ours: readonly Source[]): readonly Measure[] {
  const longest = Math.max(0, ...ours.map((source) => source.lines.length));
  const written = sum(ours, (source) => source.lines.filter((line) => line.trim() !== "").length);
  const share = Math.round((100 * sum(ours, commentLines)) / Math.max(1, written));
  return [
    atMost("file lines, longest", longest, limits.longFileLines),
    { name: "comment lines of 100", value: `${share}`, wanted: "8 to 15", reached: share >= 8 && share <= 15 },
  ];
}

function testMeasure(house: House, ours: readonly Source[]): Measure {
  const tests = house.sources.filter((source) => isTest(source.path));
  const cases = house.tree.files.filter((file) => file.path.startsWith("corpus/"));
  const testLines = sum(tests, (source) => source.lines.length) + sum(cases, (file) => file.text.split("\n").length);
  const ratio =
    testLines /
    Math.max(
      1,
      sum(ours, (source) => source.lines.length),
    );
  return { name: "test lines for a line of source", value: ratio.toFixed(1), wanted: "1.2 or more", reached: ratio >= 1.2 };
}

function cycleMeasures(house: House): readonly Measure[] {
  return [
    atMost("import cycles between files", knotsOf(fileGraph(house)).length, 0),
    atMost("import cycles between rooms", knotsOf(roomGraph(house)).length, 0),
  ];
}

function commentLines(source: Source): number {
  return sum(source.comments, (comment) => source.lineAt(comment.end - 1) - source.lineAt(comment.start) + 1);
}

function atMost(name: string, value: number, limit: number): Measure {
  return { name, value: `${value}`, wanted: limit === 0 ? "0" : `${limit} at most`, reached: value <= limit };
}

function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((total, one) => total + amount(one), 0);
}
