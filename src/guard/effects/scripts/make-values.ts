/** Values of a Makefile: variables and functions put in, and `hole` for whatever make would only know while it runs. */
import { hole } from "../../shell/value.ts";

export type MakeScope = {
  /** Undefined for a variable whose value depends on something that was not looked at. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** `@`, `<` and `^` of the rule that runs. */
  readonly automatic: ReadonlyMap<string, string>;
  /** What the environment says of a name, nothing at all for one that is not set; undefined where nobody knows. */
  readonly environment: (name: string) => string | undefined;
};

/** Variables in variables. Deeper: the value counts as unknown. */
const depthFollowed = 16;

export function made(text: string, scope: MakeScope, depth = 0): string {
  if (depth > depthFollowed) return hole;
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== "$" || at === text.length - 1) {
      out += text[at];
      continue;
    }
    const end = endOfReference(text, at + 1);
    if (end === undefined) return `${out}${hole}`;
    out += reference(text.slice(at + 1, end), { scope, depth });
    at = end - 1;
  }
  return out;
}

/** Where `(…)`, `{…}` or a single character ends. */
function endOfReference(text: string, start: number): number | undefined {
  const open = text[start] as string;
  const close = open === "(" ? ")" : open === "{" ? "}" : undefined;
  if (close === undefined) return start + 1;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

type Within = { readonly scope: MakeScope; readonly depth: number };

function reference(written: string, within: Within): string {
  if (written === "$") return "$";
  const inside = written.length > 1 ? written.slice(1, -1) : written;
  const [, name, rest] = /^([a-z-]+)[ \t]+([^]*)$/.exec(inside) ?? [];
  if (name !== undefined && rest !== undefined) return called(name, rest, within);
  if (/[:$]/.test(inside)) return hole;
  return variable(inside, within);
}

/** The functions whose result the text alone says. */
function called(name: string, rest: string, { scope, depth }: Within): string {
  const value = (text: string): string => made(text, scope, depth + 1);
  switch (name) {
    case "shell":
      return `$(${value(rest)})`;
    case "strip":
    case "wildcard":
    case "abspath":
    case "realpath":
    case "sort":
      return value(rest).trim();
    case "addprefix":
    case "addsuffix":
      return affixed(name, rest, value);
    case "info":
    case "warning":
      return "";
    default:
      return hole;
  }
}

function affixed(name: string, rest: string, value: (text: string) => string): string {
  const comma = rest.indexOf(",");
  if (comma < 0) return hole;
  const affix = value(rest.slice(0, comma)).trim();
  const words = value(rest.slice(comma + 1))
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.map((word) => (name === "addprefix" ? affix + word : word + affix)).join(" ");
}

/** What make itself sets. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ["MAKE", "make"],
  ["RM", "rm -f"],
  ["CC", "cc"],
  ["CXX", "c++"],
  ["AR", "ar"],
]);

function variable(name: string, { scope, depth }: Within): string {
  const automatic = scope.automatic.get(name);
  if (automatic !== undefined) return automatic;
  if (/^[@<^+?*%|][DF]?$/.test(name)) return hole;
  if (scope.variables.has(name)) {
    const text = scope.variables.get(name);
    return text === undefined ? hole : made(text, scope, depth + 1);
  }
  return builtIn.get(name) ?? scope.environment(name) ?? hole;
}
