/** Walks a shell tree statement by statement, in the order in which the shell would run it. */
import type { Span } from "../../../base/span.ts";
import { limits } from "../../limits.ts";
import {
  type AndOr,
  type CommandNode,
  type CompoundList,
  type Pipeline,
  type PipelineNode,
  readShell,
  type Script,
  type Statement,
} from "../../shell/shell.ts";
import { arithmetic } from "../../shell/arithmetic.ts";
import { type Flow, listValue, someNumber } from "../../shell/value.ts";
import { numbersIn } from "../../shell/words.ts";
import { walkChoice } from "./choices.ts";
import { runCommand } from "../running/commands.ts";
import { expressionHolds } from "./conditions.ts";
import { dialectOfScript, foreignIn } from "./dialects.ts";
import { addDoubt, isExhausted } from "./findings.ts";
import { eitherOf, merged, noFlow } from "../describing/flows.ts";
import { say } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { mayDoHarm } from "./may-do-harm.ts";
import { feedRest } from "./receivers.ts";
import { opened, redirected, redirecting } from "./redirects.ts";
import { copyOf, join, type Reading, type Scene, spanOf } from "./scene.ts";
import { subshell } from "./subshells.ts";

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
  const foreign = foreignIn(dialectOfScript(text) ?? scene.dialect, text);
  if (foreign !== undefined) sayForeign(reading, { ...scene, within: span }, foreign);
  return walkNode(reading, scene, script);
}

/** Read as bash it may say something else: what really runs cannot be told. */
function sayForeign(reading: Reading, scene: Scene, what: string): void {
  const span = scene.within as Span;
  const target = { name: what, scope: "unknown", known: false } as const;
  addDoubt(reading.findings, { code: "dialect", what: `${what}, which bash reads otherwise`, span });
  say({ reading, scene, span, tool: "shell" }, { kind: "execute", from: "unread", target, loss: "unknown" });
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
      return subshell(reading, scene, { run: (inner) => walkList(reading, inner, node.body) });
    case "Redirected":
      return walkRedirected(reading, scene, node);
    case "Function":
      scene.functions.set(node.name.value, [node.body]);
      // This one is called by the shell, whenever there is no program of some name.
      if (/^command_not_found_handler?$/.test(node.name.value))
        walkNode(reading, copyOf(scene, { certainty: "possible", depth: scene.depth + 1 }), node.body);
      return noFlow;
    case "Coproc":
      return walkCoproc(reading, scene, node);
    case "TestCommand":
      scene.here.succeeded = expressionHolds(node.expression, lookupIn(reading, scene));
      return noFlow;
    case "ArithmeticCommand": {
      const number = arithmetic(node.expression, numbersIn(lookupIn(reading, scene)));
      scene.here.succeeded = number === undefined ? undefined : number !== 0n;
      // A shell without arithmetic commands takes this for one subshell inside another.
      if (isCommandLike(node.body)) walkText(reading, copyOf(scene, { certainty: "possible", within: spanOf(scene, node) }), node.body);
      return noFlow;
    }
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
  if (statement.background !== true) {
    const flow = walkNode(reading, scene, statement.command);
    // Behind a `&&` one is where one wanted to go; behind the whole statement perhaps not.
    Object.assign(scene.here, { orElse: scene.here.failed ?? scene.here.orElse, failed: undefined });
    return flow;
  }
  const flow = subshell(reading, scene, { changes: { beside: true }, run: (inner) => walkNode(reading, inner, statement.command) });
  scene.here.succeeded = true;
  return flow;
}

/** What comes behind `&&` or `||` is left out where it surely does not run; from the first one that may not run on, it is a branch. */
function walkAndOr(reading: Reading, scene: Scene, node: AndOr): Flow {
  const flows: Flow[] = [];
  const perhaps: Flow[] = [];
  let branch: Scene | undefined;
  node.commands.forEach((command, position) => {
    const operator = node.operators[position - 1];
    const { succeeded } = scene.here;
    const isCertain = branch === undefined && (operator === undefined || succeeded !== undefined);
    if (isCertain && operator !== undefined && succeeded !== (operator === "&&")) return;
    if (!isCertain) branch ??= copyOf(scene);
    (branch === undefined ? flows : perhaps).push(walkNode(reading, branch ?? scene, command));
  });
  if (branch !== undefined) {
    join(scene, [scene, branch]);
    scene.here.succeeded = undefined;
  }
  return merged([...flows, eitherOf(perhaps)]);
}

/** Two words side by side are no arithmetic. */
function isCommandLike(body: string): boolean {
  return /^\s*[\w./~-]*[a-zA-Z][\w./-]*\s+[-\w./~$"']/.test(body);
}

/** Each command of a pipeline is a subshell that reads what the one before it writes. */
function walkPipeline(reading: Reading, scene: Scene, pipeline: Pipeline): Flow {
  const [only, ...more] = pipeline.commands;
  const flow = only !== undefined && more.length === 0 ? walkNode(reading, scene, only) : walkPiped(reading, scene, pipeline.commands);
  const isTurned = pipeline.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
  if (isTurned && scene.here.succeeded !== undefined) scene.here.succeeded = !scene.here.succeeded;
  return flow;
}

function walkPiped(reading: Reading, scene: Scene, commands: readonly CommandNode[]): Flow {
  let flow = scene.stdin;
  commands.forEach((command, position) => {
    const changes = position === 0 ? {} : { stdin: flow };
    flow = subshell(reading, scene, { changes, run: (inner) => walkNode(reading, inner, command) });
  });
  return flow ?? noFlow;
}

function walkRedirected(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "Redirected" }>): Flow {
  const readers = reading.receivers.length;
  const redirects = redirecting(reading, scene, node.redirects);
  const flow = walkNode(reading, opened(scene, redirects), node.command);
  const left = redirected(reading, scene, { redirects, flow });
  feedRest(reading, readers);
  // A redirect that fails keeps the command from running.
  scene.here.succeeded = undefined;
  return left;
}

/** It runs beside the script, which talks to it through two descriptors. */
function walkCoproc(reading: Reading, scene: Scene, node: Extract<CommandNode, { type: "Coproc" }>): Flow {
  const name = node.name?.value ?? "COPROC";
  scene.variables.set(name, listValue([someNumber(`\${${name}[0]}`), someNumber(`\${${name}[1]}`)]));
  return subshell(reading, scene, { changes: { stdin: { from: "unread" } }, run: (inner) => walkNode(reading, inner, node.body) });
}
