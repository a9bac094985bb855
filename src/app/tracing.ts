/** Why a rule held or did not: the policies that count, asked about what policy saw of a call. The verdict is the guard's and stays so. */
import type { Json } from "../base/json.ts";
import { done, fail, type Result } from "../base/result.ts";
import { explanationText, study } from "../rego/rego.ts";
import type { Desk } from "./desk.ts";
import { chainHere } from "./policy/chain-here.ts";

/** Any policy of ours takes a small part of it. */
const mostSteps = 10_000_000;

export type Traced = { readonly rule: string; readonly cwd: string; readonly facts: Json };

/** Files of one layer are loaded together, and each of a repository by itself. */
export function ruleTrace(desk: Desk, { rule, cwd, facts }: Traced): Result<string> {
  const chain = chainHere(desk, cwd);
  if (!chain.ok) return chain;
  const found = chain.value.filter(({ rules }) => rules.some(({ id }) => id === rule));
  const ours = found.find(({ vocabulary }) => vocabulary === "sheepdog");
  if (ours === undefined) return fail(found.length === 0 ? unknown(rule) : untraced(rule));
  const isTogether = (file: string, layer: string): boolean => (layer === "repository" ? file === ours.file : layer === ours.layer);
  const sources = chain.value.filter(({ file, layer, vocabulary }) => vocabulary === "sheepdog" && isTogether(file, layer));
  const opened = study(sources, { dialect: "v1" });
  if (!opened.ok) return fail({ code: "trace.policies", what: opened.faults.map(({ what }) => what).join("\n") });
  const explained = opened.study.explain("data.sheepdog", { limits: { steps: mostSteps, now: 0 }, input: JSON.stringify(facts) });
  if (!explained.ok) return explained;
  return done(explanationText(explained.value.rules.filter(({ path }) => path.includes(`["${rule}"]`))));
}

function unknown(rule: string): { readonly code: string; readonly what: string; readonly todo: string } {
  return { code: "trace.unknown", what: `no rule is called \`${rule}\` here`, todo: "`sheepdog rules list` names them all" };
}

function untraced(rule: string): { readonly code: string; readonly what: string; readonly todo: string } {
  const what = `\`${rule}\` is written in the words of failsafe, which is asked about one program at a time and cannot be traced`;
  return { code: "trace.failsafe", what, todo: "`sheepdog rego eval` answers questions about such a file" };
}
