/** Time, chance, environment and surroundings are handed in; a room that decides never reaches for them. */
import type { Node } from "oxc-parser";
import { freeNames, type FreeName } from "../bindings.ts";
import { forEachSource } from "../house.ts";
import { bunAdapter, isEntry, isFreeOfRuntime, isIn, roomOf } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";
import { walk } from "../walk.ts";

const ambientNames = new Set(
  `process console globalThis window self global performance crypto navigator
   setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame
   fetch XMLHttpRequest WebSocket EventSource Worker SharedArrayBuffer Atomics WeakRef FinalizationRegistry
   eval Function Intl require module exports Buffer Deno __dirname __filename`.split(/\s+/),
);

/** Members whose answer depends on the machine's language or time zone. */
const localMembers = new Set(
  `toLocaleString toLocaleDateString toLocaleTimeString toLocaleLowerCase toLocaleUpperCase localeCompare
   getTimezoneOffset getFullYear getMonth getDate getDay getHours getMinutes
   setFullYear setMonth setDate setHours setMinutes`.split(/\s+/),
);

/** Everywhere in src but in hosts and where programs start. */
export const ambientCalls = forEachSource((source) => {
  if (!isBlind(source)) return [];
  const names = freeNames(source.program).flatMap((free) => faultsOf(source, free));
  return [...names, ...memberFaults(source)];
});

function isBlind(source: Source): boolean {
  if (isTest(source.path) || isEntry(source.path)) return false;
  return isFreeOfRuntime(source.path) || isIn(source.path, "src/app");
}

function faultsOf(source: Source, free: FreeName): readonly Violation[] {
  const what = ambientNames.has(free.name) ? `\`${free.name}\`` : (clockOf(free) ?? chanceOf(free));
  if (what === undefined) return [];
  return [at(source, free.node, { rule: "ambient", what: `${what} comes from the surroundings: have it handed in` })];
}

/** A date made from one number is a plain value; every other use of `Date` asks the clock or the time zone. */
export function clockOf({ name, node, around }: FreeName): string | undefined {
  if (name === "performance") return "`performance`";
  if (name !== "Date") return undefined;
  const parent = around.at(-1);
  if (parent?.type === "NewExpression" && parent.callee === node && parent.arguments.length === 1) return undefined;
  if (memberOf(parent, node) === "UTC") return undefined;
  return "`Date` used as a clock";
}

export function chanceOf({ name, node, around }: FreeName): string | undefined {
  if (name === "crypto") return "`crypto`";
  if (name !== "Math") return undefined;
  const member = memberOf(around.at(-1), node);
  return member === undefined || member === "random" ? "`Math.random`" : undefined;
}

/** The member of `object` that the parent names, if it names one in plain sight. */
function memberOf(parent: Node | undefined, object: Node): string | undefined {
  if (parent?.type !== "MemberExpression" || parent.object !== object) return undefined;
  return memberName(parent);
}

function memberName(node: Node): string | undefined {
  if (node.type !== "MemberExpression") return undefined;
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

function memberFaults(source: Source): readonly Violation[] {
  const found: Violation[] = [];
  walk(source.program, ({ node }) => {
    const member = memberName(node);
    if (member !== undefined && localMembers.has(member)) {
      found.push(at(source, node, { rule: "ambient", what: `\`.${member}\` depends on the machine's language or time zone` }));
    }
    if (member === "constructor") found.push(at(source, node, { rule: "ambient", what: "`.constructor` leads to `Function`" }));
    if (node.type === "MetaProperty" && node.meta.name === "import") {
      found.push(at(source, node, { rule: "ambient", what: "`import.meta` names the machine" }));
    }
  });
  return found;
}

/** Variables of the environment are read by hosts alone. */
export const environment = forEachSource((source) => {
  const room = roomOf(source.path);
  if (room === undefined || room === "hosts" || isTest(source.path)) return [];
  return freeNames(source.program)
    .filter((free) => free.name === "process" && readsEnvironment(free))
    .map((free) => at(source, free.node, { rule: "environment", what: "only hosts read the environment" }));
});

function readsEnvironment({ node, around }: FreeName): boolean {
  const member = memberOf(around.at(-1), node);
  return member === undefined || member === "env";
}

export const bun = forEachSource((source) => {
  if (source.path === bunAdapter) return [];
  return freeNames(source.program)
    .filter((free) => free.name === "Bun")
    .map((free) => at(source, free.node, { rule: "bun", what: `\`Bun\` has one address, ${bunAdapter}` }));
});
