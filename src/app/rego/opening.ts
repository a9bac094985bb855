/** What the commands for Rego begin with: files read, policies opened, and every fault shown. */
import { InvalidArgumentError } from "commander";
import { type Dialect, study, type Source, type Study } from "../../rego/rego.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { faultText } from "./fault-text.ts";
import { readPolicyFiles } from "./policy-files.ts";

export type OpenOptions = { readonly v0?: true; readonly strict?: true };

export type Open = { readonly study: Study; readonly sources: readonly Source[] };

/** `undefined` after the faults were shown. */
export function openPolicies(desk: Desk, paths: readonly string[], options: OpenOptions): Open | undefined {
  const files = readPolicyFiles(paths, desk.around.cwd);
  if (!files.ok) return void faulty(desk, files.fault);
  const { sources, data, ignored } = files.value;
  for (const file of ignored) desk.err(`sheepdog: \`${file}\` is left out; data is read from JSON\n`);
  const opened = study(sources, { dialect: dialectOf(options), strict: options.strict === true, data });
  if (opened.ok) return { study: opened.study, sources };
  for (const fault of opened.faults) desk.err(faultText(fault, sources));
  return undefined;
}

export function dialectOf({ v0 }: OpenOptions): Dialect {
  return v0 === true ? "v0" : "v1";
}

/** Enough for minutes of work, and an end to what never comes to one. */
export const defaultSteps = 100_000_000;

export function stepsFrom(text: string): number {
  const steps = Number(text);
  if (!Number.isSafeInteger(steps) || steps < 1) throw new InvalidArgumentError("a number of steps is a whole number from 1");
  return steps;
}

export function collected(path: string, before: readonly string[]): readonly string[] {
  return [...before, path];
}
