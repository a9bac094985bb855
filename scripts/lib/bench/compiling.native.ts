/** A bundle for a bench alone: its hook compiles the policies in its envelope at that moment, as a hook does for policies that nobody has built. */
import type { Bundle } from "../../../src/hosts/native/native.ts";
import { compile, type Source } from "../../../src/rego/rego.ts";
import { manyRules } from "./many-rules.ts";

/** Declared for the bundling script, which hands its constants to every bundle. */
declare const buildName: string;

const everything = "data.sheepdog";

function rulesIn(sources: readonly Source[]): number {
  // As a hook would: types were checked when the policy was put in its place, and what a call does not reach is not linked.
  const compiled = compile(sources, { types: false });
  if (!compiled.ok) throw new Error(compiled.faults.map(({ what }) => what).join("\n"));
  const answer = compiled.program.matches(everything, { effects: [] }, { steps: 1_000_000 });
  if (!answer.ok) throw new Error(answer.fault.what);
  return compiled.program.rules.length;
}

const global = globalThis as typeof globalThis & { sheepdog?: Bundle };

global.sheepdog = {
  version: buildName,
  hook: ({ envelope }) => {
    const { sources, rules } = JSON.parse(envelope) as { readonly sources: readonly Source[]; readonly rules: number };
    const found = rulesIn(sources);
    return { record: "{}", sync: false, stdout: "", stderr: "", exit: found === rules ? 0 : 1 };
  },
  judge: () => "{}",
  judgeFailed: () => "{}",
  mode: () => "read",
  // What compiling touches is laid close together, as it will be for the guard.
  rehearse: () => {
    rulesIn(manyRules(1));
    return false;
  },
  lastWords: [["bench", "", ""]],
};
