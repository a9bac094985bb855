/** Walks a shell tree statement by statement, in the order in which the shell would run it. */
import { forEachChild } from "unbash";
import { limits } from "../limits.ts";
import {
  type AndOr,
  type CommandNode,
  type CompoundList,
  type Pipeline,
  type PipelineNode,
  readShell,
  type Script,
  type Statement,
} from "../shell/shell.ts";
import { type Flow, unknownValue } from "../shell/value.ts";
import { expandWord } from "../shell/words.ts";
import { runCommand } from "./commands.ts";
import { lookupIn } from "./lookup.ts";
import { stdinOf, writeRedirects } from "./redirects.ts";
import { copyOf, join, type Reading, type Scene } from "./scene.ts";

type List = Script | CompoundList;

/** Reads a text as a script and walks it; what cannot be parsed or followed becomes a doubt. */
export function walkText(reading: Reading, scene: Scene, text: string): Flow {
  const span = scene.within ?? { start: 0, end: text.length };
  if (text.length > limits.shellBytes || scene.depth > limits.shellDepth) {
    reading.findings.doubts.push({ code: "bound", what: "the script is too large or nested too deeply to follow", span });
    return { from: "unread" };
  }
  const { script, problems } = readShell(text);
  for (const problem of problems)
    reading.findings.doubts.push({ code: "unparsed", what: problem.what, span: scene.within ?? problem.span });
  return walkList(reading, scene, script);
}

function walkList(reading: Reading, scene: Scene, list: List): Flow {
  const flows = list.commands.map((statement) => walkStatement(reading, scene, statement));
  return merged(flows);
}

function walkStatement(reading: Reading, scene: Scene, statement: Statement): Flow {
  const here = statement.background === true ? copyOf(scene) : scene;
  return walkNode(reading, here, statement.command);
}

export function walkNode(reading: Reading, scene: Scene, node: PipelineNode | AndOr | List): Flow {
  switch (node.type) {
    case "Command":
      return runCommand(reading, scene, node);
    case "Pipeline":
      return walkPipeline(reading, scene, node);
    case "AndOr":
      return merged(node.commands.map((command) => walkNode(reading, scene, command)));
    case "Script":
    case "CompoundList":
      return walkList(reading, scene, node);
    case "BraceGroup":
      return walkList(reading, scene, node.body);
    case "Subshell":
      return walkList(reading, copyOf(scene), node.body);
    case "Redirected":
      return walkRedirected(reading, scene, node);
    case "Function":
      scene.functions.set(node.name.value, node.body);
      return nothing;
    case "Coproc":
      return walkNode(reading, copyOf(scene), node.body);
    case "TestCommand":
    case "ArithmeticCommand":
      walkSubstitutions(reading, scene, node);
      return nothing;
    default:
      return walkChoice(reading, scene, node);
  }
}

const nothing: Flow = { from: "call", text: "" };

/** Each command of a pipeline is a subshell that reads what the one before it writes. */
function walkPipeline(reading: Reading, scene: Scene, pipeline: Pipeline): Flow {
  if (pipeline.commands.length === 1) return walkNode(reading, scene, pipeline.commands[0] as CommandNode);
  let flow = scene.stdin;
  for (const command of pipeline.commands) flow = walkNode(reading, copyOf(scene, { stdin: flow }), command);
  return flow ?? nothing;
}

function walkRedirected(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "Redirected" }>): Flow {
  writeRedirects(reading, scene, node.redirects);
  const stdin = stdinOf(reading, scene, node.redirects);
  if (stdin === undefined) return walkNode(reading, scene, node.command);
  const inner = { ...scene, stdin };
  const flow = walkNode(reading, inner, node.command);
  scene.cwd = inner.cwd;
  return flow;
}

type Choice = Extract<CommandNode, { type: "If" | "For" | "ArithmeticFor" | "Select" | "While" | "Case" }>;

/** Every branch is walked, since any may be taken; afterwards only what all branches agree on is known. */
function walkChoice(reading: Reading, scene: Scene, node: Choice): Flow {
  switch (node.type) {
    case "If":
      return walkIf(reading, scene, node);
    case "For":
      return walkFor(reading, scene, node);
    case "While":
      walkList(reading, scene, node.clause);
      return walkBranches(reading, scene, [node.body]);
    case "Case":
      walkSubstitutions(reading, scene, node.word);
      for (const item of node.items) for (const pattern of item.pattern) walkSubstitutions(reading, scene, pattern);
      return walkBranches(
        reading,
        scene,
        node.items.map((item) => item.body),
      );
    case "ArithmeticFor":
      walkSubstitutions(reading, scene, node);
      return walkBranches(reading, scene, [node.body]);
    case "Select":
      scene.variables.set(node.name.value, unknownValue(`$${node.name.value}`));
      return walkBranches(reading, scene, [node.body]);
  }
}

function walkIf(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "If" }>): Flow {
  walkList(reading, scene, node.clause);
  for (const elif of node.elif) walkList(reading, scene, elif.clause);
  const bodies = [node.then, ...node.elif.map((elif) => elif.then), ...(node.else === undefined ? [] : [node.else])];
  return walkBranches(reading, scene, bodies);
}

function walkBranches(reading: Reading, scene: Scene, bodies: readonly CompoundList[]): Flow {
  const branches = bodies.map(() => copyOf(scene));
  const flows = bodies.map((body, position) => walkList(reading, branches[position] as Scene, body));
  join(scene, [copyOf(scene), ...branches]);
  return merged(flows);
}

/** A loop over a known list is walked once for each value; over an unknown one, once with an unknown value. */
function walkFor(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "For" }>): Flow {
  const lookup = lookupIn(reading, scene);
  const values = (node.wordlist ?? []).flatMap((word) => expandWord(word, lookup));
  const unknown = unknownValue(`$${node.name.value}`);
  const rounds = values.length > 0 && values.length <= 16 ? values : [unknown];
  const flows: Flow[] = [];
  for (const value of rounds) {
    scene.variables.set(node.name.value, value);
    flows.push(walkBranches(reading, scene, [node.body]));
  }
  return merged(flows);
}

/** Substitutions run wherever they stand, in conditions and arithmetic too. */
function walkSubstitutions(reading: Reading, scene: Scene, node: Parameters<typeof forEachChild>[0]): void {
  forEachChild(node, (child) => {
    if ((child.type === "CommandExpansion" || child.type === "ProcessSubstitution") && child.script !== undefined)
      walkList(reading, copyOf(scene), child.script);
    else if (child.type === "CompoundList") return;
    else walkSubstitutions(reading, scene, child);
  });
}

/** What several commands write one after the other: known only if each is, and as untrusted as the least trusted. */
function merged(flows: readonly Flow[]): Flow {
  const worst = flows.find((flow) => flow.from === "download") ?? flows.find((flow) => flow.from === "unread") ?? flows.at(-1) ?? nothing;
  const texts = flows.map((flow) => flow.text);
  const isKnown = texts.every((text) => text !== undefined);
  const { from, origin } = worst;
  return { from, ...(origin === undefined ? {} : { origin }), ...(isKnown ? { text: texts.join("") } : {}) };
}
