/** Which names a file uses without having declared them: these come from the surroundings. */
import type { BindingPattern, Node, ParamPattern, Program } from "oxc-parser";
import { childrenOf, isFunction } from "./walk.ts";

/** A free name, with the nodes around it from the outside in. */
export type FreeName = { readonly name: string; readonly node: Node; readonly around: readonly Node[] };

type Scope = { readonly names: ReadonlySet<string>; readonly outer: Scope | undefined };
type Spot = { readonly node: Node; readonly key: string; readonly around: readonly Node[]; readonly scope: Scope | undefined };

export function freeNames(program: Program): readonly FreeName[] {
  const found: FreeName[] = [];
  visit({ node: program, key: "", around: [], scope: undefined });
  return found;

  function visit(spot: Spot): void {
    const { node, around } = spot;
    if (isTypeOnly(node)) return;
    if (node.type === "Identifier") {
      if (isReference(spot) && !isDeclared(node.name, spot.scope)) found.push({ name: node.name, node, around });
      return;
    }
    const declared = declaredIn(node);
    const scope = declared.length === 0 ? spot.scope : { names: new Set(declared), outer: spot.scope };
    const inner = [...around, node];
    for (const child of childrenOf(node)) visit({ ...child, around: inner, scope });
  }
}

function isDeclared(name: string, scope: Scope | undefined): boolean {
  for (let at = scope; at !== undefined; at = at.outer) if (at.names.has(name)) return true;
  return false;
}

/** The few nodes of the type language that hold values. */
const valueBearing = ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSTypeAssertion", "TSInstantiationExpression"];

function isTypeOnly(node: Node): boolean {
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  if (node.type === "ExportNamedDeclaration" && node.source !== null) return true;
  return node.type.startsWith("TS") && !valueBearing.includes(node.type) && node.type !== "TSParameterProperty";
}

/** False for a name that is only a label: a member, a key, what an export is called outside. */
function isReference({ key, around }: Spot): boolean {
  const parent = around.at(-1);
  switch (parent?.type) {
    case "MemberExpression":
      return key === "object" || parent.computed;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return key !== "key" || parent.computed;
    case "ExportSpecifier":
      return key === "local";
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return key !== "label";
    case "MetaProperty":
      return false;
    default:
      return true;
  }
}

function declaredIn(node: Node): readonly string[] {
  if (isFunctionNode(node)) return [...(node.id === null ? [] : [node.id.name]), ...node.params.flatMap(parameterNames)];
  switch (node.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return node.body.flatMap(statementNames);
    case "SwitchStatement":
      return node.cases.flatMap((one) => one.consequent.flatMap(statementNames));
    case "ForStatement":
      return node.init === null ? [] : statementNames(node.init);
    case "ForInStatement":
    case "ForOfStatement":
      return statementNames(node.left);
    case "CatchClause":
      return node.param === null ? [] : patternNames(node.param);
    case "ClassExpression":
      return node.id === null ? [] : [node.id.name];
    default:
      return [];
  }
}

function isFunctionNode(node: Node): node is Extract<Node, { params: ParamPattern[]; id: unknown }> {
  return isFunction(node);
}

function statementNames(node: Node): readonly string[] {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap((one) => patternNames(one.id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return node.id === null ? [] : [node.id.name];
    case "TSEnumDeclaration":
      return [node.id.name];
    case "ImportDeclaration":
      return node.specifiers.map((one) => one.local.name);
    case "ExportNamedDeclaration":
      return node.declaration === null ? [] : statementNames(node.declaration);
    default:
      return [];
  }
}

function parameterNames(parameter: ParamPattern): readonly string[] {
  if (parameter.type === "RestElement") return patternNames(parameter.argument);
  return patternNames(parameter.type === "TSParameterProperty" ? parameter.parameter : parameter);
}

export function patternNames(pattern: BindingPattern): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "ObjectPattern":
      return pattern.properties.flatMap((one) => patternNames(one.type === "RestElement" ? one.argument : one.value));
    case "ArrayPattern":
      return pattern.elements.flatMap((one) => {
        if (one === null) return [];
        return patternNames(one.type === "RestElement" ? one.argument : one);
      });
  }
}
