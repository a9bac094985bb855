/** Branches and loops: every branch is walked, since any may be taken, and a loop until another round brings nothing new. */
import type { forEachChild } from "unbash";
import { limits } from "../../limits.ts";
import { arithmetic } from "../../shell/arithmetic.ts";
import type { CommandNode, CompoundList } from "../../shell/shell.ts";
import { substitutionsIn } from "../../shell/substitutions.ts";
import { type Flow, unknownValue, type Value } from "../../shell/value.ts";
import { expandPattern, expandWhole, expandWord, type Lookup, numbersIn } from "../../shell/words.ts";
import { matches } from "./conditions.ts";
import { countCommand, isExhausted } from "./findings.ts";
import { eitherOf, merged, noFlow } from "../describing/flows.ts";
import { lookupIn } from "./lookup.ts";
import { copyOf, forgetAll, join, type Reading, type Scene, setVariable, spanOf, takeOver } from "./scene.ts";

type Choice = Extract<CommandNode, { type: "If" | "For" | "ArithmeticFor" | "Select" | "While" | "Case" }>;
type Of<Type extends Choice["type"]> = Extract<Choice, { type: Type }>;

export function walkChoice(reading: Reading, scene: Scene, node: Choice): Flow {
  switch (node.type) {
    case "If":
      return walkIf(reading, scene, branchesOf(node));
    case "Case":
      return walkCase(reading, scene, node);
    case "For":
      return walkFor(reading, scene, node);
    case "While":
      return walkWhile(reading, scene, node);
    case "ArithmeticFor":
      return walkCounting(reading, scene, node);
    case "Select":
      for (const word of node.wordlist ?? []) expandWord(word, lookupIn(reading, scene));
      return repeated(reading, scene, {
        node,
        round: withValue(node.name.value, unknownValue(`$${node.name.value}`), bodyOf(reading, node.body)),
      });
  }
}

function bodyOf(reading: Reading, list: CompoundList): Round {
  return (inner) => reading.walk.node(reading, inner, list);
}

/** Stands for the bodies of a `case` that run one after the other, and for a branch that is not written. */
const noList: CompoundList = { type: "CompoundList", pos: 0, end: 0, commands: [] };

type Branch = { readonly clause: CompoundList | undefined; readonly body: CompoundList };

function branchesOf(node: Of<"If">): readonly Branch[] {
  const asking = [node, ...node.elif].map(({ clause, then: body }) => ({ clause, body }));
  return node.else === undefined ? asking : [...asking, { clause: undefined, body: node.else }];
}

/** A branch is left out where its condition surely does not hold, and so are those behind one that surely does. */
function walkIf(reading: Reading, scene: Scene, branches: readonly Branch[]): Flow {
  const [first, ...others] = branches;
  if (first === undefined) {
    scene.here.succeeded = true;
    return noFlow;
  }
  if (first.clause === undefined) return reading.walk.node(reading, scene, first.body);
  const asked = reading.walk.node(reading, scene, first.clause);
  const { succeeded } = scene.here;
  if (succeeded !== undefined)
    return merged([asked, succeeded ? reading.walk.node(reading, scene, first.body) : walkIf(reading, scene, others)]);
  return merged([asked, walkBranches(scene, [bodyOf(reading, first.body), (inner) => walkIf(reading, inner, others)])]);
}

/** The branch that a known word takes is the only one; else any may be taken. */
function walkCase(reading: Reading, scene: Scene, node: Of<"Case">): Flow {
  const lookup = lookupIn(reading, scene);
  const word = expandWhole(node.word, lookup);
  const taken = word.known ? takenIn(node, word, lookup) : undefined;
  if (taken !== undefined) return taken === "none" ? noFlow : reading.walk.node(reading, scene, taken);
  for (const item of node.items) for (const pattern of item.pattern) walkSubstitutions(reading, scene, pattern);
  const bodies = node.items.map((item) => item.body);
  const chain: CompoundList = { ...noList, commands: bodies.flatMap((body) => body.commands) };
  const all = node.items.some((item) => !endsThere(item)) ? [...bodies, chain] : bodies;
  return walkBranches(scene, [...all.map((body) => bodyOf(reading, body)), () => noFlow]);
}

function endsThere({ terminator }: Of<"Case">["items"][number]): boolean {
  return terminator === undefined || terminator === ";;";
}

/** Undefined where one of the patterns before it may take the word, or where it runs on into the next. */
function takenIn(node: Of<"Case">, word: Value, lookup: Lookup): CompoundList | "none" | undefined {
  for (const item of node.items) {
    for (const pattern of item.pattern) {
      const held = matches(word, expandPattern(pattern, lookup));
      if (held === undefined || (held && !endsThere(item))) return undefined;
      if (held) return item.body;
    }
  }
  return "none";
}

