/** Runtimes and packages have one address each. */
import { builtinModules } from "node:module";
import { forEachSource, type House } from "../house.ts";
import type { Import } from "../imports.ts";
import { bunAdapter, isIn, isPure, roomOf } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";

export const runtimeModules = forEachSource((source, house) =>
  house.importsOf(source).flatMap((one) => {
    const fault = runtimeFault(source.path, one);
    return fault === undefined ? [] : [at(source, one.node, fault)];
  }),
);

type Fault = { readonly rule: string; readonly what: string };

function runtimeFault(path: string, one: Import): Fault | undefined {
  const name = one.packageName ?? "";
  if (name === "bun" || name.startsWith("bun:")) {
    return path === bunAdapter ? undefined : { rule: "bun", what: `\`${one.specifier}\`: Bun has one address, ${bunAdapter}` };
  }
  if (one.node.type === "ImportExpression" && isPure(path) && !isTest(path)) {
    return { rule: "dynamic-import", what: "a pure room loads nothing at run time" };
  }
  return nodeFault(path, one.specifier);
}

function nodeFault(path: string, specifier: string): Fault | undefined {
  const isNode = specifier.startsWith("node:");
  if (!isNode && !builtinModules.includes(specifier)) return undefined;
  if (!isNode) return { rule: "runtime", what: `\`${specifier}\` is written \`node:${specifier}\`` };
  if (!path.startsWith("src/") || isTest(path) || isIn(path, "src/hosts/node")) return undefined;
  return { rule: "runtime", what: `\`${specifier}\`: only src/hosts/node touches the runtime` };
}

/** A package that two rooms need is wrapped in one of them. */
export function packageAddresses(house: House): readonly Violation[] {
  const addresses = new Map<string, string>();
  return house.sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (room === undefined || isTest(source.path)) return [];
    return house.importsOf(source).flatMap((one) => secondAddress({ source, room, one, addresses }));
  });
}

type Visit = { readonly source: Source; readonly room: string; readonly one: Import; readonly addresses: Map<string, string> };

function secondAddress({ source, room, one, addresses }: Visit): readonly Violation[] {
  const name = one.packageName;
  if (name === undefined || name.startsWith("node:") || name.startsWith("bun")) return [];
  const first = addresses.get(name) ?? room;
  addresses.set(name, first);
  if (first === room) return [];
  return [at(source, one.node, { rule: "package", what: `\`${name}\` has its address in ${first}; ${room} asks that room` })];
}
