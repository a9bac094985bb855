/** Terms at random: constants, references, collections, comprehensions, calls. */
import { builtinNamed } from "../../../src/rego/builtins/builtins.ts";
import type { Chance } from "../../lib/random.ts";
import { bodyOf } from "./statements.ts";

/** What a term may speak of: variables with a value, rules and functions written before. */
export type Setting = {
  readonly chance: Chance;
  readonly variables: readonly string[];
  readonly rules: readonly string[];
  readonly functions: readonly { readonly name: string; readonly arity: number }[];
  /** How deep terms may still be nested. */
  readonly depth: number;
};

const numbers = [
  "0",
  "1",
  "2",
  "3",
  "-1",
  "1.5",
  "0.1",
  "10",
  "2.0",
  "1e3",
  "9007199254740993",
  "18446744073709551616",
  "0.30000000000000004",
];
const texts = ["", "a", "b", "ab", "a.b", "A/b", "äöü", "2", "1.5", "a,b,a", " x ", "日本", "a\\nb", "%d"];
const paths = [
  "a",
  "b",
  "list",
  "list[0]",
  "list[_]",
  "object",
  "object.a",
  "object[_]",
  "nested.deep",
  "nested.deep.x",
  "missing",
  "text",
  "number",
  "matrix[_][_]",
];

export function termOf(setting: Setting): string {
  const { chance, depth } = setting;
  if (depth <= 0) return leafOf(setting);
  const inner = { ...setting, depth: depth - 1 };
  const choice = chance.below(14);
  if (choice < 5) return leafOf(setting);
  if (choice < 6) return `[${listOf(inner)}]`;
  if (choice < 7) return `{${listOf(inner) || "1"}}`;
  if (choice < 8) return `{${objectOf(inner)}}`;
  if (choice < 10) return comprehensionOf(inner);
  if (choice < 12) return infixOf(inner);
  return callOf(inner);
}

/** What can be gone through, most of the time: OPA refuses the rest where it can be seen. */
export function collectionOf(setting: Setting): string {
  const inner = { ...setting, depth: setting.depth - 1 };
  const choice = setting.chance.below(9);
  if (choice < 3) return inputOf(setting);
  if (choice < 4 || setting.depth <= 0) return `[${leafOf(setting)}, ${leafOf(setting)}]`;
  // With references in it, OPA goes through such a set as it was written, and does not always find its members.
  if (choice < 5) return `{${constantOf(setting.chance)}, ${constantOf(setting.chance)}}`;
  if (choice < 6) return `{"k": ${leafOf(setting)}, ${objectOf(inner) || '"x": 1'}}`;
  return choice < 8 ? comprehensionOf(inner) : callOf(inner);
}

/** Of the right kinds most of the time: OPA refuses what can be seen to be wrong. */
function infixOf(setting: Setting): string {
  const { chance } = setting;
  const side = chance.of([(): string => argumentOf(setting, "number"), (): string => argumentOf(setting, "set")]);
  const operators = side().startsWith("{") ? ["&", "|", "-"] : ["+", "-", "*", "/", "%"];
  const comparison = `(${inputOf(setting)} ${chance.of(["==", "!=", "<", ">="])} ${termOf(setting)})`;
  return chance.below(3) === 0 ? comparison : `(${inputOf(setting)} ${chance.of(operators)} ${side()})`;
}

/** Of a kind that nobody knows before. */
export function inputOf({ chance }: Setting): string {
  return `input.${chance.of(paths)}`;
}

export function leafOf({ chance, variables, rules }: Setting): string {
  const choice = chance.below(10);
  if (choice < 4 && variables.length > 0) return chance.of(variables);
  if (choice < 5 && rules.length > 0) return chance.of(rules) + chance.of(["", "", '["a"]', "[_]", "[1]", ".b"]);
  if (choice < 8) return `input.${chance.of(paths)}`;
  return constantOf(chance);
}

export function constantOf(chance: Chance): string {
  return chance.of([
    () => chance.of(numbers),
    () => `"${chance.of(texts)}"`,
    () => chance.of(["true", "false", "null", "[]", "{}", "set()"]),
  ])();
}