/** One of them is taken; afterwards only what all of them agree on is known. */
function walkBranches(scene: Scene, rounds: readonly Round[]): Flow {
  const branches = rounds.map(() => copyOf(scene));
  const flows = rounds.map((round, position) => round(branches[position] as Scene));
  join(scene, branches);
  return eitherOf(flows);
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

/** As long as it is certain that there is another round, each is walked as it would run. */
function walkWhile(reading: Reading, scene: Scene, node: Of<"While">): Flow {
  const [clause, body] = [bodyOf(reading, node.clause), bodyOf(reading, node.body)];
  const flows: Flow[] = [];
  for (let count = 0; count < limits.loopValues && isSpacious(reading); count += 1) {
    flows.push(clause(scene));
    const { succeeded } = scene.here;
    if (succeeded !== undefined && succeeded !== (node.kind === "while")) return merged(flows);
    if (succeeded === undefined || isEndless(node))
      return merged([...flows, repeated(reading, scene, { node, round: inTurn(body, clause) })]);
    flows.push(roundWith(reading, scene, { node, round: body }));
  }
  return merged([...flows, repeated(reading, scene, { node, round: inTurn(clause, body) })]);
}

/** `while true` says nothing about the number of its rounds. */
function isEndless({ clause }: Of<"While">): boolean {
  const [only, ...more] = clause.commands;
  return more.length === 0 && only?.command.type === "Command" && only.command.args.length === 0;
}

function inTurn(...rounds: readonly Round[]): Round {
  return (inner) => merged(rounds.map((round) => round(inner)));
}

/** Loops inside loops would use up what one call may look at. */
function isSpacious(reading: Reading): boolean {
  return reading.findings.commands < limits.commands / 4;
}

/** `for ((…; …; …))` */
function walkCounting(reading: Reading, scene: Scene, node: Of<"ArithmeticFor">): Flow {
  const worth = (expression: Of<"ArithmeticFor">["test"], inner: Scene): bigint | undefined =>
    arithmetic(expression, numbersIn(lookupIn(reading, inner)));
  const body: Round = (inner) => {
    const flow = reading.walk.node(reading, inner, node.body);
    worth(node.update, inner);
    return flow;
  };
  worth(node.initialize, scene);
  const flows: Flow[] = [];
  for (let count = 0; count < limits.loopValues && isSpacious(reading); count += 1) {
    const test = worth(node.test, scene);
    if (test === 0n) return merged(flows);
    if (test === undefined) break;
    flows.push(roundWith(reading, scene, { node, round: body }));
  }
  return merged([...flows, repeated(reading, scene, { node, round: body })]);
}

/** A loop over a short known list is walked once for each value, as it would run; any other, with a value that nobody knows. */
function walkFor(reading: Reading, scene: Scene, node: Of<"For">): Flow {
  const lookup = lookupIn(reading, scene);
  const positional = lookup.variable("@")?.items ?? [{ ...unknownValue("$@"), loose: true as const }];
  const values = node.wordlist === undefined ? positional : node.wordlist.flatMap((word) => expandWord(word, lookup));
  const name = node.name.value;
  const once = bodyOf(reading, node.body);
  if (values.length > limits.loopValues) return repeated(reading, scene, { node, round: withValue(name, anyOf(name, values), once) });
  return merged(
    values.map((value) =>
      value.loose === true
        ? repeated(reading, scene, { node, round: withValue(name, unknownValue(`$${name}`, value.flow), once) })
        : roundWith(reading, scene, { node, round: withValue(name, value, once) }),
    ),
  );
}

/** Many values that begin alike and are plain names behind that. */
function anyOf(name: string, values: readonly Value[]): Value {
  if (values.some((value) => !value.known || value.glob)) return unknownValue(`$${name}`);
  const texts = values.map((value) => value.text);
  const head = texts.reduce((common, text) => {
    let length = 0;
    while (length < common.length && common[length] === text[length]) length += 1;
    return common.slice(0, length);
  });
  const isPlain = texts.every((text) => /^\w[\w.-]*$/.test(text.slice(head.length)) || text === head);
  return { ...unknownValue(`$${name}`), head, ...(isPlain ? { shape: `${head}${/^\d+$/.test(texts[0] ?? "") ? "[0-9]*" : "*"}` } : {}) };
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
    setVariable(scene, name, value);
    return round(scene);
  };
}

/** Substitutions run wherever they stand, in conditions and arithmetic too. */
function walkSubstitutions(reading: Reading, scene: Scene, node: Parameters<typeof forEachChild>[0]): void {
  const { substitute } = lookupIn(reading, scene);
  for (const script of substitutionsIn(node)) substitute(script);
}
