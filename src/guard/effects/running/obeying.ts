/** Variables that are set for a program, or for all that follow: what is run because of them. */
import { nameOf } from "../../../base/path.ts";
import { literal, type Value, withPrefix } from "../../shell/value.ts";
import { variableHijack } from "../hijacks/hijacks.ts";
import { variableNamed, variablesObeyedBy } from "../hijacks/variables.ts";
import { type Invocation, occasion, say } from "../walk/invocation.ts";
import type { Reading, Scene } from "../walk/scene.ts";

/** Those that are set right here, whoever runs. */
export function obey(reading: Reading, scene: Scene, invocation: Invocation): void {
  obeyAsGit(reading, scene, invocation);
  for (const [name, value] of invocation.env ?? []) takeFunction(reading, scene, { ...invocation, name, value });
  for (const [name, value] of invocation.env ?? [])
    if (variableNamed(name)?.by === undefined) obeyOne(reading, scene, { ...invocation, name, value });
}

/** bash hands functions on as `BASH_FUNC_name%%=() { … }`. */
function takeFunction(reading: Reading, scene: Scene, { name, value, span }: Obeying): void {
  const own = /^BASH_FUNC_(.+)%%$/.exec(name)?.[1];
  const inner = { ...scene, within: span, depth: scene.depth + 1 };
  if (own !== undefined && value.known && value.text.startsWith("()")) reading.walk.text(reading, inner, `${own} ${value.text}`);
}

/** `GIT_CONFIG_KEY_0` and `GIT_CONFIG_VALUE_0` are one setting of git. */
function obeyAsGit(reading: Reading, scene: Scene, { env, ...invocation }: Invocation): void {
  for (const [name, key] of env ?? []) {
    const number = /^GIT_CONFIG_KEY_(\d+)$/.exec(name)?.[1];
    const value = number === undefined ? undefined : scene.variables.get(`GIT_CONFIG_VALUE_${number}`);
    if (value === undefined || !key.known) continue;
    const words = [literal("git"), literal("-c"), withPrefix(`${key.text}=`, value), literal("version")];
    reading.walk.words(reading, scene, { ...invocation, words });
  }
}

/** Those that only some programs obey, wherever they were set. */
export function obeyAs(reading: Reading, scene: Scene, invocation: Invocation): void {
  for (const name of variablesObeyedBy(nameOf(invocation.words[0]?.text ?? ""))) {
    const value = scene.variables.get(name);
    if (value !== undefined) obeyOne(reading, scene, { ...invocation, name, value });
  }
}

type Obeying = Invocation & { readonly name: string; readonly value: Value };

function obeyOne(reading: Reading, scene: Scene, { name, value, ...invocation }: Obeying): void {
  const { runs, parts } = variableHijack(name, value, { ground: reading.ground, cwd: scene.here.cwd });
  say(occasion(reading, scene, invocation), ...parts);
  if (runs.length > 0) reading.walk.runs(reading, scene, { invocation, runs });
}
