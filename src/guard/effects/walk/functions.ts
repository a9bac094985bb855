/** Functions of the script: each call has words and local variables of its own, and a function that calls itself ends somewhere. */
import { limits } from "../../limits.ts";
import { type Flow, unknownValue } from "../../shell/value.ts";
import { addDoubt } from "./findings.ts";
import { merged } from "../describing/flows.ts";
import type { Invocation } from "./invocation.ts";
import { type Body, type Calling, copyOf, isAsBefore, join, type Reading, type Scene, takeOver, withoutLocals } from "./scene.ts";
import { withPositional } from "../running/shells.ts";

type FunctionCall = Invocation & { readonly bodies: readonly Body[] };

export function callFunction(reading: Reading, scene: Scene, call: FunctionCall): Flow {
  if (scene.depth > limits.shellDepth) {
    addDoubt(reading.findings, { code: "bound", what: "functions that call each other too deeply to follow", span: call.span });
    return { from: "unread" };
  }
  const ends = call.bodies.map(() =>
    copyOf(scene, { stdin: call.stdin, depth: scene.depth + 1, left: [], locals: new Set(), traps: scene.traps }),
  );
  const flow = merged(call.bodies.map((body, position) => runBody(reading, ends[position] as Scene, { call, body })));
  const all = ends.flatMap((end) => [end, ...end.left]);
  for (const end of all) withoutLocals(scene, end);
  const [only, ...more] = all;
  if (only !== undefined && more.length === 0) takeOver(scene, only);
  else join(scene, all);
  return flow;
}

type Running = { readonly call: FunctionCall; readonly body: Body };

/** Called again with nothing changed since, it does nothing that has not been seen. */
function runBody(reading: Reading, inner: Scene, { call, body }: Running): Flow {
  const words = call.words.slice(1);
  const within = inner.calls.filter((calling) => calling.body === body);
  // What changes with every call is no longer told apart, so that it ends.
  const positional = within.length < callsTold ? words : words.map((word) => unknownValue(word.text, word.flow));
  return withPositional(inner, positional, () => {
    const before = within.find((calling) => isAsBefore(inner, calling.start));
    if (before !== undefined) return callItself(reading, inner, { call, before });
    const calls = [...inner.calls, { body, start: copyOf(inner), again: new Set<number>() }];
    return reading.walk.node(reading, { ...inner, calls }, body);
  });
}

const callsTold = 5;

/** A function that starts itself beside itself, or more than once, never ends and takes the machine with it. */
function callItself(reading: Reading, inner: Scene, { call, before }: { readonly call: FunctionCall; readonly before: Calling }): Flow {
  before.again.add(call.span.start);
  if (inner.beside === true || before.again.size > 1)
    addDoubt(reading.findings, { code: "bound", what: "a function that starts itself again and again", span: call.span });
  return { from: "unread" };
}