function listOf(setting: Setting): string {
  return Array.from({ length: setting.chance.below(4) }, () => termOf(setting)).join(", ");
}

function objectOf(setting: Setting): string {
  const keys = ["a", "b", "x"].slice(0, setting.chance.below(4));
  return keys.map((key) => `"${key}": ${termOf(setting)}`).join(", ");
}

function comprehensionOf(setting: Setting): string {
  const body = bodyOf({ ...setting, depth: Math.min(setting.depth, 1) }, 1 + setting.chance.below(2));
  const inside = { ...setting, variables: body.variables, depth: 0 };
  const shown = body.statements.join("; ");
  return setting.chance.of([
    () => `[${leafOf(inside)} | ${shown}]`,
    () => `{${leafOf(inside)} | ${shown}}`,
    () => `{${leafOf(inside)}: ${leafOf(inside)} | ${shown}}`,
  ])();
}

/** Built-ins whose answers depend on nothing but their arguments. */
const builtins =
  `abs array.concat array.reverse array.slice base64.decode base64.encode base64.is_valid base64url.decode base64url.encode bits.and bits.negate
  bits.or bits.rsh bits.xor ceil concat contains count crypto.md5 crypto.sha1 crypto.sha256 div endswith floor format_int glob.match glob.quote_meta graph.reachable
  hex.decode hex.encode indexof indexof_n intersection is_array is_boolean is_null is_number is_object is_set is_string json.filter json.is_valid json.marshal
  json.patch json.remove json.unmarshal lower max min net.cidr_contains net.cidr_expand object.filter object.get object.keys object.remove object.subset
  object.union object.union_n product regex.find_n regex.is_valid regex.match regex.replace regex.split rem replace round semver.compare semver.is_valid sort split
  sprintf startswith strings.any_prefix_match strings.any_suffix_match strings.count strings.replace_n strings.reverse substring sum time.parse_duration_ns to_number trim
  trim_left trim_prefix trim_right trim_space trim_suffix type_name union units.parse units.parse_bytes upper urlquery.decode urlquery.decode_object urlquery.encode
  urlquery.encode_object uuid.parse`.split(/\s+/);

const byKind: Readonly<Record<string, readonly string[]>> = {
  number: numbers,
  string: [...texts, "[a-b]+", "1Mi", "1.2.3", "10.0.0.0/30", "YWI=", "6162", '{\\"a\\": 1}', "*.b", "1h2m"].map((text) => `"${text}"`),
  boolean: ["true", "false"],
  null: ["null"],
  array: ["[]", "[1, 2, 3]", '["a", "b"]', "[[1], [2]]", "[3, 1.5, 2]", '["%v", 1]', '[{"op": "add", "path": "/a", "value": 1}]'],
  object: ["{}", '{"a": 1}', '{"a": {"b": [1, 2]}, "b": ["a"]}', '{"a": ["b"], "b": ["a"]}', '{1: "x"}'],
  set: ["set()", "{1, 2}", '{"a", "b"}', "{[1], [2]}", "{{1}, {2}}", '{"a/b", ["a"]}'],
};

function callOf(setting: Setting): string {
  const { chance, functions } = setting;
  if (functions.length > 0 && chance.below(3) === 0) {
    const { name, arity } = chance.of(functions);
    return `${name}(${Array.from({ length: arity }, () => termOf(setting)).join(", ")})`;
  }
  const name = chance.of(builtins);
  const kinds = builtinNamed(name)?.args ?? [];
  return `${name}(${kinds.map((kind) => argumentOf(setting, kind)).join(", ")})`;
}

function argumentOf(setting: Setting, kinds: string): string {
  const { chance } = setting;
  if (kinds === "any" || chance.below(4) === 0) return chance.below(2) === 0 ? `input.${chance.of(paths)}` : leafOf(setting);
  return chance.of(byKind[chance.of(kinds.split("|"))] ?? numbers);
}
