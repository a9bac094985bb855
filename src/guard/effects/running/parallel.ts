/** GNU parallel and its kin: a command for every value of a list that stands behind `:::`, in a file, or flows in. */
import { limits } from "../../limits.ts";
import { type Flow, hole, literal, unknownValue, type Value } from "../../shell/value.ts";
import { merged } from "../describing/flows.ts";
import { insertedFor } from "./insertion.ts";
import type { Invocation } from "../walk/invocation.ts";
import { has, readLine, valuesOf } from "../describing/options.ts";
import { copyOf, type Reading, type Scene } from "../walk/scene.ts";
import { runText } from "./texts.ts";

const shape = {
  short: "aCdEIjLnNPsSW",
  long: `arg-file arg-sep colsep delimiter jobs max-args max-replace-args max-procs max-chars timeout delay joblog results retries
    sshlogin sshloginfile workdir wd tmpdir memfree load halt tagstring env basefile return semaphorename id recstart recend block
    block-size pipe-part progress-fd shuf-seed transferfile`.split(/\s+/),
};

export function runParallel(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const words = invocation.words.slice(1);
  const mark = words.findIndex((word) => /^::::?\+?$/.test(word.text));
  const line = readLine(mark < 0 ? words : words.slice(0, mark), shape, true);
  const values = valuesFor(mark < 0 ? undefined : words.slice(mark), invocation, has(line, "a", "arg-file"));
  const place = valuesOf(line, "I")[0]?.text ?? "{}";
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, via: [...scene.via, "parallel"], left: [] });
  // Without a command every value is one.
  const template = line.operands.length === 0 ? [literal(place)] : line.operands;
  const isPiped = has(line, "pipe", "pipepart", "spreadstdin");
  const stdin = isPiped ? invocation.stdin : undefined;
  const [first] = template;
  const run = (value: Value): Flow => {
    if (template.length > 1 || first === undefined) {
      const filled = isPiped ? template : insertedFor(withMark(template, place), place, value);
      return reading.walk.words(reading, inner, { ...invocation, stdin, words: filled });
    }
    const text = isPiped ? first : filledText(first, place, value);
    return runText(reading, { ...inner, stdin }, { ...invocation, stdin, words: [], text });
  };
  return merged((isPiped ? values.slice(0, 1) : values).map(run));
}

/** `::::` names files of values; otherwise what flows in has one on each line. */
function valuesFor(lists: readonly Value[] | undefined, { stdin }: Invocation, fromFile: boolean): readonly Value[] {
  const flowing = unknownValue("{}", stdin);
  if (lists !== undefined) {
    const isPlain = lists.every((word) => !word.text.startsWith("::::"));
    const values = lists.filter((word) => !word.text.startsWith(":::"));
    return isPlain && values.length <= limits.loopValues ? values : [unknownValue("{}")];
  }
  const lines = fromFile ? [] : (stdin?.text?.split("\n").filter((line) => line !== "") ?? []);
  return lines.length === 0 || lines.length > limits.loopValues ? [flowing] : lines.map(literal);
}

const otherMarks = /\{(\d+|[./#%]+|\/\.)\}/;

/** Without a mark the value stands at the end. */
function withMark(words: readonly Value[], mark: string): readonly Value[] {
  const hasMark = words.some((word) => word.text.includes(mark) || otherMarks.test(word.text));
  return hasMark ? words : [...words, literal(mark)];
}

/** It quotes the value for the shell that reads the text. */
function filledText(template: Value, mark: string, value: Value): Value {
  if (!template.known || template.text === mark) return template.text === mark ? value : template;
  const quoted = value.known ? `'${value.text.replaceAll("'", "'\\''")}'` : hole;
  const [marked] = withMark([template], mark).length > 1 ? [`${template.text} ${mark}`] : [template.text];
  return literal((marked ?? "").replaceAll(mark, () => quoted).replaceAll(new RegExp(otherMarks, "g"), () => hole));
}
