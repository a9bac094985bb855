/** Leaves: what people have signed means for one call. Steps against it go, or become milder, where every effect of theirs is covered. */
import { isAtOrBelow } from "../../base/path.ts";
import type { Call } from "../call.ts";
import { isStricter, type Step, type Used, type Verdict } from "../decision.ts";
import type { Doubt, Effect } from "../effect.ts";

/** One valid statement, as far as this call is concerned. */
export type Leave = {
  /** The id of the statement. */
  readonly statement: string;
  /** Good for one call alone. */
  readonly once: boolean;
  /** It holds for what lies in this folder. */
  readonly folder?: string;
  readonly gives: Given;
};

export type Given =
  /** This very call: whoever signed saw what it does and what stands against it. */
  | { readonly is: "call" }
  | { readonly is: "rule"; readonly rule: string; readonly effect?: { readonly kind: string; readonly target?: string } }
  | { readonly is: "verdict"; readonly rule: string; readonly verdict: "off" | "warn" | "ask" };

/** Who knows what was signed. It is asked only where a call would not simply pass. */
export type Leaves = {
  /** The statement by which infrastructure may be changed from where this call comes from. */
  readonly writing: (call: Call) => string | undefined;
  readonly about: (refusal: Refusal) => readonly Leave[];
  /** Uses up a statement that is good for one call; `false`: another call has had it. Left out where nothing really happens. */
  readonly take?: (statement: string) => boolean;
};

/** A call that does not pass, and what stands against it. */
export type Refused = Found & { readonly call: Call; readonly steps: readonly Step[] };
/** With what a person would say yes to, for those who look whether one has; `undefined`: nobody can. */
export type Refusal = Refused & { readonly approval: () => string | undefined };
type Found = { readonly effects: readonly Effect[]; readonly doubts: readonly Doubt[] };

export type Loosened = { readonly steps: readonly Step[]; readonly used: readonly Used[] };

/** A statement for one call is used up only where nothing else holds that call back. */
export function loosened(refused: Refusal, leaves: Leaves): Loosened {
  const offered = leaves.about(refused);
  const lasting = offered.filter(({ once }) => !once);
  const taken = new Set<string>();
  const isTaken = ({ statement }: Leave): boolean => {
    if (!taken.has(statement) && leaves.take?.(statement) !== false) taken.add(statement);
    return taken.has(statement);
  };
  for (let single = offered.filter(({ once }) => once); single.length > 0;) {
    const outcome = lifted(refused, [...lasting, ...single]);
    if (!outcome.steps.every(passes)) break;
    const needed = single.filter(({ statement }) => outcome.used.some((one) => one.statement === statement));
    const gone = needed.find((leave) => !isTaken(leave));
    if (gone === undefined) return outcome;
    single = single.filter((leave) => leave !== gone);
  }
  return lifted(refused, lasting);
}

function lifted(refused: Refused, leaves: readonly Leave[]): Loosened {
  const used = new Map<string, string[]>();
  const note = (leave: Leave, rule: string): void => void used.set(leave.statement, [...(used.get(leave.statement) ?? []), rule]);
  const steps = refused.steps.flatMap((step): readonly Step[] => {
    if (!isLiftable(step, refused)) return [step];
    const cover = passes(step) ? undefined : coverOf(step, leaves, refused);
    for (const leave of cover ?? []) note(leave, step.rule);
    if (cover !== undefined) return [];
    const setting = leaves.find((leave) => isMilder(leave, step) && holdsIn(leave, step, refused));
    if (setting?.gives.is !== "verdict") return [step];
    note(setting, step.rule);
    return setting.gives.verdict === "off" ? [] : [{ ...step, verdict: setting.gives.verdict }];
  });
  return { steps, used: [...used].map(([statement, rules]) => ({ statement, lifted: rules })) };
}

function passes({ verdict }: { readonly verdict: Verdict }): boolean {
  return !isStricter(verdict, "warn");
}

/** What protects the guard, and what was too large to be looked at, is nothing that a person can have seen and meant. */
export function isLiftable(step: Pick<Step, "rule" | "effects" | "doubts">, { effects, doubts }: Found): boolean {
  const isAboutGuard = step.effects.some((position) => effects[position]?.kind === "tamper" || effects[position]?.target.scope === "guard");
  return !isGuardsOwn(step.rule) && !isAboutGuard && !step.doubts.some((position) => doubts[position]?.code === "bound");
}

export function isGuardsOwn(rule: string): boolean {
  return rule === "guard" || rule.startsWith("guard.");
}

/** The leaves that together cover everything that the step is about; `undefined`: something is left. */
function coverOf(step: Step, leaves: readonly Leave[], { effects, call }: Refused): readonly Leave[] | undefined {
  const about: readonly (Effect | undefined)[] = step.effects.map((position) => effects[position]);
  const parts = step.doubts.length > 0 || about.length === 0 ? [...about, undefined] : about;
  const cover = parts.map((part) => leaves.find((leave) => covers(leave, step.rule, part) && reaches(leave, part, call)));
  return cover.every((leave) => leave !== undefined) ? [...new Set(cover)] : undefined;
}

/** `part` is an effect, or what the step says of the call as a whole. */
function covers({ gives }: Leave, rule: string, part: Effect | undefined): boolean {
  switch (gives.is) {
    case "call":
      return true;
    case "rule":
      return gives.rule === rule && (gives.effect === undefined || (part !== undefined && isOfKind(part, gives.effect)));
    case "verdict":
      return false;
  }
}

function isOfKind({ kind, target }: Effect, wanted: { readonly kind: string; readonly target?: string }): boolean {
  return kind === wanted.kind && (wanted.target === undefined || (target.known && target.name === wanted.target));
}

function isMilder({ gives }: Leave, step: Step): boolean {
  return gives.is === "verdict" && gives.rule === step.rule && (gives.verdict === "off" || isStricter(step.verdict, gives.verdict));
}

function holdsIn(leave: Leave, step: Step, { effects, call }: Refused): boolean {
  return reaches(leave, undefined, call) && step.effects.every((position) => reaches(leave, effects[position], call));
}

/** Where a leave is for a folder, the call stands in it, and what it would do happens there. */
function reaches({ folder }: Leave, part: Effect | undefined, { cwd }: Call): boolean {
  return folder === undefined || (isAtOrBelow(cwd, folder) && (part === undefined || liesIn(part, folder)));
}

/** A path that is not known, or that lies on another machine, lies in no folder of this one. */
function liesIn({ target, on }: Effect, folder: string): boolean {
  if (!target.known) return false;
  return !target.name.startsWith("/") || (on === undefined && isAtOrBelow(target.name, folder));
}
