/** Redirects: files that a command writes although it does not name them, and what is fed to it. */
import type { Redirection } from "../shell/shell.ts";
import { type Flow, unknownValue, type Value } from "../shell/value.ts";
import { expandWhole } from "../shell/words.ts";
import { fileWrite } from "./deeds.ts";
import { lookupIn } from "./lookup.ts";
import { type Reading, type Scene, spanOf } from "./scene.ts";

export function writeRedirects(reading: Reading, scene: Scene, redirects: readonly Redirection[]): void {
  for (const redirect of redirects) {
    if (redirect.type !== "Redirect" || redirect.target === undefined || !isWrite(redirect.operator)) continue;
    const value = expandWhole(redirect.target, lookupIn(reading, scene));
    if (redirect.operator === ">&" && /^(\d+|-)$/.test(value.text)) continue;
    const circumstance = { tool: "redirect", certainty: scene.certainty, span: spanOf(scene, redirect), via: scene.via };
    const write = fileWrite(value, { ground: reading.ground, cwd: scene.cwd }, redirect.operator.includes(">>") ? "write" : "overwrite");
    if (write !== undefined) reading.findings.effects.push({ ...circumstance, ...write });
  }
}

function isWrite(operator: string): boolean {
  return operator.includes(">");
}

/** What the last input redirect feeds; undefined when the command reads what its surroundings read. */
export function stdinOf(reading: Reading, scene: Scene, redirects: readonly Redirection[]): Flow | undefined {
  const lookup = lookupIn(reading, scene);
  let flow: Flow | undefined;
  for (const redirect of redirects) {
    if (redirect.type === "HereString" && redirect.target !== undefined) flow = flowOf(expandWhole(redirect.target, lookup));
    if (redirect.type === "HereDoc")
      flow = heredocFlow(redirect.body.text, redirect.delimiter?.quoted === true || !/[$`\\]/.test(redirect.body.text));
    if (redirect.type === "Redirect" && redirect.operator === "<" && redirect.target !== undefined) {
      const source = expandWhole(redirect.target, lookup);
      flow = source.flow ?? { from: "unread", origin: source.text };
    }
  }
  return flow;
}

function heredocFlow(text: string, isLiteral: boolean): Flow {
  return isLiteral ? { from: "call", text } : { from: "call" };
}

function flowOf(value: Value): Flow {
  if (value.known) return { from: value.flow?.from ?? "call", text: `${value.text}\n` };
  return value.flow ?? { from: "unread", origin: unknownValue(value.text).text };
}
