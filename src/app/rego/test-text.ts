/** Results of tests as people read them. */
import { sentenceOf } from "../../base/fault.ts";
import { explanationText, type TestResult } from "../../rego/rego.ts";

export function testText({ name, file, line, outcome, fault, cases, why }: TestResult): string {
  const failed = cases.filter(({ passed }) => !passed).map((one) => `  case ${one.name}\n`);
  const stopped = fault === undefined ? "" : `  ${sentenceOf(fault)}\n`;
  // What held is not what the test failed of.
  const own = why.filter(({ path }) => path === name);
  const rules = [...own, ...why.filter((rule) => rule.held === 0 && !own.includes(rule))];
  const trace = rules.length === 0 ? "" : `\n${indented(explanationText(rules))}`;
  return `${outcome.padEnd(7)} ${name}  ${file}:${line}\n${failed.join("")}${stopped}${trace}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

export function summaryText(results: readonly TestResult[]): string {
  const counted = (["passed", "failed", "stopped", "todo"] as const).flatMap((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  return `${counted.join(", ")}\n`;
}
