/** What a word may ask of the scene that it stands in: variables, home, and the output of a substitution. */
import { literal, type Value } from "../shell/value.ts";
import type { Lookup } from "../shell/words.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";

export function lookupIn(reading: Reading, scene: Scene): Lookup {
  const home = scene.variables.get("HOME") ?? literal(reading.ground.home);
  return {
    home: home.text,
    variable: (name) => scene.variables.get(name) ?? inherited(name, home, scene.cwd),
    substitute: (script) => reading.walk.node(reading, copyOf(scene), script),
  };
}

/** Of what the shell inherits only these are certain; any other variable may differ from what we see. */
function inherited(name: string, home: Value, cwd: Value): Value | undefined {
  if (name === "HOME") return home;
  if (name === "PWD") return cwd;
  return undefined;
}
