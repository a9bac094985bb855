/** One policy with one input, asked of OPA and of ours, and whether the two agree. */
import type { Value } from "../../../src/rego/values/value.ts";
import { jsonText } from "../../../src/rego/values/json.ts";
import { compare } from "../../../src/rego/values/order.ts";
import { RegoObject } from "../../../src/rego/values/object.ts";
import { RegoSet } from "../../../src/rego/values/set.ts";
import { readExactly, valueOfCase } from "../cases.ts";
import { evaluate, type Evaluated } from "../evaluate.ts";
import type { Oracle, Said } from "./oracle.ts";

/**
 * `same in another order` where OPA finds no order for the statements of a body in which all variables have values, is shown one, and then agrees.
 * `skipped` where OPA's checks of types, which ours does not make, refuse the policy, and where OPA takes characters apart: `replace("ä", "", "b")` has
 * bytes that are no text. `one stopped` where only one of the two met a conflict: which statement is tried first, and so whether one that fails is tried
 * at all, is left open by the language.
 */
export type Verdict =
  | { readonly is: "same" | "same in another order" | "skipped" | "both refused" | "one stopped" }
  | { readonly is: "different"; readonly theirs: string; readonly ours: string };

export async function differ(oracle: Oracle, policy: string, input: string): Promise<Verdict> {
  const asWritten = await oracle.ask(policy, input);
  const verdict = judged(asWritten, policy, input);
  if (verdict.is !== "different" || asWritten.is !== "refused" || asWritten.code !== "rego_unsafe_var_error") return verdict;
  for (const other of reordered(policy)) {
    const again = judged(await oracle.ask(other, input), policy, input);
    if (again.is !== "different") return again.is === "same" ? { is: "same in another order" } : again;
  }
  return verdict;
}

/** With each statement of each body once in front of the others of that body. */
function* reordered(policy: string): Generator<string> {
  const lines = policy.split("\n");
  for (const [position, line] of lines.entries()) {
    if (!line.startsWith("  ")) continue;
    let first = position;
    while (lines[first - 1]?.startsWith("  ") === true) first--;
    if (first < position) yield [...lines.slice(0, first), line, ...lines.slice(first, position), ...lines.slice(position + 1)].join("\n");
  }
}

function judged(said: Said, policy: string, input: string): Verdict {
  if (said.is === "refused" && said.code === "rego_type_error") return { is: "skipped" };
  if (said.is === "value" && said.text.includes("\ufffd") && !`${policy}${input}`.includes("\ufffd")) return { is: "skipped" };
  const answer = evaluate({ modules: [policy], query: "data.p = x", input: valueOfCase(readExactly(input)) });
  const [theirs, ours] = [shownTheirs(said), shownOurs(answer)];
  const stopped = [said.is, answer.is].filter((is) => is === "failed").length;
  if (stopped === 1 && said.is !== "refused" && answer.is !== "refused") return { is: "one stopped" };
  if (theirs !== ours) return { is: "different", theirs: `${theirs}${detailOf(said)}`, ours: `${ours}${faultOf(answer)}` };
  return { is: said.is === "refused" ? "both refused" : "same" };
}

function shownTheirs(said: Said): string {
  if (said.is !== "value") return said.is;
  const { result } = readExactly(said.text) as { readonly result?: unknown };
  return result === undefined ? "undefined" : shown(valueOfCase(result));
}

function shownOurs(answer: Evaluated): string {
  if (answer.is !== "results") return answer.is;
  const [result] = answer.results;
  const value = result instanceof RegoObject ? result.get("x") : undefined;
  return value === undefined ? "undefined" : shown(value);
}

/** As OPA turns documents into JSON: sets are lists in order, keys are texts, and of keys with one text the last one counts. */
function shown(value: Value): string {
  if (value instanceof RegoSet) return `[${value.sorted().map(shown).join(",")}]`;
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(shown).join(",")}]`;
  if (!(value instanceof RegoObject)) return jsonText(value);
  const members = new Map<string, string>();
  for (const key of value.sortedKeys()) members.set(keyText(key), shown(value.get(key) as Value));
  const sorted = [...members].sort(([one], [other]) => compare(one, other));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${member}`).join(",")}}`;
}

/** OPA writes a byte that is no UTF-8 with an escape, in the texts of such keys alone. */
function keyText(key: Value): string {
  return (typeof key === "string" ? key : jsonText(key)).replaceAll("\\ufffd", "\ufffd");
}

function detailOf(said: Said): string {
  return said.is === "value" ? "" : `: ${said.code} ${said.what}`;
}

function faultOf(answer: Evaluated): string {
  if (answer.is === "results") return "";
  const faults = answer.is === "failed" ? [answer.fault] : answer.faults;
  return `: ${faults.map(({ code, what }) => `${code} ${what}`).join(" | ")}`;
}
