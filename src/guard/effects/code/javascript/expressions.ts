/** Expressions and patterns of JavaScript's tree, lowered to the form that is evaluated. */
import { bounds } from "../bounds.ts";
import { childrenOf, contentOf, lineAt, pieces, separated, tooMuch, type Node } from "../lezer.ts";
import type { Argument, Entry, Expression, Parameter, Statement } from "../syntax.ts";
import { unescaped } from "../unescaped.ts";
import { body, give, nameFrom, requires, type At } from "./lower.ts";

/** The names that a value is taken apart into. */
export function pattern(at: At, node: Node | undefined): Expression {
  if (node === undefined) return { kind: "parts", line: 1, parts: [] };
  const line = lineAt(at.source, node.from);
  const inside = childrenOf(node).filter((child) => !["{", "}", "[", "]"].includes(child.name));
  if (node.name === "VariableDefinition") return nameFrom(at, node);
  if (node.name === "ArrayPattern") return { kind: "list", line, items: slots(inside).map((group) => slot(at, group, line)) };
  if (node.name !== "ObjectPattern") return expression(at, node);
  const entries = inside.filter((child) => child.name === "PatternProperty").map((child) => propertyPattern(at, childrenOf(child), line));
  return { kind: "table", line, entries };
}

/** As `separated`, with the empty places of `[, second]`. */
function slots(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const groups: Node[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

function slot(at: At, group: readonly Node[], line: number): Argument {
  if (group[0] === undefined) return { value: { kind: "parts", line, parts: [] } };
  if (group[0].name === "Spread") return { value: pattern(at, group[1]), spread: true };
  return { value: withDefault(at, group) };
}

function withDefault(at: At, group: readonly Node[]): Expression {
  const equals = group.findIndex((child) => child.name === "Equals");
  const target = pattern(at, group[0]);
  return equals < 0 ? target : { kind: "assign", line: target.line, target, value: expression(at, group[equals + 1]) };
}

function propertyPattern(at: At, parts: readonly Node[], line: number): Entry {
  if (parts[0]?.name === "Spread") return { key: undefined, value: pattern(at, parts[1]) };
  const colon = parts.findIndex((part) => part.name === ":");
  const key = keyOf(at, parts.slice(0, colon < 0 ? 1 : colon), line);
  return { key, value: withDefault(at, colon < 0 ? parts : parts.slice(colon + 1)) };
}

function keyOf(at: At, parts: readonly Node[], line: number): Expression {
  const computed = parts[0]?.name === "[" ? parts[1] : parts[0]?.name === "String" ? parts[0] : undefined;
  if (computed !== undefined) return expression(at, computed);
  return { kind: "constant", line, value: parts[0] === undefined ? "" : contentOf(at.source, parts[0]) };
}

function isPart(node: Node): boolean {
  return /^[A-Z]/.test(node.name) && !/Op$|^Type|Type$|TagName|Identifier$|Builtin$|Tag$|^Equals$|^Arrow$/.test(node.name);
}

export function expressions(at: At, nodes: readonly Node[]): readonly Expression[] {
  return nodes.filter(isPart).map((node) => expression(at, node));
}

export function expression(outer: At, node: Node | undefined): Expression {
  if (node === undefined) return { kind: "constant", line: 1, value: null };
  const at = { source: outer.source, depth: outer.depth + 1 };
  const line = lineAt(at.source, node.from);
  if (at.depth > bounds.expressionDepth) return tooMuch(line);
  switch (node.name) {
    case "VariableName":
    case "VariableDefinition":
    case "this":
    case "super":
      return contentOf(at.source, node) === "undefined"
        ? { kind: "constant", line, value: null }
        : { kind: "name", line, name: contentOf(at.source, node) };
    case "Number": {
      const value = Number(contentOf(at.source, node).replace(/_|n$/g, ""));
      return { kind: "constant", line, value: Number.isNaN(value) ? null : value };
    }
    case "BooleanLiteral":
      return { kind: "constant", line, value: contentOf(at.source, node) === "true" };
    case "null":
      return { kind: "constant", line, value: null };
    case "String":
      return { kind: "constant", line, value: textIn(at, node) };
    case "TemplateString":
      return template(at, node, line);
    case "RegExp":
      return regularExpression(contentOf(at.source, node), line);
    default:
      return compound(at, node, line);
  }
}

export function textIn(at: At, node: Node): string {
  return unescaped(contentOf(at.source, node).slice(1, -1), true);
}

function template(at: At, node: Node, line: number): Expression {
  const holes = childrenOf(node).filter((child) => child.name === "Interpolation");
  const all = pieces({ from: node.from + 1, to: Math.max(node.from + 1, node.to - 1) }, holes, {
    plain: (from, to) => ({ kind: "constant", line, value: unescaped(at.source.code.slice(from, to), true) }),
    node: (hole) => expression(at, childrenOf(hole)[1]),
  });
  return { kind: "text", line, pieces: all };
}

function regularExpression(written: string, line: number): Expression {
  const end = written.lastIndexOf("/");
  const constant = (value: string): Argument => ({ value: { kind: "constant", line, value } });
  return {
    kind: "call",
    line,
    callee: { kind: "library", line, name: "RegExp" },
    args: [constant(written.slice(1, end)), constant(written.slice(end + 1))],
  };
}

function compound(at: At, node: Node, line: number): Expression {
  const children = childrenOf(node);
  switch (node.name) {
    case "MemberExpression":
      return member(at, children, line);
    case "CallExpression":
    case "NewExpression": {
      const start = node.name === "NewExpression" ? 1 : 0;
      const list = children.find((child) => child.name === "ArgList");
      return { kind: "call", line, callee: expression(at, children[start]), args: list === undefined ? [] : args(at, list) };
    }
    case "DynamicImport":
      return children.length > 2 ? requires(line, expression(at, children[2])) : { kind: "library", line, name: "require" };
    case "TaggedTemplateExpression": {
      const callee: Expression = { kind: "member", line, of: expression(at, children[0]), name: "(tag)" };
      return { kind: "call", line, callee, args: [{ value: expression(at, children.at(-1)) }] };
    }
    case "BinaryExpression":
      return binary(at, children, line);
    case "UnaryExpression":
      return unary(at, children, line);
    case "PostfixExpression":
      return children[1]?.name === "LogicOp"
        ? expression(at, children[0])
        : stepped(at, { node: children[0], line, operator: contentOf(at.source, children[1]) });
    case "ConditionalExpression": {
      const [when, , then, , otherwise] = children;
      return { kind: "choice", line, when: expression(at, when), taken: expression(at, then), otherwise: expression(at, otherwise) };
    }
    case "ParenthesizedExpression":
      return expression(at, children[1]);
    case "AwaitExpression":
      return expression(at, children.at(-1));
    case "SequenceExpression":
      return sequence(at, children, line);
    case "AssignmentExpression":
      return assignment(at, children, line);
    case "ArrayExpression":
      return { kind: "list", line, items: separated(children.slice(1, -1)).map((group) => argument(at, group)) };
    case "ObjectExpression":
      return {
        kind: "table",
        line,
        entries: children.filter((child) => child.name === "Property").map((child) => property(at, childrenOf(child), line)),
      };
    case "ArrowFunction":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return functionFrom(at, children, line);
    case "ClassExpression":
    case "ClassDeclaration":
      return classFrom(at, children, line);
    default:
      return { kind: "parts", line, parts: expressions(at, children) };
  }
}

function member(at: At, children: readonly Node[], line: number): Expression {
  const of = expression(at, children[0]);
  const last = children.at(-1);
  if (last?.name !== "]") return { kind: "member", line, of, name: last === undefined ? "" : contentOf(at.source, last) };
  return { kind: "index", line, of, at: expression(at, children.at(-2)) };
}

function args(at: At, list: Node): readonly Argument[] {
  return separated(childrenOf(list).slice(1, -1)).map((group) => argument(at, group));
}

function argument(at: At, group: readonly Node[]): Argument {
  if (group[0]?.name === "Spread") return { value: expression(at, group[1]), spread: true };
  return { value: expression(at, group[0]) };
}

function binary(at: At, children: readonly Node[], line: number): Expression {
  const operator = contentOf(at.source, children[1]);
  const left = expression(at, children[0]);
  if (operator === "as" || operator === "satisfies") return left;
  return { kind: "binary", line, operator, left, right: expression(at, children[2]) };
}

function unary(at: At, children: readonly Node[], line: number): Expression {
  const operator = contentOf(at.source, children[0]);
  if (operator === "++" || operator === "--") return stepped(at, { node: children[1], line, operator });
  return { kind: "unary", line, operator, operand: expression(at, children[1]) };
}

type Step = { readonly node: Node | undefined; readonly line: number; readonly operator: string };

function stepped(at: At, { node, line, operator }: Step): Expression {
  return {
    kind: "assign",
    line,
    target: expression(at, node),
    value: { kind: "constant", line, value: 1 },
    operator: operator[0] as string,
  };
}

/** The last one is the value. */
function sequence(at: At, children: readonly Node[], line: number): Expression {
  const parts = children.filter((child) => child.name !== ",").map((child): Argument => ({ value: expression(at, child) }));
  return { kind: "index", line, of: { kind: "list", line, items: parts }, at: { kind: "constant", line, value: -1 } };
}

function assignment(at: At, children: readonly Node[], line: number): Expression {
  const [left, mark, right] = children;
  const value = expression(at, right);
  if (mark?.name === "Equals") return { kind: "assign", line, target: pattern(at, left), value };
  return { kind: "assign", line, target: expression(at, left), value, operator: contentOf(at.source, mark).slice(0, -1) };
}

function property(at: At, parts: readonly Node[], line: number): Entry {
  if (parts[0]?.name === "Spread") return { key: undefined, value: expression(at, parts[1]) };
  const own = parts.filter((part) => !["async", "get", "set", "Star"].includes(part.name) || parts.length < 2);
  const colon = own.findIndex((part) => part.name === ":");
  const key = keyOf(at, own, line);
  if (own.some((part) => part.name === "ParamList")) return { key, value: functionFrom(at, own, line) };
  if (colon >= 0) return { key, value: expression(at, own[colon + 1]) };
  return { key, value: { kind: "name", line, name: own[0] === undefined ? "" : contentOf(at.source, own[0]) } };
}

function functionFrom(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ParamList");
  const last = children.at(-1);
  const parameters = list === undefined ? [] : parametersOf(at, list);
  const inside = last?.name === "Block" ? body(at, last) : [{ kind: "return" as const, line, value: expression(at, last) }];
  return { kind: "function", line, parameters, body: inside };
}

function parametersOf(at: At, list: Node): readonly Parameter[] {
  const skipped = ["(", ")", "TypeAnnotation", "Optional"];
  return separated(childrenOf(list).filter((child) => !skipped.includes(child.name))).map((group): Parameter => {
    if (group[0]?.name === "Spread") return { target: pattern(at, group[1]), rest: "list" };
    const equals = group.findIndex((child) => child.name === "Equals");
    const first = group.find((child) => /Pattern$|^VariableDefinition$/.test(child.name));
    return { target: pattern(at, first), ...(equals < 0 ? {} : { otherwise: expression(at, group[equals + 1]) }) };
  });
}

function classFrom(at: At, children: readonly Node[], line: number): Expression {
  const base = children.findIndex((child) => child.name === "extends");
  const inside = children.find((child) => child.name === "ClassBody");
  const members = (inside === undefined ? [] : childrenOf(inside)).flatMap((child): readonly Statement[] => {
    const parts = childrenOf(child);
    const name = parts.find((part) => part.name.endsWith("PropertyDefinition"));
    if (child.name === "StaticBlock") return body(at, parts.at(-1));
    if (name === undefined) return [];
    const equals = parts.findIndex((part) => part.name === "Equals");
    const value =
      child.name === "MethodDeclaration" ? functionFrom(at, parts, line) : expression(at, equals < 0 ? undefined : parts[equals + 1]);
    return [{ kind: "do", line, expression: give(nameFrom(at, name), value) }];
  });
  return { kind: "class", line, bases: base < 0 ? [] : [expression(at, children[base + 1])], body: members };
}
