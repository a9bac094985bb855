/** sheepdog: what a person decides about the guard, and an agent may not. */
import type { Part } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool } from "../../describing/tool.ts";
import { partsByVerb, verbsOf, type VerbUse } from "../../describing/verbs.ts";

const decided = ({ verb, line }: VerbUse): readonly Part[] =>
  has(line, "dry-run", "help", "h") || (verb === "mode" && /^(get)?$/.test(line.operands[0]?.text ?? ""))
    ? []
    : [{ kind: "tamper", part: verb, target: { name: `sheepdog ${verb}`, scope: "guard", known: true }, loss: "unknown" }];

export const sheepdog: Tool = {
  names: ["sheepdog"],
  verbs: 1,
  shape: { short: "", long: ["agent", "scope", "root"] },
  effects: (use) => partsByVerb(use, verbsOf({ "uninstall init mode trust allow approve revoke rules purge": decided })),
};
