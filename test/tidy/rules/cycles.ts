/** No room reaches itself again by its imports, and no file does beyond its own folder: a grammar is recursive, and its files may be. */
// A type alone is no import: nothing is loaded for it.
import type { House } from "../house.ts";
import { roomOf } from "../rooms.ts";
import { isTest } from "../source.ts";
import type { Violation } from "../tree.ts";

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

export function cycles(house: House): readonly Violation[] {
  const files = knotsOf(fileGraph(house))
    .filter(spansFolders)
    .map((knot) => violationOf("file-cycle", knot));
  const rooms = knotsOf(roomGraph(house)).map((knot) => violationOf("room-cycle", knot));
  return [...files, ...rooms];
}

function spansFolders(knot: readonly string[]): boolean {
  return new Set(knot.map((path) => path.slice(0, path.lastIndexOf("/")))).size > 1;
}

function violationOf(rule: string, knot: readonly string[]): Violation {
  return { rule, path: knot[0] ?? "", line: 1, what: `import each other in a circle: ${knot.join(", ")}` };
}

export function fileGraph(house: House): Graph {
  const known = new Set(house.sources.map((source) => source.path));
  const graph = new Map<string, Set<string>>();
  for (const source of house.sources) {
    const loaded = house.importsOf(source).filter((one) => !one.typesOnly);
    graph.set(source.path, new Set(loaded.flatMap((one) => (one.target !== undefined && known.has(one.target) ? [one.target] : []))));
  }
  return graph;
}

/** Between rooms a type counts like everything else. */
export function roomGraph(house: House): Graph {
  const graph = new Map<string, Set<string>>();
  for (const source of house.sources) {
    const room = roomOf(source.path);
    if (room === undefined || isTest(source.path)) continue;
    const reached = graph.get(room) ?? new Set<string>();
    for (const one of house.importsOf(source)) {
      const other = roomOf(one.target ?? "");
      if (other !== undefined && other !== room) reached.add(other);
    }
    graph.set(room, reached);
  }
  return graph;
}

/** The groups of two or more that reach each other, and single ones that import themselves. */
export function knotsOf(graph: Graph): readonly (readonly string[])[] {
  const reach = new Map([...graph.keys()].map((start) => [start, reachedFrom(graph, start)]));
  const knotted = [...graph.keys()].filter((one) => reach.get(one)?.has(one)).sort();
  const knots = new Map<string, string[]>();
  for (const one of knotted) {
    const first = knotted.find((other) => reach.get(one)?.has(other) && reach.get(other)?.has(one)) ?? one;
    knots.set(first, [...(knots.get(first) ?? []), one]);
  }
  return [...knots.values()];
}

function reachedFrom(graph: Graph, start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return reached;
}
