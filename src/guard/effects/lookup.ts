/** What a word may ask of the scene that it stands in: variables, home, and the output of a substitution. */
import type { Script } from "../shell/shell.ts";
import { type Flow, literal, unknownValue, type Value } from "../shell/value.ts";
import type { Lookup } from "../shell/words.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";

export function lookupIn(reading: Reading, scene: Scene): Lookup {
  const home = scene.variables.get("HOME") ?? unknownValue("$HOME");
  return {
    home,
    // Of what the shell inherits only HOME and PWD are certain; any other variable may differ from what we see.
    variable: (name) => scene.variables.get(name) ?? positional(name, scene) ?? (name === "PWD" ? scene.here.cwd : undefined),
    substitute: (script) => substituted(reading, scene, script),
  };
}

function substituted(reading: Reading, scene: Scene, script: Script | undefined): Flow {
  if (script === undefined) return { from: "unread" };
  return reading.walk.node(reading, copyOf(scene, { depth: scene.depth + 1 }), script);
}

function positional(name: string, scene: Scene): Value | undefined {
  if (!/^[1-9]\d*$/.test(name)) return undefined;
  const items = scene.variables.get("@")?.items;
  return items === undefined ? undefined : (items[Number(name) - 1] ?? literal(""));
}
