/** The tree of JavaScript and TypeScript, lowered to the form that is evaluated. */
import { bounds } from "../bounds.ts";
import { childrenOf, contentOf, lineAt, parsed, separated, tooMuch, type Node, type Parsing, type Source } from "../lezer.ts";
import type { Expression, Program, Statement } from "../syntax.ts";
import { expression, expressions, pattern, textIn } from "./expressions.ts";

export function lowerJavascript(code: string, parsing: Parsing): Program {
  return parsed(code, parsing, (source, top) => block({ source, depth: 0 }, childrenOf(top)));
}

/** Where a reading stands: the code, and how deep in its tree. */
export type At = { readonly source: Source; readonly depth: number };

/** Functions can be called above the line that they stand on. */
function block(at: At, nodes: readonly Node[]): Program {
  const inner = { source: at.source, depth: at.depth + 1 };
  return [...nodes.filter(isFunction), ...nodes.filter((node) => !isFunction(node))].flatMap((node) => statement(inner, node));
}

function isFunction(node: Node): boolean {
  return node.name === "FunctionDeclaration";
}

/** A statement, or the block of several. */
export function body(at: At, node: Node | undefined): Program {
  if (node === undefined) return [];
  const line = lineAt(at.source, node.from);
  return node.name === "Block" ? [{ kind: "block", line, body: block(at, childrenOf(node)) }] : block(at, [node]);
}

function statement(at: At, node: Node): readonly Statement[] {
  const line = lineAt(at.source, node.from);
  const children = childrenOf(node);
  const run = (value: Expression): readonly Statement[] => [{ kind: "do", line, expression: value }];
  if (at.depth > bounds.expressionDepth) return run(tooMuch(line));
  switch (node.name) {
    case "Block":
      return body(at, node);
    case "ExpressionStatement":
      return run(expression(at, children[0]));
    case "VariableDeclaration":
      return declarations(at, children, line);
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return declared(at, node, line);
    case "ImportDeclaration":
      return imports(at, children, line);
    case "ExportDeclaration":
    case "LabeledStatement":
      return block(
        at,
        children.filter((child) => /Declaration$|Statement$/.test(child.name)),
      );
    case "IfStatement": {
      const [, when, then, , otherwise] = children;
      return [{ kind: "if", line, when: expression(at, when), taken: body(at, then), otherwise: body(at, otherwise) }];
    }
    case "ForStatement":
      return [{ kind: "block", line, body: loop(at, children, line) }];
    case "WhileStatement":
      return [{ kind: "while", line, when: expression(at, children[1]), body: body(at, children[2]), last: [] }];
    case "DoStatement": {
      const inside = body(at, children[1]);
      return [...inside, { kind: "while", line, when: expression(at, children[3]), body: inside, last: [] }];
    }
    case "TryStatement":
      return tryStatement(at, children, line);
    case "SwitchStatement":
      return switchStatement(at, children, line);
    case "ReturnStatement":
      return [{ kind: "return", line, ...(isValue(children[1]) ? { value: expression(at, children[1]) } : {}) }];
    case "BreakStatement":
      return [{ kind: "leave", line }];
    case "ContinueStatement":
      return [{ kind: "next", line }];
    default:
      return /^(?:Interface|TypeAlias|Ambient)/.test(node.name) ? [] : run({ kind: "parts", line, parts: expressions(at, children) });
  }
}

const isValue = (node: Node | undefined): boolean => node !== undefined && node.name !== ";";

function declarations(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const declares = children[0]?.name === "var" ? "function" : "here";
  const groups = separated(children.slice(1).filter((child) => child.name !== ";" && child.name !== "TypeAnnotation"));
  return groups.flatMap((group): readonly Statement[] => {
    const equals = group.findIndex((child) => child.name === "Equals");
    if (equals < 0 && declares === "function") return [];
    const value: Expression = equals < 0 ? { kind: "constant", line, value: null } : expression(at, group[equals + 1]);
    return [{ kind: "do", line, expression: give(pattern(at, group[0]), value, declares) }];
  });
}

