/** Walks a shell tree statement by statement, in the order in which the shell would run it. */
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
import { walkChoice, walkSubstitutions } from "./choices.ts";
import { runCommand } from "./commands.ts";
import { addDoubt, isExhausted } from "./findings.ts";
import { merged, noFlow } from "./flows.ts";
import { mayDoHarm } from "./may-do-harm.ts";
import { redirected, redirecting } from "./redirects.ts";
import { copyOf, join, type Reading, type Scene } from "./scene.ts";

type List = Script | CompoundList;

/** Reads a text as a script and walks it; what cannot be parsed or followed becomes a doubt. */
export function walkText(reading: Reading, scene: Scene, text: string): Flow {
  const { findings } = reading;
  const span = scene.within ?? { start: 0, end: text.length };
  findings.parsedChars += text.length;
  if (text.length > limits.shellBytes || findings.parsedChars > limits.parsedChars) return tooMuch(reading, scene, span);
  const { script, problems } = readShell(text);
  const code = problems.length > 0 && mayDoHarm(reading, scene, text) ? "unparsed" : "malformed";
  for (const problem of problems) addDoubt(findings, { code, what: problem.what, span: scene.within ?? problem.span });
  return walkNode(reading, scene, script);
}

function tooMuch(reading: Reading, scene: Scene, span: { readonly start: number; readonly end: number }): Flow {
  addDoubt(reading.findings, {
    code: "bound",
    what: "the script is too large or nested too deeply to follow",
    span: scene.within ?? span,
  });
  return { from: "unread" };
}

export function walkNode(reading: Reading, scene: Scene, node: PipelineNode | AndOr | List): Flow {
  switch (node.type) {
    case "Command":
      return runCommand(reading, scene, node);
    case "Pipeline":
      return walkPipeline(reading, scene, node);
    case "AndOr":
      return walkAndOr(reading, scene, node);
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
      scene.functions.set(node.name.value, [node.body]);
      return noFlow;
    case "Coproc":
      return walkNode(reading, copyOf(scene, { stdin: { from: "unread" } }), node.body);
    case "TestCommand":
      walkSubstitutions(reading, scene, node);
      return noFlow;
    case "ArithmeticCommand":
      walkSubstitutions(reading, scene, node);
      forgetNumbers(scene, node.body);
      return noFlow;
    default:
      return walkChoice(reading, scene, node);
  }
}

function walkList(reading: Reading, scene: Scene, list: List): Flow {
  if (scene.depth > limits.shellDepth) return tooMuch(reading, scene, { start: list.pos, end: list.end });
  const flows: Flow[] = [];
  for (const statement of list.commands) {
    if (isExhausted(reading.findings)) return { from: "unread" };
    flows.push(walkStatement(reading, scene, statement));
  }
  return merged(flows);
}

function walkStatement(reading: Reading, scene: Scene, statement: Statement): Flow {
  const here = statement.background === true ? copyOf(scene) : scene;
  return walkNode(reading, here, statement.command);
}

/** Only the first is sure to run; each of the others stands on the success or the failure of those before it. */
function walkAndOr(reading: Reading, scene: Scene, node: AndOr): Flow {
  const [first, ...others] = node.commands;
  const flows = first === undefined ? [] : [walkNode(reading, scene, first)];
  const branch = copyOf(scene);
  for (const command of others) flows.push(walkNode(reading, branch, command));
  join(scene, [copyOf(scene), branch]);
  return merged(flows);
}

/** Each command of a pipeline is a subshell that reads what the one before it writes. */
function walkPipeline(reading: Reading, scene: Scene, pipeline: Pipeline): Flow {
  if (pipeline.commands.length === 1) return walkNode(reading, scene, pipeline.commands[0] as CommandNode);
  let flow = scene.stdin;
  for (const command of pipeline.commands) flow = walkNode(reading, copyOf(scene, { stdin: flow }), command);
  return flow ?? noFlow;
}

function walkRedirected(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "Redirected" }>): Flow {
  const redirects = redirecting(reading, scene, node.redirects);
  const inner = redirects.stdin === undefined ? scene : { ...scene, stdin: redirects.stdin };
  const flow = walkNode(reading, inner, node.command);
  return redirected(reading, scene, { redirects, flow });
}

/** Whatever arithmetic names it may also set. */
function forgetNumbers(scene: Scene, body: string): void {
  if (!/=|\+\+|--/.test(body)) return;
  for (const [name] of body.matchAll(/[A-Za-z_]\w*/g)) if (scene.variables.has(name)) scene.variables.set(name, unknownValue(`$${name}`));
}
