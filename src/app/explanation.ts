/** A decision, told to a person: verdict, each rule with its place, the effects it speaks of, and what to do instead. */
import type { Json } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";

/** Takes the decision as it came over the wire, so that a newer guard's additions do no harm. */
export function explanation(decision: Json, command: string): string {
  if (!isMembers(decision)) return "the guard gave no decision\n";
  const effects = listOf(decision["effects"]);
  const leaves = listOf(decision["leaves"]);
  const steps = listOf(decision["steps"]);
  const lines = [
    `${word(decision["verdict"])}  ${command}`,
    ...steps.flatMap((step) => stepLines(step, effects)),
    ...(steps.length === 0 && leaves.length === 0 ? ["  no rule has anything against it"] : []),
    ...leaves.map((leave) => `  a person signed that it may pass: statement ${word(leave["statement"])} lifts ${listed(leave["lifted"])}`),
    ...listOf(decision["overridden"]).map(overrideLine),
    ...listOf(decision["leaves"]).map(leaveLine),
    ...(effects.length === 0
      ? ["  no effect was found"]
      : ["", "  effects", ...effects.map((effect, position) => `    ${position + 1}. ${effectLine(effect)}`)]),
    ...listOf(decision["doubts"]).map((doubt) => `  not known: ${word(doubt["what"])}`),
  ];
  return `${lines.join("\n")}\n`;
}

function stepLines(step: Members, effects: readonly Members[]): readonly string[] {
  const about = numbersOf(step["effects"]).map((position) => `${position + 1}`);
  const which = about.length === 0 || effects.length < 2 ? "" : `, effect ${about.join(", ")}`;
  return [
    "",
    `  ${word(step["verdict"])}  ${word(step["rule"])}  (${word(step["file"])}:${word(step["line"])}, ${word(step["layer"])}${which})`,
    `        because ${word(step["because"])}`,
    ...(step["instead"] === undefined ? [] : [`        instead: ${word(step["instead"])}`]),
  ];
}

/** A file that a person has signed let it through all the same. */
function overrideLine({ rules, because, file, line, layer }: Members): string {
  return `  not counted: ${namesIn(rules)}, since ${word(file)}:${word(line)} (${word(layer)}) says: ${word(because)}`;
}

function leaveLine({ statement, lifted }: Members): string {
  return `  milder by the statement ${word(statement)} of a person: ${namesIn(lifted)}; \`sheepdog statements list\` shows it`;
}

function namesIn(rules: Json | undefined): string {
  return Array.isArray(rules) ? rules.join(", ") : "";
}

function effectLine(effect: Members): string {
  const target = isMembers(effect["target"]) ? effect["target"] : {};
  const blast = isMembers(effect["blast"])
    ? `, ${effect["blast"]["atLeast"] === true ? "at least " : ""}${word(effect["blast"]["files"])} files`
    : "";
  const via = Array.isArray(effect["via"]) && effect["via"].length > 0 ? `, by way of ${effect["via"].join(" → ")}` : "";
  return `${word(effect["kind"])} ${word(target["name"])} (${word(target["scope"])}${blast}; lost: ${word(effect["loss"])}${via})`;
}

function listOf(value: Json | undefined): readonly Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function listed(value: Json | undefined): string {
  return Array.isArray(value) && value.length > 0 ? value.map(word).join(", ") : "nothing";
}

function numbersOf(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "number") : [];
}

function word(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "?");
}
