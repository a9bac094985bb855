/** Imports point inward, and a room is entered through its front door. */
import { forEachSource, type House } from "../house.ts";
import type { Import } from "../imports.ts";
import { entranceOf, ringOf, roomOf } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";

export const rings = forEachSource((source, house) => [...strayFile(source), ...importFaults(source, house)]);

function strayFile(source: Source): readonly Violation[] {
  const room = roomOf(source.path);
  if (!source.path.startsWith("src/") || (room !== undefined && ringOf(room) !== undefined)) return [];
  return [{ rule: "room", path: source.path, line: 1, what: `${source.path} lies in no room of the house` }];
}

function importFaults(source: Source, house: House): readonly Violation[] {
  if (roomOf(source.path) === undefined || isTest(source.path)) return [];
  return house.importsOf(source).flatMap((one) => {
    const fault = one.target === undefined ? addressFault(one.specifier) : faultOf(source.path, one.target, one);
    return fault === undefined ? [] : [at(source, one.node, fault)];
  });
}

type Fault = { readonly rule: string; readonly what: string };

/** A way around the rooms: an absolute path, a URL, an alias, or the package's own name. */
function addressFault(specifier: string): Fault | undefined {
  if (!/^(?:[/#]|(?!node:|bun:)\w+:|sheepdog(?:\/|$))/.test(specifier)) return undefined;
  return { rule: "outside", what: `\`${specifier}\` is neither a package nor a relative path` };
}

function faultOf(from: string, to: string, one: Import): Fault | undefined {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (isTest(to)) return { rule: "test-import", what: `${to} is for tests, nothing in src imports it` };
  if (there === undefined) return outsideFault(from, to);
  if (here === undefined || here === there) return undefined;
  return ringFault(here, there) ?? doorFault(to, one);
}

/** What a build wrote is the one thing outside `src` that a program may carry. */
function outsideFault(from: string, to: string): Fault | undefined {
  if (to.startsWith(".build/") && from.startsWith("src/app/entry/")) return undefined;
  return { rule: "outside", what: `${to} lies outside src; only an entry of app imports what a build wrote into .build/` };
}

function ringFault(here: string, there: string): Fault | undefined {
  const [from, to] = [ringOf(here), ringOf(there)];
  if (from === undefined || to === undefined || to < from) return undefined;
  return { rule: "ring", what: `${here} imports ${there}: imports point inward, rooms of one ring never see each other` };
}

function doorFault(to: string, one: Import): Fault | undefined {
  const entrance = entranceOf(to);
  if (entrance === "open" || (entrance === "types only" && one.typesOnly)) return undefined;
  const what = entrance === "closed" ? `${to} is not a front door` : `of ${to} only types may be imported`;
  return { rule: "door", what };
}
