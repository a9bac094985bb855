/** Writes a program in parts as text that `parted.ts` reads. */
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import { formatVersion, type Policies, type Seal, stampOf } from "../plan/stored-plan.ts";
import { writeStored } from "../plan/write-stored.ts";
import type { StoredGuard } from "./may-hold.ts";
import type { Match } from "./answers.ts";
import type { Part } from "./parts.ts";

/** Of one path below `data`. */
export type Parted = {
  readonly path: string;
  /** What holds whatever is asked. */
  readonly certain: readonly Match[];
  readonly parts: readonly Part[];
  readonly rules: readonly RuleInfo[];
  /** Whether somebody wants to know where rules stand that do not hold. */
  readonly saysPlaces: boolean;
};

/** A line that says what it belongs to, one with what each part asks of the input and how long it is, and then the parts. */
export function writeParted({ path, certain, parts, rules, saysPlaces }: Parted, policies: Policies, seal: Seal): string {
  const own = path.split(".").slice(1);
  const rulesAt = (below: readonly string[]): readonly RuleInfo[] =>
    rules.filter((rule) => [...own, ...below].every((name, index) => rule.path[index] === name));
  const texts = parts.map(({ path: below, functions, members }) =>
    writeStored({ functions, entries: [{ path, plan: { name: path, blocks: [] }, members }], rules: rulesAt(below) }, policies, seal),
  );
  const holding = certain
    .flatMap(({ path: below }) => rulesAt(below))
    .map(({ annotations = null, ...rule }) => [...placeOf(rule), annotations]);
  const guards = parts.map((part) => part.guards?.map(storedGuard) ?? null);
  const index = JSON.stringify([path, guards, saysPlaces ? rules.map(placeOf) : [], certain, holding, texts.map(({ length }) => length)]);
  return [`sheepdog-rego-parts ${formatVersion} ${stampOf(policies, seal)} ${seal.hash(index)}`, index, texts.join("")].join("\n");
}

function placeOf({ path, file, line }: Omit<RuleInfo, "annotations">): readonly Json[] {
  return [path, file, line];
}

function storedGuard({ input, over, each, there }: StoredGuard): StoredGuard {
  return { input, over, each, there };
}
