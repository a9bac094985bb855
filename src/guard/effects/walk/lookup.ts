/** What a word may ask of the scene that it stands in: variables, home, and the output of a substitution. */
import { folderOf, nameOf } from "../../../base/path.ts";
import type { Script } from "../../shell/shell.ts";
import { type Flow, literal, someNumber, unknownValue, type Value } from "../../shell/value.ts";
import type { Lookup } from "../../shell/words.ts";
import { expectReader } from "./receivers.ts";
import { type Reading, type Scene, setVariable, variableIn } from "./scene.ts";
import { subshell } from "./subshells.ts";

export function lookupIn(reading: Reading, scene: Scene): Lookup {
  return {
    home: variableIn(scene, "HOME") ?? unknownValue("$HOME"),
    homeOf: (user) => homeOf(user, reading),
    variable: (name) => variableIn(scene, name) ?? ownValue(name, scene) ?? inherited(name, reading),
    assign: (name, value) => setVariable(scene, name, value),
    isUnset: (name) => isUnset(reading, name),
    substitute: (script) => substituted(reading, scene, script),
    receive: (script) => expectReader(reading, scene, script),
  };
}

/** Homes lie beside each other and are called like their users; the one of root has a place of its own. */
function homeOf(user: string, { ground }: Reading): Value | undefined {
  if (user === nameOf(ground.home)) return literal(ground.home);
  if (user === "root") return literal("/root");
  const beside = folderOf(ground.home);
  return /^\/(home|Users)$/.test(beside) ? literal(`${beside}/${user}`) : undefined;
}

function substituted(reading: Reading, scene: Scene, script: Script | undefined): Flow {
  if (script === undefined) return { from: "unread" };
  return subshell(reading, scene, { changes: { depth: scene.depth + 1 }, run: (inner) => reading.walk.node(reading, inner, script) });
}

/** What the shell itself keeps: positional words, their number, its folders and its numbers. */
function ownValue(name: string, scene: Scene): Value | undefined {
  if (name === "PWD") return scene.here.cwd;
  if (name === "OLDPWD") return scene.here.before;
  if (name === "BASH_SOURCE") return scene.via.includes("source") ? undefined : scene.variables.get("0");
  if (/^([$!?]|PPID|BASHPID|S?RANDOM|SECONDS|E?UID|LINENO|EPOCHSECONDS|SHLVL|COLUMNS|LINES)$/.test(name)) return someNumber(`$${name}`);
  const items = scene.variables.get("@")?.items;
  if (items === undefined) return undefined;
  if (name === "#") return items.some((item) => item.loose === true) ? someNumber("$#") : literal(String(items.length));
  return /^[1-9]\d*$/.test(name) ? (items[Number(name) - 1] ?? literal("")) : undefined;
}

/** Variables that a session sets once and scripts leave alone; any other may differ from what the guard sees. */
const lasting: ReadonlySet<string> = new Set(
  "TMPDIR USER LOGNAME SHELL EDITOR VISUAL PAGER XDG_CACHE_HOME XDG_RUNTIME_DIR VIRTUAL_ENV CONDA_PREFIX PYTHON NODE".split(" "),
);

function inherited(name: string, reading: Reading): Value | undefined {
  if (!lasting.has(name)) return undefined;
  const answer = reading.ground.world.variable(name);
  return answer.known && answer.value !== null ? literal(answer.value) : undefined;
}

function isUnset(reading: Reading, name: string): boolean {
  if (!/^[A-Za-z_]\w*$/.test(name)) return false;
  const answer = reading.ground.world.variable(name);
  return answer.known && answer.value === null;
}
