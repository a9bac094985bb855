/** Does a shell pattern name a path, one of the folders it lies in, or something below it? */

import { readPattern, takesAll } from "../../shell/pattern.ts";

/** Part by part as far as both reach. */
export function meets(pattern: string, path: string): boolean {
  const certain = pattern.slice(0, Math.max(0, pattern.search(/[^\w/.-]/)));
  return path.startsWith(certain.slice(0, path.length)) && meetsByParts(pattern, path);
}

function meetsByParts(pattern: string, path: string): boolean {
  const [wanted, there] = [partsOf(pattern), partsOf(path)];
  return wanted.slice(0, there.length).every((part, position) => takes(part, there[position] as string));
}

export function covers(pattern: string, path: string): boolean {
  return partsOf(pattern).length <= partsOf(path).length && meets(pattern, path);
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

/** What is no pattern that is read takes any name that may be meant. */
function takes(pattern: string, name: string): boolean {
  if (/^[\w.-]+$/.test(pattern)) return pattern === name;
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const read = readPattern(pattern);
  return read === undefined || takesAll(read, name) !== false;
}
