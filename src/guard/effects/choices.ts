/** Branches and loops: every branch is walked, since any may be taken, and a loop until another round brings nothing new. */
import type { forEachChild } from "unbash";
import { limits } from "../limits.ts";
import type { CommandNode, CompoundList } from "../shell/shell.ts";
import { substitutionsIn } from "../shell/substitutions.ts";
import { type Flow, unknownValue, type Value } from "../shell/value.ts";
import { expandWord } from "../shell/words.ts";
import { countCommand, isExhausted } from "./findings.ts";
import { merged } from "./flows.ts";
import { lookupIn } from "./lookup.ts";
import { copyOf, forgetAll, join, type Reading, type Scene, spanOf, takeOver } from "./scene.ts";

type Choice = Extract<CommandNode, { type: "If" | "For" | "ArithmeticFor" | "Select" | "While" | "Case" }>;

export function walkChoice(reading: Reading, scene: Scene, node: Choice): Flow {
  const walk =
    (list: CompoundList): Round =>
    (inner) =>
      reading.walk.node(reading, inner, list);
  switch (node.type) {
    case "If":
      return walkIf(reading, scene, node);
    case "Case":
      return walkCase(reading, scene, node);
    case "For":
      return walkFor(reading, scene, node);
    case "While":
      return repeated(reading, scene, { node, round: (inner) => merged([walk(node.clause)(inner), walk(node.body)(inner)]) });
    case "ArithmeticFor":
      walkSubstitutions(reading, scene, node);
      return repeated(reading, scene, { node, round: walk(node.body) });
    case "Select":
      for (const word of node.wordlist ?? []) expandWord(word, lookupIn(reading, scene));
      return repeated(reading, scene, { node, round: withValue(node.name.value, unknownValue(`$${node.name.value}`), walk(node.body)) });
  }
}

/** Stands for the bodies of a `case` that run one after the other. */
const noList: CompoundList = { type: "CompoundList", pos: 0, end: 0, commands: [] };

function walkIf(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "If" }>): Flow {
  reading.walk.node(reading, scene, node.clause);
  for (const elif of node.elif) reading.walk.node(reading, scene, elif.clause);
  const bodies = [node.then, ...node.elif.map((elif) => elif.then), ...(node.else === undefined ? [] : [node.else])];
  return walkBranches(reading, scene, bodies);
}

function walkCase(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "Case" }>): Flow {
  walkSubstitutions(reading, scene, node.word);
  for (const item of node.items) for (const pattern of item.pattern) walkSubstitutions(reading, scene, pattern);
  const bodies = node.items.map((item) => item.body);
  const fallsThrough = node.items.some((item) => item.terminator !== undefined && item.terminator !== ";;");
  const chain: CompoundList = { ...noList, commands: bodies.flatMap((body) => body.commands) };
  return walkBranches(reading, scene, fallsThrough ? [...bodies, chain] : bodies);
}

/** Afterwards only what all branches agree on is known; none of them may have been taken. */
function walkBranches(reading: Reading, scene: Scene, bodies: readonly CompoundList[]): Flow {
  const branches = bodies.map(() => copyOf(scene));
  const flows = bodies.map((body, position) => reading.walk.node(reading, branches[position] as Scene, body));
  join(scene, [copyOf(scene), ...branches]);
  return merged(flows);
}

type Round = (scene: Scene) => Flow;
type Loop = { readonly node: Choice; readonly round: Round };

/** Nobody knows how many rounds there will be: the second follows the first exactly, the others begin with what no round has changed. */
function repeated(reading: Reading, scene: Scene, loop: Loop): Flow {
  const first = roundFrom(reading, scene, loop);
  const flows = [first.flow];
  if (!join(scene, [copyOf(scene), ...first.ends])) return first.flow;
  const second = roundFrom(reading, first.ends[0] as Scene, loop);
  join(scene, [copyOf(scene), ...second.ends]);
  for (let count = 0; count < limits.loopRounds; count += 1) {
    const next = roundFrom(reading, scene, loop);
    flows.push(next.flow);
    if (!join(scene, [copyOf(scene), ...next.ends])) return merged(flows);
  }
  forgetAll(scene);
  return merged([...flows, roundFrom(reading, scene, loop).flow]);
}

/** One round, and how things may stand at its end: first where it runs through, then where it is left early. */
function roundFrom(reading: Reading, scene: Scene, loop: Loop): { readonly flow: Flow; readonly ends: readonly Scene[] } {
  const inner = copyOf(scene, { left: [] });
  if (!countCommand(reading.findings, spanOf(scene, loop.node))) return { flow: { from: "unread" }, ends: [inner] };
  const flow = loop.round(inner);
  return { flow, ends: [inner, ...inner.left] };
}

/** A loop over a short known list is walked once for each value, as it would run; any other, with a value that nobody knows. */
function walkFor(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "For" }>): Flow {
  const lookup = lookupIn(reading, scene);
  const positional = lookup.variable("@")?.items ?? [{ ...unknownValue("$@"), loose: true as const }];
  const values = node.wordlist === undefined ? positional : node.wordlist.flatMap((word) => expandWord(word, lookup));
  const name = node.name.value;
  const once = (inner: Scene): Flow => reading.walk.node(reading, inner, node.body);
  if (values.length > limits.loopValues || values.some((value) => value.loose === true))
    return repeated(reading, scene, { node, round: withValue(name, unknownValue(`$${name}`), once) });
  return merged(values.map((value) => roundWith(reading, scene, { node, round: withValue(name, value, once) })));
}

function roundWith(reading: Reading, scene: Scene, loop: Loop): Flow {
  if (isExhausted(reading.findings)) return { from: "unread" };
  const { flow, ends } = roundFrom(reading, scene, loop);
  const [end, ...left] = ends as [Scene, ...Scene[]];
  if (left.length === 0) takeOver(scene, end);
  else join(scene, [end, ...left]);
  return flow;
}

function withValue(name: string, value: Value, round: Round): Round {
  return (scene) => {
    scene.variables.set(name, value);
    return round(scene);
  };
}

/** Substitutions run wherever they stand, in conditions and arithmetic too. */
export function walkSubstitutions(reading: Reading, scene: Scene, node: Parameters<typeof forEachChild>[0]): void {
  const { substitute } = lookupIn(reading, scene);
  for (const script of substitutionsIn(node)) substitute(script);
}
