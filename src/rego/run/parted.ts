/** A stored program in parts: opened in no time, and loaded rule by rule as far as an input may be about them. */
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { RuleInfo } from "../check/check.ts";
import { readStored } from "../plan/read-stored.ts";
import { formatVersion, type Policies, type Seal, stampOf } from "../plan/stored-plan.ts";
import { attempted, type Match, type Matching } from "./answers.ts";
import type { Limits } from "./machine.ts";
import { mayHold, type StoredGuard } from "./may-hold.ts";
import { Program } from "./program.ts";

export class PartedProgram {
  readonly #index: Index;
  readonly #text: string;
  readonly #start: number;
  readonly #policies: Policies;
  readonly #seal: Seal;
  readonly #loaded = new Map<number, Program>();

  private constructor(index: Index, { text, start, policies, seal }: Kept) {
    this.#index = index;
    this.#text = text;
    this.#start = start;
    this.#policies = policies;
    this.#seal = seal;
  }

  /** What was made of other text, by another compiler, or is damaged, is a fault. */
  static open(text: string, policies: Policies, seal: Seal): Result<PartedProgram> {
    const [headEnd, indexEnd] = [text.indexOf("\n"), text.indexOf("\n", text.indexOf("\n") + 1)];
    const [head, said] = [text.slice(0, headEnd), text.slice(headEnd + 1, indexEnd)];
    // All parts are bound to the same policies: their stamp is worked out once.
    const stamp = stampOf(policies, seal);
    if (head !== `sheepdog-rego-parts ${formatVersion} ${stamp} ${seal.hash(said)}`)
      return unusable("it was made of other policies, or changed since");
    // Its own hash has shown what wrote it. Whoever makes that up as well gets a fault where it makes no sense.
    const index = attempted(() => indexIn(JSON.parse(said) as StoredIndex));
    return index.ok ? done(new PartedProgram(index.value, { text, start: indexEnd + 1, policies, seal: { ...seal, stamp } })) : index;
  }

  /** The parts that may be about this input: what they say of it, and what they say whatever is asked. */
  matches(input: Json, limits: Limits): Matching {
    const matched = attempted(() => this.#matches(input, limits));
    return matched.ok ? matched.value : matched;
  }

  #matches(input: Json, limits: Limits): Matching {
    const matches = new Map<string, Match>();
    let steps = 0;
    const { path, guards: all, certain } = this.#index;
    for (const match of certain) addTo(matches, match);
    for (const [index, guards] of all.entries()) {
      if (!mayHold(guards ?? undefined, input)) continue;
      const program = this.#part(index);
      if (!program.ok) return program;
      const said = program.value.matches(path, input, { ...limits, steps: Math.max(1, limits.steps - steps) });
      if (!said.ok) return said;
      for (const match of said.matches) addTo(matches, match);
      steps += said.steps;
    }
    return { ok: true, matches: [...matches.values()], steps };
  }

  /** Those of the parts that were loaded until now, and those that always hold. */
  get rules(): readonly RuleInfo[] {
    const holding = this.#index.holding.map(([path, file, line, says]): RuleInfo => ({ path, file, line, annotations: says ?? undefined }));
    return [...holding, ...[...this.#loaded.values()].flatMap(({ rules }) => rules)];
  }

  /** Where each of its rules stands, without what it says of itself. */
  get places(): readonly RuleInfo[] {
    return this.#index.places.map(([path, file, line]) => ({ path, file, line, annotations: undefined }));
  }

  #part(index: number): Result<Program> {
    const known = this.#loaded.get(index);
    if (known !== undefined) return done(known);
    const { lengths } = this.#index;
    const start = lengths.slice(0, index).reduce((sum, length) => sum + length, this.#start);
    const stored = readStored(this.#text.slice(start, start + (lengths[index] ?? 0)), this.#policies, this.#seal);
    if (!stored.ok) return stored;
    const { functions, entries, rules } = stored.value;
    const [entry] = entries;
    if (entry === undefined) return unusable("it is not whole");
    const program = attempted(() => new Program({ functions, entry: () => done(entry), areForeign: true }, rules, this.#policies));
    if (program.ok) this.#loaded.set(index, program.value);
    return program;
  }
}

type Index = {
  readonly path: string;
  readonly guards: readonly (readonly StoredGuard[] | null)[];
  readonly places: readonly Place[];
  readonly certain: readonly Match[];
  /** Of the texts of the parts, which stand one behind the other. */
  readonly lengths: readonly number[];
  readonly holding: readonly (readonly [...Place, says: Json])[];
};

/** As `write-parted.ts` writes it. */
type StoredIndex = readonly [Index["path"], Index["guards"], Index["places"], Index["certain"], Index["holding"], Index["lengths"]];

function indexIn([path, guards, places, certain, holding, lengths]: StoredIndex): Index {
  return { path, guards, places, certain, holding, lengths };
}

type Place = readonly [path: readonly string[], file: string, line: number];

/** What several rules put into one set is that set. */
function addTo(matches: Map<string, Match>, { path, value }: Match): void {
  const name = JSON.stringify(path);
  const before = matches.get(name)?.value;
  const isBoth = Array.isArray(before) && Array.isArray(value);
  matches.set(name, { path, value: isBoth ? together(before as readonly Json[], value as readonly Json[]) : value });
}

function together(one: readonly Json[], other: readonly Json[]): Json {
  const known = new Set(one.map((item) => JSON.stringify(item)));
  return [...one, ...other.filter((item) => !known.has(JSON.stringify(item)))];
}

type Kept = { readonly text: string; readonly start: number; readonly policies: Policies; readonly seal: Seal };

function unusable(what: string): Result<never> {
  return fail({ code: "rego.plan", what: `the stored plan is not used: ${what}`, todo: "build it again from its policies" });
}
