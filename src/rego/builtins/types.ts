/** Which kind a value is, and turning one kind into another. */
import { numericOf } from "../values/number.ts";
import { RegoSet } from "../values/set.ts";
import { kindOf, kinds, type Value } from "../values/value.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";

type One = readonly [Value];

export const types: readonly Builtin[] = [
  builtin("type_name", ["any"], ([value]: One) => kindOf(value)),
  ...kinds.map((kind) => builtin(`is_${kind}`, ["any"], ([value]: One) => kindOf(value) === kind)),
  builtin("to_number", ["null|boolean|number|string"], ([value]: One) => toNumber(value)),
  ...["array", "set", "object", "string", "boolean", "null"].map((kind) =>
    builtin(`cast_${kind}`, ["any"], ([value]: One) => cast(kind, value)),
  ),
];

function toNumber(value: Value): Answer {
  if (typeof value !== "string") return value === null || value === false ? 0 : value === true ? 1 : value;
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value));
  if (isNumber) return numericOf(value);
  return new Refusal(
    `\`to_number\`: ${JSON.stringify(value)} is not a number`,
    /^[+-]*(?:inf|infinity|nan)$/i.test(value) ? "rego.type" : "rego.builtin",
  );
}

/** Only arrays and sets turn into each other; all else must already be what is asked for. */
function cast(kind: string, value: Value): Answer {
  if (kind === "array" && value instanceof RegoSet) return value.sorted();
  if (kind === "set" && Array.isArray(value)) return RegoSet.of(value as readonly Value[]);
  return kindOf(value) === kind ? value : new Refusal(`\`cast_${kind}\`: cannot cast ${kindOf(value)}`, "rego.type");
}
