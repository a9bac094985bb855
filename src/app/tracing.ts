/** Why a rule held or did not: the policies of this build, asked about what policy saw of a call. The verdict is the guard's and stays so. */
import type { Json } from "../base/json.ts";
import { absolutePath } from "../base/path.ts";
import { done, fail, type Result } from "../base/result.ts";
import { explanationText, study } from "../rego/rego.ts";
import { readPolicyFiles } from "./rego/policy-files.ts";

/** Any policy of ours takes a small part of it. */
const mostSteps = 10_000_000;

/** The policies lie beside the folder that the guard was built in. */
export function ruleTrace(guard: string, rule: string, facts: Json): Result<string> {
  const files = readPolicyFiles(["policies"], absolutePath("../..", guard));
  if (!files.ok) return files;
  const opened = study(files.value.sources, { dialect: "v1" });
  if (!opened.ok) return fail({ code: "trace.policies", what: opened.faults.map(({ what }) => what).join("\n") });
  const explained = opened.study.explain("data.sheepdog", { limits: { steps: mostSteps, now: 0 }, input: JSON.stringify(facts) });
  if (!explained.ok) return explained;
  const { rules } = explained.value;
  const found = rules.filter(({ path }) => path.includes(`["${rule}"]`));
  if (found.length > 0) return done(explanationText(found));
  return fail({
    code: "trace.unknown",
    what: `no rule is called \`${rule}\``,
    todo: "`sheepdog explain` shows the names of the rules that hold",
  });
}
