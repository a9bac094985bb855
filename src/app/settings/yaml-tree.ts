/** YAML to plain data, with the line and column of every part, so that a fault can point at it. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type Scalar } from "yaml";
import type { Json } from "../../base/json.ts";
import type { Flaw } from "./flaw.ts";

export type YamlTree = {
  readonly tree: Json;
  /** Where the part with this path stands; that of the nearest part around it where there is none. */
  readonly spot: (path: readonly string[]) => Spot;
  /** The same of its name. */
  readonly nameSpot: (path: readonly string[]) => Spot;
};

export type Spot = Pick<Flaw, "line" | "column">;

/** Far more than anybody writes by hand, and far less than what keeps a parser busy. */
const mostChars = 1_000_000;
const mostAliases = 100;

const start: Spot = { line: 1, column: 1 };

export type YamlRead = { readonly ok: true; readonly value: YamlTree } | { readonly ok: false; readonly flaw: Flaw };

export function readYaml(text: string, file: string): YamlRead {
  const flawed = (what: string, spot = start): YamlRead => ({ ok: false, flaw: { file, ...spot, what } });
  if (text.length > mostChars) return flawed(`it has more than ${mostChars} characters`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    schema: "core",
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
  });
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined) return flawed(`it is not YAML: ${first.message}`, spotAt(first.pos[0]));
  try {
    const tree = document.toJS({ maxAliasCount: mostAliases }) as Json;
    const nameSpot = (path: readonly string[]): Spot => spotAt(pairAt(document, path)?.key.range?.[0] ?? offsetOf(document, path));
    return { ok: true, value: { tree: tree ?? {}, spot: (path) => spotAt(offsetOf(document, path)), nameSpot } };
  } catch (error) {
    return flawed(`it is not YAML: ${(error as Error).message}`);
  }
}

/** A key is found by its value, which stands behind it: on the same line, or below. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

export type NamedNode = { readonly key: Scalar; readonly value: unknown };

export function pairAt(document: Document, path: readonly string[]): NamedNode | undefined {
  const around: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(around)) return undefined;
  for (const { key, value } of around.items) if (isScalar(key) && String(key.value) === path.at(-1)) return { key, value };
  return undefined;
}
