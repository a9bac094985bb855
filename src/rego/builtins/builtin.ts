/** What a built-in function is: its name, the kinds of its arguments, and what it makes of them. */
import type { Instant } from "../../base/instant.ts";
import { regoText } from "../values/json.ts";
import { kindOf, kinds, type Kind, type Value } from "../values/value.ts";

/** What an evaluation lends to a built-in. */
export type Work = {
  /** Counts work beyond the call itself; false once there was too much of it. */
  readonly spend: (steps: number) => boolean;
  /** The point in time that counts as now, if one was handed in. */
  readonly now: Instant | undefined;
};

/** `rego.unsupported` always stops the evaluation: going on would give an answer that OPA would not give. */
export type RefusalCode = "rego.type" | "rego.builtin" | "rego.unsupported";

/** Why a built-in gives no value. Plain evaluation takes the other two codes as undefined. */
export class Refusal {
  readonly code: RefusalCode;
  readonly what: string;

  constructor(what: string, code: RefusalCode = "rego.builtin") {
    this.what = what;
    this.code = code;
  }
}

export type Answer = Value | undefined | Refusal;

/** Kinds joined by `|`, or `any`. */
export type Argument = string;

export type Apply = (args: readonly Value[], work: Work) => Answer;

export type Builtin = {
  readonly name: string;
  readonly args: readonly Argument[];
  /** The result is a list of results, each of which a call may have. */
  readonly isRelation?: boolean;
  /** Checks the kinds of the arguments first. */
  readonly apply: Apply;
  /** Does beforehand what depends on those arguments alone that are known before anything is evaluated. May answer what is to be applied instead. */
  readonly prepare?: (known: readonly (Value | undefined)[]) => Apply | undefined;
};

/** The arguments come typed as the body of the function expects them: their kinds are checked before. */
export function builtin<Args extends readonly Value[]>(
  name: string,
  args: readonly Argument[],
  run: (args: Args, work: Work) => Answer,
): Builtin {
  const masks = args.map(maskOf);
  const apply = (values: readonly Value[], work: Work): Answer => {
    for (let index = 0; index < masks.length; index++) {
      const value = values[index] as Value;
      if (((masks[index] as number) & bits[kindOf(value)]) === 0)
        return wrongKind(name, { position: index, expected: args[index] as string, value });
    }
    return run(values as Args, work);
  };
  return { name, args, apply };
}

const bits = Object.fromEntries(kinds.map((kind, index) => [kind, 1 << index])) as Readonly<Record<Kind, number>>;

function maskOf(argument: Argument): number {
  if (argument === "any") return (1 << kinds.length) - 1;
  return argument.split("|").reduce((mask, kind) => mask | bits[kind as Kind], 0);
}

type Mismatch = { readonly position: number; readonly expected: Argument; readonly value: Value };

function wrongKind(name: string, { position, expected, value }: Mismatch): Refusal {
  return new Refusal(
    `\`${name}\`: argument ${position + 1} must be ${expected.replaceAll("|", " or ")}, got ${kindOf(value)}`,
    "rego.type",
  );
}

/** The whole number that an argument is: written without exponent, with nothing but zeros after the point, and within 64 bits. */
export function wholeNumber(value: Value): number | undefined {
  const text = kindOf(value) === "number" ? regoText(value) : "";
  if (!/^-?\d+(?:\.0*)?$/.test(text)) return undefined;
  const integer = BigInt(text.replace(/\..*$/, ""));
  return BigInt.asIntN(64, integer) === integer ? Number(integer) : undefined;
}

export function notWhole(name: string): Refusal {
  return new Refusal(`\`${name}\`: the number must be whole`, "rego.type");
}

/** An item of a collection that is of the wrong kind. */
export function wrongItem(name: string, value: Value, expected: string): Refusal {
  return new Refusal(`\`${name}\`: expected ${expected}, got ${kindOf(value)} ${regoText(value)}`, "rego.type");
}
