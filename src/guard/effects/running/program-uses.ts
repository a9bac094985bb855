/** Puts on record which program is used and with which words. */
import type { ProgramUse } from "../../program-use.ts";
import type { Value } from "../../shell/value.ts";
import type { Invocation } from "../walk/invocation.ts";
import type { Line } from "../describing/options.ts";
import { placeFacts, placesOf } from "../declared/place-facts.ts";
import { sortedWords } from "../declared/sorted-words.ts";
import type { Reading, Scene } from "../walk/scene.ts";
import type { Tool, Use } from "../describing/tool.ts";

type Used = {
  readonly use: Pick<Use, "name" | "words" | "line"> & Partial<Use>;
  readonly tool: Tool | undefined;
  readonly invocation: Invocation;
};

export function noteUse(reading: Reading, scene: Scene, used: Used): void {
  const { use, invocation } = used;
  const { on } = reading.ground;
  const { cwd } = scene.here;
  reading.findings.programs.push({
    ...sorted(reading, used),
    env: textsOf(invocation.env),
    ...(cwd.known ? { cwd: cwd.text } : {}),
    ...placesIn(reading, used),
    known: use.words.every((word) => word.known),
    ...(reading.tellsMore ? { words: [use.name, ...use.words.map(textOf)] } : {}),
    ...(on === undefined ? {} : { on }),
    via: scene.via,
    span: invocation.span,
  });
}

/** As somebody has declared it, else as we know it. */
function sorted({ declared }: Reading, { use, tool }: Used): Pick<ProgramUse, "tool" | "verb" | "subverb" | "flags" | "positional"> {
  const own = declared.tools.get(use.name);
  if (own !== undefined) {
    const { verb, subverb, options, positional } = sortedWords(own, use.words);
    const [first, second] = [verb, subverb].map((word) => (word === undefined ? "" : textOf(word))) as [string, string];
    return { tool: own.name, verb: first, subverb: second, flags: flagsIn({ options }), positional: positional.map(textOf) };
  }
  const count = tool?.verbs ?? 0;
  const [verb = "", subverb = ""] = use.line.operands.slice(0, count).map(textOf);
  const positional = use.line.operands.slice(count).map(textOf);
  return { tool: tool?.names[0] ?? use.name, verb, subverb, flags: flagsIn(use.line), positional };
}

/** What lies elsewhere has its configuration there. */
function placesIn({ declared, tellsMore, ground }: Reading, { use, tool }: Used): ReturnType<typeof placeFacts> {
  const own = declared.tools.get(use.name)?.places ?? (tellsMore ? placesOf(tool?.names[0] ?? use.name) : []);
  if (own.length === 0 || ground.on !== undefined || !isWhole(use)) return {};
  return placeFacts(use, own);
}

function isWhole(use: Used["use"]): use is Use {
  return use.place !== undefined && use.content !== undefined && use.variable !== undefined;
}

function textsOf(env: Invocation["env"]): ProgramUse["env"] {
  return env === undefined || env.size === 0 ? {} : Object.fromEntries([...env].map(([name, value]) => [name, textOf(value)]));
}

function flagsIn({ options }: Pick<Line, "options">): ProgramUse["flags"] {
  const flags: Record<string, (string | true)[]> = {};
  for (const { name, value } of options) (flags[name] ??= []).push(value === undefined ? true : textOf(value));
  return flags;
}

function textOf(value: Value): string {
  return value.known ? value.text : "<dynamic>";
}
