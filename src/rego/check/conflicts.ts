/** Rules that cannot stand beside each other: of one path but of different kinds, or one in the way of the other. */
import { faultIn, type RegoFault } from "../syntax/source.ts";
import { isConstantText, type CoreRule } from "./reduced.ts";
import { pathKey } from "./names.ts";

type Placed = { readonly path: readonly string[]; readonly isWhole: boolean; readonly rule: CoreRule };

export function conflictsIn(rules: readonly CoreRule[], packages: readonly (readonly string[])[]): RegoFault[] {
  const placed = rules.map(place);
  const whole = groupsOf(placed.filter(({ isWhole }) => isWhole));
  return [...whole.values()]
    .flatMap((group) => [...kindConflicts(group), ...defaultConflicts(group)])
    .concat(wayConflicts(placed, packages, whole));
}

/** The constant start of a rule's path, and whether that is all of it. */
function place(rule: CoreRule): Placed {
  const open = rule.path.findIndex((step) => !isConstantText(step));
  const steps = open === -1 ? rule.path : rule.path.slice(0, open);
  return { path: steps.map((step) => (step.is === "constant" ? String(step.value) : "")), isWhole: open === -1, rule };
}

function groupsOf(placed: readonly Placed[]): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    const key = pathKey(one.path);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function kindConflicts(group: readonly Placed[]): RegoFault[] {
  const [first] = group;
  const other = group.find(({ rule }) => first !== undefined && kindOfRule(rule) !== kindOfRule(first.rule));
  if (first === undefined || other === undefined) return [];
  return [conflict(other.rule, `\`${nameOf(other)}\` is ${kindOfRule(other.rule)} here and ${kindOfRule(first.rule)} elsewhere`)];
}

function kindOfRule({ makes, args }: CoreRule): string {
  if (args !== undefined) return `a function of ${args.length}`;
  return makes === "set" ? "a set" : "a value";
}

function defaultConflicts(group: readonly Placed[]): RegoFault[] {
  const [, second] = group.filter(({ rule }) => rule.isDefault);
  return second === undefined ? [] : [conflict(second.rule, `\`${nameOf(second)}\` has two defaults`)];
}

/** A rule without variables in its path leaves no room for rules or packages below it. */
function wayConflicts(
  placed: readonly Placed[],
  packages: readonly (readonly string[])[],
  whole: ReadonlyMap<string, readonly Placed[]>,
): RegoFault[] {
  const faults = new Map<CoreRule, RegoFault>();
  const note = (path: readonly string[], below: string, longest: number): void => {
    for (let length = 1; length <= longest; length++) {
      const [above] = whole.get(pathKey(path.slice(0, length))) ?? [];
      if (above !== undefined) faults.set(above.rule, conflict(above.rule, `\`${nameOf(above)}\` stands in the way of ${below}`));
    }
  };
  for (const { path, isWhole, rule } of placed)
    note(path, `the rule in ${rule.source.file} below it`, isWhole ? path.length - 1 : path.length);
  for (const path of packages) note(path, `the package \`${path.join(".")}\``, path.length);
  return [...faults.values()];
}

function nameOf({ path }: Placed): string {
  return path.join(".");
}

function conflict(rule: CoreRule, what: string): RegoFault {
  return faultIn(rule.source, { code: "rego.conflict", at: rule.at, what });
}
