/** The names that a file exports and those it declares. */
import type { Node } from "oxc-parser";
import { patternNames } from "./bindings.ts";
import type { Source } from "./source.ts";
import { walk } from "./walk.ts";

export type Declared = { readonly name: string; readonly isType: boolean; readonly node: Node };

/** What the file itself exports and what it hands on by name; `export *` hands on too much to be listed. */
export function exportedNames(source: Source): readonly Declared[] {
  return source.program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration") return [];
    const own = statement.declaration === null ? [] : declaredBy(statement.declaration);
    const listed = statement.specifiers.flatMap((one): readonly Declared[] => {
      if (one.exported.type !== "Identifier") return [];
      return [{ name: one.exported.name, isType: statement.exportKind === "type" || one.exportKind === "type", node: one }];
    });
    return [...own, ...listed];
  });
}

export function declaredNames(source: Source): readonly Declared[] {
  const found: Declared[] = [];
  walk(source.program, ({ node }) => {
    found.push(...declaredBy(node));
  });
  return found;
}

function declaredBy(node: Node): readonly Declared[] {
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return node.id === null ? [] : [{ name: node.id.name, isType: node.type === "ClassDeclaration", node }];
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
      return [{ name: node.id.name, isType: true, node }];
    case "VariableDeclaration":
      return node.declarations.flatMap((one) => patternNames(one.id)).map((name) => ({ name, isType: false, node }));
    default:
      return [];
  }
}
