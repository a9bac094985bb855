/** Takes one conformance case from source text to its results, or runs the plan that OPA made of it. */
import type { Json } from "../../src/base/json.ts";
import type { Policy } from "../../src/rego/plan/ir.ts";
import { readPolicy } from "../../src/rego/plan/read-plan.ts";
import { Linker } from "../../src/rego/run/link.ts";
import { Machine } from "../../src/rego/run/machine.ts";
import { jsonText } from "../../src/rego/values/json.ts";
import { compare } from "../../src/rego/values/order.ts";
import { RegoObject } from "../../src/rego/values/object.ts";
import { RegoSet } from "../../src/rego/values/set.ts";
import type { Value } from "../../src/rego/values/value.ts";
import { valueOfCase, type Case } from "./cases.ts";
import { evaluate, termValue, type Evaluated } from "./evaluate.ts";

export type Outcome = { readonly is: "passed" } | { readonly is: "refused" | "different"; readonly why: string };

const limits = { steps: 20_000_000, now: 1_700_000_000_000 };

/** Compiles and runs the case; its plan may be taken a way round first. */
export function conform(one: Case, around?: (policy: Policy) => Policy): Outcome {
  const answer = evaluate({
    ...(around !== undefined && { around }),
    modules: one.modules ?? [],
    query: one.query,
    input: inputOf(one),
    data: valueOfCase(one.data ?? {}),
    isStrict: one.strict_error === true,
  });
  return answer.is === "refused" ? refusal(answer.faults) : judged(one, answer);
}

/** Runs the plan that OPA made of the case. */
export function conformPlan(one: Case): Outcome {
  const policy = readPolicy(plainJson(one.plan));
  const [plan] = policy.ok ? policy.value.plans : [];
  if (!policy.ok || plan === undefined) return { is: "different", why: policy.ok ? "no plan" : policy.fault.what };
  const machine = new Machine();
  const linker = new Linker(machine);
  linker.linkFunctions(policy.value.functions);
  machine.start(limits, one.strict_error === true);
  linker.linkPlan(plan)([inputOf(one), valueOfCase(one.data ?? {})]);
  const { fault, results } = machine;
  if (fault?.code === "rego.unsupported" || /there is no function/.test(fault?.what ?? ""))
    return { is: "refused", why: fault?.what ?? "" };
  const wanted = { ...one, want_result: one.want_plan_result ?? one.want_result ?? [] };
  return judged(wanted, fault === undefined ? { is: "results", results } : { is: "failed", fault });
}

function inputOf(one: Case): Value | undefined {
  if (one.input_term !== undefined) return termValue(one.input_term);
  return one.input === undefined ? undefined : valueOfCase(one.input);
}

function plainJson(json: unknown): Json {
  return JSON.parse(JSON.stringify(json)) as Json;
}

function refusal(faults: readonly { readonly code: string; readonly what: string }[]): Outcome {
  const why = faults.map(({ code, what }) => `${code} ${what}`).join(" | ");
  return {
    is: faults.every(({ code, what }) => code === "rego.unknown-function" && /is not available/.test(what)) ? "refused" : "different",
    why,
  };
}

function judged(one: Case, answer: Exclude<Evaluated, { is: "refused" }>): Outcome {
  const fault = answer.is === "failed" ? answer.fault : undefined;
  if (one.want_error_code !== undefined || one.want_error !== undefined) return failed(one, fault?.code);
  if (answer.is === "failed") return { is: "different", why: `${answer.fault.code} ${answer.fault.what}` };
  const wanted = texts(((one.want_result ?? []) as readonly unknown[]).map(valueOfCase), one);
  const got = texts(answer.results, one);
  return wanted === got ? { is: "passed" } : { is: "different", why: `wanted ${wanted} got ${got}` };
}

const codes: Readonly<Record<string, string>> = {
  eval_conflict_error: "rego.conflict",
  eval_builtin_error: "rego.builtin",
  eval_type_error: "rego.type",
};

function failed(one: Case, code: string | undefined): Outcome {
  const wanted = codes[one.want_error_code ?? ""] ?? code;
  return code !== undefined && wanted === code
    ? { is: "passed" }
    : { is: "different", why: `wanted the error ${one.want_error_code} ${one.want_error}, got ${code}` };
}

/** Results as one text, in an order of their own: bindings form a set. */
function texts(results: readonly Value[], { sort_bindings: sorts }: Case): string {
  const shown = results.map((result) => jsonText(normal(result, sorts === true)));
  return [...new Set(shown)].sort().join("; ");
}

function normal(value: Value, sorts: boolean): Value {
  if (value instanceof RegoSet) return normal(value.sorted(), sorts);
  if (value instanceof RegoObject)
    return RegoObject.of([...value.pairs()].map(([key, member]) => [typeof key === "string" ? key : jsonText(key), normal(member, sorts)]));
  if (!Array.isArray(value)) return typeof value === "number" ? value : plainNumber(value);
  const items = (value as readonly Value[]).map((item) => normal(item, sorts));
  return sorts ? items.sort(compare) : items;
}

/** `1.0` and `1` are one number. */
function plainNumber(value: Value): Value {
  const key = value !== null && typeof value === "object" && "key" in value ? value.key() : undefined;
  return typeof key === "number" ? key : value;
}
