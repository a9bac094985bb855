/** Small by limit: functions, parameters, files, commands and the root of the repository. */
import { functionsOf, type FunctionSize } from "../functions.ts";
import { forEachSource, type House } from "../house.ts";
import { isIn } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";

export const limits = {
  functionLines: 60,
  /** Shell has many forms, and a reader of them many cases. */
  shellFunctionLines: 80,
  parameters: 3,
  fileLines: 400,
  /** Files whose purpose line calls them a table, and tests. */
  longFileLines: 600,
  commandLines: 80,
  rootFiles: 12,
};

export const functionLimits = forEachSource((source) => functionsOf(source).flatMap((one) => functionFaults(source, one)));

function functionFaults(source: Source, one: FunctionSize): readonly Violation[] {
  const found: Violation[] = [];
  const limit = isIn(source.path, "src/guard/shell") ? limits.shellFunctionLines : limits.functionLines;
  if (one.lines > limit && !source.path.endsWith(".test.ts")) {
    found.push(at(source, one.node, { rule: "function-length", what: `${one.name} has ${one.lines} lines, the limit is ${limit}` }));
  }
  if (one.parameters > limits.parameters) {
    const what = `${one.name} has ${one.parameters} parameters; beyond ${limits.parameters} they get names in one object`;
    found.push(at(source, one.node, { rule: "parameters", what }));
  }
  return found;
}

export const fileLimits = forEachSource((source) => {
  const limit = fileLimitOf(source);
  const lines = source.lines.length;
  if (lines <= limit) return [];
  return [{ rule: "file-length", path: source.path, line: limit + 1, what: `${lines} lines, the limit is ${limit}` }];
});

function fileLimitOf(source: Source): number {
  if (isIn(source.path, "src/app/commands") && !isTest(source.path)) return limits.commandLines;
  const isTable = /\btable\b/i.test(source.lines[0] ?? "");
  return isTable || isTest(source.path) ? limits.longFileLines : limits.fileLines;
}

export function rootFiles(house: House): readonly Violation[] {
  const files = house.tree.files.filter((file) => !file.path.includes("/") && !file.path.startsWith("."));
  if (files.length <= limits.rootFiles) return [];
  const names = files.map((file) => file.path).join(", ");
  return [
    { rule: "root-files", path: ".", line: 1, what: `${files.length} files in the root, the limit is ${limits.rootFiles}: ${names}` },
  ];
}
