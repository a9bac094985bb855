/** Terms of the core as Rego writes them. Variables that nobody wrote are shown as what they stand for. */
import { nameOfOperator, writtenName, isWildcard, type CoreClaim, type CoreTerm } from "../check/reduced.ts";
import { regoText } from "../values/json.ts";

/** What made-up variables stand for. */
export type Meanings = ReadonlyMap<string, CoreClaim>;

const infix: ReadonlyMap<string, string> = new Map([
  ["equal", "=="],
  ["neq", "!="],
  ["lt", "<"],
  ["lte", "<="],
  ["gt", ">"],
  ["gte", ">="],
  ["or", "|"],
  ["and", "&"],
  ["plus", "+"],
  ["minus", "-"],
  ["mul", "*"],
  ["div", "/"],
  ["rem", "%"],
  ["internal.member_2", "in"],
]);

export function coreText(term: CoreTerm, meanings: Meanings): string {
  const text = (one: CoreTerm): string => coreText(one, meanings);
  switch (term.is) {
    case "constant":
      return regoText(term.value);
    case "variable":
      return variableText(term.name, meanings);
    case "reference":
      return variableText(term.head, meanings) + term.path.map((step) => stepText(step, meanings)).join("");
    case "array":
      return `[${term.items.map(text).join(", ")}]`;
    case "set":
      return `{${term.items.map(text).join(", ")}}`;
    case "object":
      return `{${term.pairs.map(([key, value]) => `${text(key)}: ${text(value)}`).join(", ")}}`;
    case "comprehension":
      return term.makes === "array" ? "[…]" : "{…}";
  }
}

function variableText(name: string, meanings: Meanings): string {
  if (isWildcard(name)) return "_";
  const written = writtenName(name);
  const meaning = written === "" ? meanings.get(name) : undefined;
  return meaning === undefined ? written : claimText(meaning, meanings);
}

function claimText(claim: CoreClaim, meanings: Meanings): string {
  if (claim.is === "unify") return coreText(claim.right, meanings);
  if (claim.is !== "call") return "…";
  const name = nameOfOperator(claim.operator);
  const args = claim.args.map((arg) => coreText(arg, meanings));
  const sign = infix.get(name);
  return sign !== undefined && args.length === 2 ? `${args[0]} ${sign} ${args[1]}` : `${name}(${args.join(", ")})`;
}

function stepText(step: CoreTerm, meanings: Meanings): string {
  const isWord = step.is === "constant" && typeof step.value === "string" && /^[A-Za-z_]\w*$/.test(step.value);
  return isWord ? `.${String(step.value)}` : `[${coreText(step, meanings)}]`;
}
