/** A bundle for a test alone: its guard loads the stored plan that stands in its envelope, compiles where it is refused, and says what the policy says. */
import type { Bundle, NativeCore } from "../../../src/hosts/native/native.ts";
import { compile, load, type Program, type Seal } from "../../../src/rego/rego.ts";

const global = globalThis as typeof globalThis & { readonly host: NativeCore; sheepdog?: Bundle };

const policy = `package p

import data.q

risky contains effect.id if {
  some effect in input.effects
  effect.kind in {"remove", "overwrite"}
  not startswith(effect.path, "/tmp/")
}

level := "high" if count(risky) > 1

else := "low" if count(risky) == 1

all_small if every number in input.numbers { number < 1e3 }

names := count(q.names)`;

const sources = [
  { file: "p.rego", text: policy },
  { file: "q.rego", text: "package q.names\n\none := input.effects if count(input.effects) > 0" },
];
const input = {
  effects: [
    { id: 1, kind: "remove", path: "/home" },
    { id: 2, kind: "overwrite", path: "/etc" },
  ],
  numbers: [1, 2],
};
const seal: Seal = { hash: global.host.sha256, build: "test" };

function compiled(): Program {
  const made = compile(sources, { entries: ["data.p"] });
  if (!made.ok) throw new Error(made.faults.map(({ what }) => what).join("\n"));
  return made.program;
}

function answerOf(program: Program): string {
  const answer = program.evaluate("data.p", input, { steps: 100_000 });
  if (!answer.ok) throw new Error(answer.fault.what);
  return JSON.stringify(answer.value);
}

global.sheepdog = {
  version: "plans",
  hook: ({ envelope }) => {
    const { plan } = JSON.parse(envelope) as { readonly plan: string | null };
    if (plan === null) return { record: "", sync: false, stdout: compiled().store(seal), stderr: "", exit: 0 };
    const loaded = load(plan, sources, { seal });
    const said = `${loaded.ok ? "loaded" : "compiled"} ${answerOf(loaded.ok ? loaded.value : compiled())}`;
    return { record: "", sync: false, stdout: said, stderr: "", exit: 0 };
  },
  judge: () => "{}",
  judgeFailed: () => "{}",
  mode: () => "read",
  rehearse: () => false,
  lastWords: [["plain", '{"decision":"block","why":"', '"}\n']],
};
