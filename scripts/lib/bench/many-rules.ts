/** Policies made up by rule and so the same on every machine: as many files as asked for, eight rules in each, as people write them. */
import type { Source } from "../../../src/rego/rego.ts";

const rulesPerFile = 8;

/** The first forty files are about what calls do; those after them wait for effects that never come. */
export function manyRules(files: number): readonly Source[] {
  return Array.from({ length: files }, (_, index) => ({ file: `policies/bench/many-${index}.rego`, text: fileOf(index) }));
}

/** Each tool has a file, as it would with people: the kind of what it does, and its name. */
const tools =
  `delete rm, vcs git, overwrite redirect, chmod chmod, network curl, overwrite cp, infra kubectl, infra terraform, data psql, execute node,
  kill kill, privilege sudo, persist crontab, read cat, write tee, delete find, network wget, network ssh, data mysql, infra docker, infra aws, infra gcloud,
  infra az, infra helm, execute python, execute bash, execute npm, execute make, overwrite mv, overwrite dd, overwrite truncate, delete rmdir, delete shred,
  chmod chown, kill pkill, persist systemctl, network scp, network rsync, data sqlite3, data redis-cli`
    .split(",")
    .map((pair) => pair.trim().split(" "));

/** A policy of about so many lines, as people write them: whole rules, the last ones of the last file left out. */
export function policyOf(lines: number): readonly Source[] {
  const sources: Source[] = [];
  let left = lines;
  for (const { file, text } of manyRules(Math.ceil(lines / linesPerFile))) {
    const [head = "", second = "", ...parts] = text.trimEnd().split("\n\n");
    const helping = parts.slice(rulesPerFile);
    const rules = parts.slice(0, rulesPerFile);
    const whole = (): string => [head, second, ...rules, ...helping].join("\n\n").concat("\n");
    while (rules.length > 0 && linesIn(whole()) > left) rules.pop();
    if (rules.length === 0) break;
    sources.push({ file, text: whole() });
    left -= linesIn(whole());
  }
  return sources;
}

const linesPerFile = 80;

export function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

type Subject = { readonly name: string; readonly kind: string; readonly tool: string };

function fileOf(index: number): string {
  const [kind, tool] = tools[index] ?? [];
  const subject = { name: `many${index}`, kind: kind ?? `other-${index}`, tool: tool ?? `tool-${index}` };
  const rules = bodies(subject).map((body, place) => ruleOf(`${subject.name}.r${place}`, body, place));
  return [`package sheepdog.${subject.name}`, "import rego.v1", ...rules, ...sharedRules(subject)].join("\n\n").concat("\n");
}

function ruleOf(id: string, body: readonly string[], place: number): string {
  const verdict = ["deny", "ask", "warn"][place % 3];
  const annotations = ["METADATA", `title: rule ${id}`, "custom:", `  because: it is what rule ${id} is about`];
  const lines = ["some effect in input.effects", ...body].map((line) => `\t${line}`);
  return [...annotations.map((line) => `# ${line}`), `${verdict}["${id}"] contains effect.id if {`, ...lines, "}"].join("\n");
}

function bodies({ name, kind, tool }: Subject): readonly (readonly string[])[] {
  const isKind = `effect.kind == "${kind}"`;
  const isTool = `effect.tool == "${tool}"`;
  return [
    [isKind, isTool, 'effect.loss == "forever"', `startswith(effect.target.name, "/srv/${name}")`],
    [isKind, `startswith(effect.target.name, "/srv/${name}/")`],
    [`effect.kind in {"${kind}", "${kind}-all"}`, 'effect.target.scope in {"system", "device"}', `contains(effect.target.name, "${name}")`],
    [isKind, isTool, `regex.match(\`^/data/${name}-[0-9]+(/.*)?$\`, effect.target.name)`],
    [isKind, `glob.match("/var/${name}/**", ["/"], effect.target.name)`],
    [isKind, isTool, "is_precious(effect)", "count(effect.via) > 2"],
    [isTool, isKind, "not effect.target.known", 'effect.certainty == "possible"'],
    [isKind, isTool, `effect.target.name == sprintf("%s-%s", ["${name}", effect.tool])`],
  ];
}

function sharedRules({ name }: Subject): readonly string[] {
  return [
    'is_precious(effect) if effect.loss == "forever"',
    'is_precious(effect) if {\n\teffect.loss == "unknown"\n\tsome word in precious\n\tcontains(effect.target.name, word)\n}',
    `precious := {"backup", "archive", "${name}"}`,
  ];
}
