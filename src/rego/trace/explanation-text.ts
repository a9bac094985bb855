/** An explanation for people: one line for each rule, one below it for each of its statements. */
import type { Json } from "../../base/json.ts";
import type { FailureTrace, RuleTrace, StatementTrace } from "./explanation.ts";

export function explanationText(rules: readonly RuleTrace[]): string {
  return rules.map(ruleText).join("\n");
}

function ruleText(rule: RuleTrace): string {
  const heading = `${rule.path}  ${rule.file}:${rule.line}  ${outcomeOf(rule)}`;
  const width = Math.min(widest, Math.max(0, ...rule.statements.map(({ text, depth }) => text.length + 2 * depth)));
  return [heading, ...rule.statements.map((one) => statementText(one, width)), ""].join("\n");
}

/** Statements longer than this do not push what is said about all others to the right. */
const widest = 60;
const longestValue = 80;

function outcomeOf({ held, value }: RuleTrace): string {
  if (held === 0) return "did not hold";
  return `held${timesText(held)}${value === undefined ? "" : `: ${shortText(value)}`}`;
}

function statementText(statement: StatementTrace, width: number): string {
  const text = `${"  ".repeat(statement.depth)}${statement.text}`;
  return `${String(statement.line).padStart(6)}  ${text.padEnd(width)}  ${saying(statement)}`;
}

function saying({ tried, held, failures, text }: StatementTrace): string {
  if (tried === 0) return "not reached";
  if (held > 0) return `held${timesText(held)}`;
  const [first] = failures;
  const reason = first === undefined ? "" : reasonText(first, text);
  if (reason === "") return `failed${timesText(tried)}`;
  return tried === 1 ? `failed: ${reason}` : `failed${timesText(tried)}, first: ${reason}`;
}

function timesText(times: number): string {
  return times === 1 ? "" : ` ${times} times`;
}

/** What the statement speaks of; where that is not known, its variables that had a value. */
function reasonText({ readings, bindings }: FailureTrace, statement: string): string {
  const known = readings.map(({ text, value }) => `${text} is ${value === undefined ? "undefined" : shortText(value)}`);
  if (known.length > 0) return known.join(", ");
  const words = new Set(statement.match(/\w+/g) ?? []);
  return Object.entries(bindings)
    .filter(([name]) => words.has(name))
    .map(([name, value]) => `${name} is ${shortText(value)}`)
    .join(", ");
}

function shortText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
