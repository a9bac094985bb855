/** What a module does while it is loaded is the same on every machine, and leaves nothing behind that changes. */
import { freeNames, type FreeName } from "../bindings.ts";
import { forEachSource } from "../house.ts";
import { isPure, roomOf } from "../rooms.ts";
import { at, isTest } from "../source.ts";
import type { Violation } from "../tree.ts";
import { runsOnLoad } from "../walk.ts";
import { chanceOf, clockOf } from "./ambient.ts";

/** The bundle is loaded when it is built: a clock that is read then tells the time of the build. */
export const loadTime = forEachSource((source) => {
  if (roomOf(source.path) === undefined || isTest(source.path)) return [];
  return freeNames(source.program)
    .filter((free) => asksOnLoad(free))
    .map((free) => at(source, free.node, { rule: "load-time", what: `\`${free.name}\` is asked for time or chance at module level` }));
});

function asksOnLoad(free: FreeName): boolean {
  if (!runsOnLoad({ ...free, key: "" })) return false;
  return (clockOf(free) ?? chanceOf(free)) !== undefined;
}

/** A variable of a module is state that no argument shows. */
export const moduleState = forEachSource((source) => {
  if (!isPure(source.path) || isTest(source.path)) return [];
  return source.program.body.flatMap((statement): readonly Violation[] => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration" || declared.kind === "const") return [];
    return [at(source, declared, { rule: "module-state", what: "a pure room keeps no variable between two calls" })];
  });
});
