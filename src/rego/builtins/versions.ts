/** Semantic versions and UUIDs. */
import type { Value } from "../values/value.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";
import { parseUuid } from "./uuid.ts";

export const versions: readonly Builtin[] = [
  builtin("semver.compare", ["string", "string"], ([one, other]: readonly [string, string]) => compareVersions(one, other)),
  builtin("semver.is_valid", ["any"], ([version]: readonly [Value]) => typeof version === "string" && partsOf(version) !== undefined),
  builtin("uuid.parse", ["string"], ([text]: readonly [string]) => parseUuid(text) ?? new Refusal("`uuid.parse`: this is not a UUID")),
];

const identifier = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)`;
const pattern = new RegExp(
  String.raw`^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(${identifier}(?:\.${identifier})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$`,
);

type Parts = { readonly numbers: readonly bigint[]; readonly labels: readonly string[] };

function partsOf(version: string): Parts | undefined {
  const found = pattern.exec(version);
  if (found === null) return undefined;
  return { numbers: found.slice(1, 4).map((number) => BigInt(number as string)), labels: found[4]?.split(".") ?? [] };
}

function compareVersions(one: string, other: string): Answer {
  const [left, right] = [partsOf(one), partsOf(other)];
  if (left === undefined || right === undefined)
    return new Refusal(`\`semver.compare\`: ${JSON.stringify(left === undefined ? one : other)} is not a version`);
  for (let index = 0; index < 3; index++) {
    const order = sign(left.numbers[index] as bigint, right.numbers[index] as bigint);
    if (order !== 0) return order;
  }
  return compareLabels(left.labels, right.labels);
}

function sign(one: bigint | string, other: bigint | string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A version with labels comes before the one without. */
function compareLabels(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return Math.sign(other.length - one.length) * (one.length === other.length ? 0 : 1);
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const order = compareLabel(one[index] as string, other[index] as string);
    if (order !== 0) return order;
  }
  return Math.sign(one.length - other.length);
}

/** Numbers come before words. */
function compareLabel(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return sign(BigInt(one), BigInt(other));
  return isNumber === isOtherNumber ? sign(one, other) : isNumber ? -1 : 1;
}
