/** What a file imports, in every way the language has: statements, re-exports, `import()` and `import("…")` types. */
import { posix } from "node:path";
import type { Node } from "oxc-parser";
import type { Source } from "./source.ts";
import { walk } from "./walk.ts";

export type Import = {
  /** As written. */
  readonly specifier: string;
  /** The path in the repository for a relative import. */
  readonly target: string | undefined;
  /** The package's name for a bare import: `@scope/name` of `@scope/name/part`. */
  readonly packageName: string | undefined;
  readonly typesOnly: boolean;
  readonly node: Node;
};

export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source.program, ({ node }) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push(importOf(source.path, node, specifier));
  });
  return found;
}

function importOf(path: string, node: Node, specifier: string): Import {
  const relative = specifier.startsWith(".");
  const target = relative ? posix.join(posix.dirname(path), specifier) : undefined;
  return { specifier, target, packageName: relative ? undefined : packageOf(specifier), typesOnly: isTypesOnly(node), node };
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "TSImportType":
      return node.source.value;
    case "ExportNamedDeclaration":
      return node.source?.value;
    case "ImportExpression":
      return node.source.type === "Literal" && typeof node.source.value === "string" ? node.source.value : "a computed name";
    default:
      return undefined;
  }
}

function isTypesOnly(node: Node): boolean {
  switch (node.type) {
    case "TSImportType":
      return true;
    case "ImportDeclaration":
      return node.importKind === "type" || (node.specifiers.length > 0 && node.specifiers.every(isTypeSpecifier));
    case "ExportNamedDeclaration":
      return node.exportKind === "type" || (node.specifiers.length > 0 && node.specifiers.every((one) => one.exportKind === "type"));
    case "ExportAllDeclaration":
      return node.exportKind === "type";
    default:
      return false;
  }
}

function isTypeSpecifier(node: Node): boolean {
  return node.type === "ImportSpecifier" && node.importKind === "type";
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
