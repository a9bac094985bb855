/** `>(…)`: a script that reads what somebody writes into the path that stands for it. */
import type { Script } from "../../shell/shell.ts";
import { type Flow, literal, type Value } from "../../shell/value.ts";
import type { Reading, Scene } from "./scene.ts";
import { subshell } from "./subshells.ts";

export type Receiver = { readonly path: string; readonly script: Script; readonly scene: Scene; fed: boolean };

/** The path that the shell puts in its place. */
export function expectReader(reading: Reading, scene: Scene, script: Script | undefined): Value {
  const path = `/dev/fd/${firstDescriptor - reading.receivers.length}`;
  if (script !== undefined) reading.receivers.push({ path, script, scene, fed: false });
  return literal(path);
}

const firstDescriptor = 62;

/** Somebody writes this there. */
export function feed(reading: Reading, path: Value, flow: Flow): void {
  const receiver = reading.receivers.find((one) => one.path === path.text && !one.fed);
  if (receiver !== undefined) run(reading, receiver, flow);
}

/** Those that nobody has been seen to write to read what cannot be told; `from` is how many there were before. */
export function feedRest(reading: Reading, from: number): void {
  if (reading.receivers.length === from) return;
  for (const receiver of reading.receivers.slice(from)) if (!receiver.fed) run(reading, receiver, { from: "unread" });
}

function run(reading: Reading, receiver: Receiver, stdin: Flow): void {
  const { scene, script } = receiver;
  receiver.fed = true;
  subshell(reading, scene, { changes: { stdin, depth: scene.depth + 1 }, run: (inner) => reading.walk.node(reading, inner, script) });
}