export function give(target: Expression, value: Expression, declares: "here" | "function" = "here"): Expression {
  return { kind: "assign", line: value.line, target, value, declares };
}

function declared(at: At, node: Node, line: number): readonly Statement[] {
  const name = childrenOf(node).find((child) => child.name === "VariableDefinition");
  const value = expression(at, node);
  if (name === undefined) return [{ kind: "do", line, expression: value }];
  return [{ kind: "do", line, expression: give(nameFrom(at, name), value) }];
}

export function nameFrom(at: At, node: Node): Expression {
  return { kind: "name", line: lineAt(at.source, node.from), name: contentOf(at.source, node) };
}

function imports(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const from = children.find((child) => child.name === "String");
  const library = from === undefined ? "" : textIn(at, from);
  const loaded: Expression = requires(line, { kind: "constant", line, value: library });
  const take = (node: Node, value: Expression): Statement => ({ kind: "do", line, expression: give(nameFrom(at, node), value) });
  const statements: Statement[] = [{ kind: "do", line, expression: loaded }];
  for (const child of children) {
    if (child.name === "VariableDefinition") statements.push(take(child, loaded));
    if (child.name !== "ImportGroup") continue;
    for (const group of separated(childrenOf(child).filter((one) => one.name !== "{" && one.name !== "}"))) {
      const [first, last] = [group[0] as Node, group.at(-1) as Node];
      statements.push(take(last, { kind: "member", line, of: loaded, name: contentOf(at.source, first) }));
    }
  }
  return statements;
}

export function requires(line: number, name: Expression): Expression {
  return { kind: "call", line, callee: { kind: "library", line, name: "require" }, args: [{ value: name }] };
}

function loop(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const spec = children.find((child) => child.name.endsWith("Spec"));
  const inside = body(at, children.at(-1));
  const parts = spec === undefined ? [] : childrenOf(spec).slice(1, -1);
  if (spec?.name !== "ForSpec") {
    const mark = parts.findIndex((part) => part.name === "of" || part.name === "in");
    const target = pattern(at, parts[mark - 1]);
    const keys = spec?.name === "ForInSpec" ? { keys: true as const } : {};
    return [{ kind: "for", line, target, over: expression(at, parts[mark + 1]), body: inside, ...keys }];
  }
  const start = parts[0]?.name === "VariableDeclaration" ? statement(at, parts[0]) : [];
  const groups = splitAt(parts.slice(parts[0]?.name === "VariableDeclaration" ? 1 : 0));
  const [first, second, third] = parts[0]?.name === "VariableDeclaration" ? [undefined, groups[0], groups[1]] : groups;
  const expressed = (group: readonly Node[] | undefined): readonly Statement[] =>
    group?.[0] === undefined ? [] : [{ kind: "do", line, expression: expression(at, group[0]) }];
  const when: Expression = second?.[0] === undefined ? { kind: "constant", line, value: true } : expression(at, second[0]);
  return [...start, ...expressed(first), { kind: "while", line, when, body: inside, last: expressed(third) }];
}

function splitAt(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const groups: Node[][] = [[]];
  for (const node of nodes) {
    if (node.name === ";") groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

function tryStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const blockOf = (name: string): Node | undefined => {
    const clause = children.find((child) => child.name === name);
    return clause === undefined ? undefined : childrenOf(clause).find((child) => child.name === "Block");
  };
  const handler = body(at, blockOf("CatchClause"));
  return [
    {
      kind: "try",
      line,
      body: body(
        at,
        children.find((child) => child.name === "Block"),
      ),
      handlers: [handler],
    },
    ...body(at, blockOf("FinallyClause")),
  ];
}

/** A case may fall through into the next one. */
function switchStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const cases: Node[][] = [];
  for (const child of childrenOf(children.at(-1))) {
    if (child.name === "CaseLabel" || child.name === "DefaultLabel") cases.push([]);
    else if (child.name !== "{" && child.name !== "}") cases.at(-1)?.push(child);
  }
  return [{ kind: "cases", line, of: expression(at, children[1]), cases: cases.map((one) => block(at, one)) }];
}
