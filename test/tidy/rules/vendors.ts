/** Strangers have one address: a product of somebody else is named in `agents` and nowhere else in what we ship. */
import type { House } from "../house.ts";
import { isIn } from "../rooms.ts";
import { isTest } from "../source.ts";
import type { TreeFile, Violation } from "../tree.ts";
import { wordsOf } from "./names.ts";

/** Names that occur in no other word. */
const distinct = /claude|codex|gemini|copilot|opencode|anthropic|openai|windsurf/i;

/** Names that are parts of other words, so only whole words count. */
const wholeWords = ["cline", "droid", "qwen"];

/** A product whose name is a common word is known by its own forms. */
const ownForms = /cursor-agent|\.cursor\/|cursorrules|CURSOR_/;

export function vendors(house: House): readonly Violation[] {
  return house.tree.files.filter((file) => isShipped(file.path)).flatMap(vendorsIn);
}

function isShipped(path: string): boolean {
  if (isTest(path) || isIn(path, "src/agents") || path.includes("/tests/")) return false;
  return isIn(path, "src") || isIn(path, "policies") || isIn(path, "native");
}

function vendorsIn(file: TreeFile): readonly Violation[] {
  return file.text.split("\n").flatMap((text, index) => {
    const name = isExample(file, text) ? undefined : vendorIn(text);
    return name === undefined ? [] : [{ rule: "vendor", path: file.path, line: index + 1, what: `only src/agents names \`${name}\`` }];
  });
}

/** What a rule must hit and miss are its tests. */
function isExample(file: TreeFile, text: string): boolean {
  return file.path.endsWith(".rego") && (file.path.endsWith("_test.rego") || /^\s*#\s+- /.test(text));
}

function vendorIn(text: string): string | undefined {
  const whole = distinct.exec(text)?.[0] ?? ownForms.exec(text)?.[0];
  return whole ?? wordsOf(text).find((word) => wholeWords.includes(word));
}
