/** `$PYTHON`, `$EDITOR`: variables that name a program by convention, where the call does not say which. */
import { literal, type Value } from "../../shell/value.ts";
import type { Reading, Scene } from "../walk/scene.ts";

/** By what they are called alone; those that are called otherwise than their program stand with it. */
const names: ReadonlyMap<string, string> = new Map([
  ...`python python3 pip pip3 node npm npx yarn pnpm bun deno git make cmake ninja cc gcc clang cxx=c++ ld ar go cargo rustc ruby gem bundle perl php
  composer java javac mvn gradle docker podman kubectl helm terraform tofu ansible curl wget sed awk grep find tar adb psql mysql jq uv poetry ruff
  editor=vi visual=vi pager=less browser=xdg-open shell=sh gpg openssl ssh rsync`
    .split(/\s+/)
    .map((pair): [string, string] => {
      const [name = "", program = name] = pair.split("=");
      return [name.toUpperCase(), program];
    }),
]);

/** The words that stand for it: what the machine has set, or else what it is called. Nothing where the script has set it, or nobody knows the name. */
export function conventionalProgram({ ground }: Reading, scene: Scene, program: Value): readonly Value[] | undefined {
  if (program.known) return undefined;
  const name = /^\$(?:\{(\w+)\}|(\w+))$/
    .exec(program.text)
    ?.slice(1)
    .find((one) => one !== undefined);
  if (name === undefined || scene.variables.has(name)) return undefined;
  const set = ground.world.variable(name);
  const text = set.known && set.value !== null && set.value !== "" ? set.value : names.get(name);
  return text?.split(/\s+/).map(literal);
}
