/** A query asked in one of several ways: plainly, or with a report on how the answer came about. */
import { done, type Result } from "../../base/result.ts";
import { now } from "../../hosts/node/node.ts";
import { explanationText, type Answer, type Study } from "../../rego/rego.ts";
import { coverageText, profileText } from "./report-text.ts";

export type Asking = { readonly trace?: true; readonly profile?: true; readonly coverage?: true; readonly limit: number };

export type Reported = { readonly answer: Answer; readonly report: string };

export function ask(study: Study, query: string, options: Asking & { readonly text?: string }): Result<Reported> {
  const asked = { limits: { steps: options.limit, now: now() }, ...(options.text !== undefined && { input: options.text }) };
  if (options.trace === true) {
    const explained = study.explain(query, asked);
    return explained.ok ? done({ answer: explained.value.answer, report: explanationText(explained.value.rules) }) : explained;
  }
  if (options.profile === true) {
    const profiled = study.profile(query, asked);
    return profiled.ok ? done({ answer: profiled.value.answer, report: profileText(profiled.value.lines) }) : profiled;
  }
  if (options.coverage === true) {
    const covered = study.cover(query, asked);
    return covered.ok ? done({ answer: covered.value.answer, report: coverageText(covered.value.coverage) }) : covered;
  }
  const answer = study.query(query, asked);
  return answer.ok ? done({ answer: answer.value, report: "" }) : answer;
}
