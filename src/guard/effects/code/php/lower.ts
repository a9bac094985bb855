/** PHP's tree, lowered to the form that is evaluated. */
import { bounds } from "../bounds.ts";
import { childrenOf, contentOf, lineAt, parsed, tooMuch, type Node, type Parsing, type Source } from "../lezer.ts";
import type { Argument, Expression, Program, Statement } from "../syntax.ts";
import { classFrom, expression, expressions, functionFrom } from "./expressions.ts";

/** What stands before the opening mark is printed; a text without any mark is code as `php -r` takes it. */
export function lowerPhp(code: string, parsing: Parsing): Program {
  const isBare = !/<\?(?:php|=)/i.test(code);
  const written = isBare ? `<?php ${code}` : code;
  return parsed(written, parsing, (source, top) => block({ source, depth: 0 }, childrenOf(top)));
}

function returned(at: At, children: readonly Node[], line: number): readonly Statement[] {
  return [
    { kind: "return", line, ...(children[1] === undefined || children[1].name === ";" ? {} : { value: expression(at, children[1]) }) },
  ];
}

function variablesIn(at: At, children: readonly Node[]): readonly string[] {
  return children.filter((child) => child.name === "VariableName").map((child) => contentOf(at.source, child));
}

/** Where a reading stands: the code, and how deep in its tree. */
export type At = { readonly source: Source; readonly depth: number };

function block(at: At, nodes: readonly Node[]): Program {
  const inner = { source: at.source, depth: at.depth + 1 };
  return [...nodes.filter(isFunction), ...nodes.filter((node) => !isFunction(node))].flatMap((node) => statement(inner, node));
}

function isFunction(node: Node): boolean {
  return node.name === "FunctionDefinition";
}

export function body(at: At, node: Node | undefined): Program {
  if (node === undefined) return [];
  return node.name === "Block" || node.name === "ColonBlock" ? block(at, childrenOf(node)) : block(at, [node]);
}

function statement(at: At, node: Node): readonly Statement[] {
  const line = lineAt(at.source, node.from);
  const children = childrenOf(node);
  const run = (value: Expression): readonly Statement[] => [{ kind: "do", line, expression: value }];
  if (at.depth > bounds.expressionDepth) return run(tooMuch(line));
  switch (node.name) {
    case "Block":
      return block(at, children);
    case "TextInterpolation":
      return interpolated(at, children, line);
    case "ExpressionStatement":
      return run(expression(at, children[0]));
    case "EchoStatement":
      return run(called("echo", line, children[1] === undefined ? [] : [{ value: expression(at, children[1]) }]));
    case "FunctionDefinition": {
      const name = children.find((child) => child.name === "Name");
      return run(give(named(at, name, line), functionFrom(at, children, line)));
    }
    case "ClassDeclaration":
      return run(
        give(
          named(
            at,
            children.find((child) => child.name === "Name"),
            line,
          ),
          classFrom(at, children, line),
        ),
      );
    case "IfStatement":
      return ifStatement(at, children, line);
    case "ForeachStatement":
      return foreach(at, children, line);
    case "ForStatement":
      return loop(at, children, line);
    case "WhileStatement":
      return [{ kind: "while", line, when: expression(at, children[1]), body: body(at, children[2]), last: [] }];
    case "DoStatement":
      return [...body(at, children[1]), { kind: "while", line, when: expression(at, children[3]), body: body(at, children[1]), last: [] }];
    case "SwitchStatement":
      return switchStatement(at, children, line);
    case "TryStatement":
      return tryStatement(at, children, line);
    case "ReturnStatement":
      return returned(at, children, line);
    case "BreakStatement":
      return [{ kind: "leave", line }];
    case "ContinueStatement":
      return [{ kind: "next", line }];
    case "GlobalDeclaration":
      return [{ kind: "share", line, names: variablesIn(at, children) }];
    case "NamespaceDefinition":
      return block(
        at,
        children.filter((child) => child.name === "Block"),
      );
    default:
      return run({ kind: "parts", line, parts: expressions(at, children) });
  }
}

export function give(target: Expression, value: Expression): Expression {
  return { kind: "assign", line: value.line, target, value, declares: "here" };
}

export function called(name: string, line: number, args: readonly Argument[]): Expression {
  return { kind: "call", line, callee: { kind: "library", line, name }, args };
}

function interpolated(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const texts = children.filter((child) => child.name === "Text");
  return texts.map((child) => ({
    kind: "do",
    line,
    expression: called("echo", line, [{ value: { kind: "constant", line, value: contentOf(at.source, child) } }]),
  }));
}

/** Functions are found whatever the case of their letters. */
export function named(at: At, node: Node | undefined, line: number): Expression {
  const written = node === undefined ? "" : contentOf(at.source, node);
  return { kind: "name", line, name: written.startsWith("$") ? written : written.toLowerCase() };
}

function ifStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const mark = children.findIndex((child, position) => position > 0 && (child.name === "elseif" || child.name === "else"));
  const rest = mark < 0 ? [] : children.slice(mark);
  const otherwise = rest[0]?.name === "elseif" ? ifStatement(at, rest, line) : body(at, rest[1]);
  return [{ kind: "if", line, when: expression(at, children[1]), taken: body(at, children[2]), otherwise }];
}

function foreach(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const spec = childrenOf(children[1]).filter((child) => child.name !== "(" && child.name !== ")");
  const mark = spec.findIndex((child) => child.name === "as");
  const target = spec[mark + 1];
  const value = target?.name === "Pair" ? childrenOf(target).at(-1) : target;
  return [{ kind: "for", line, target: expression(at, value), over: expression(at, spec[0]), body: body(at, children[2]) }];
}

function loop(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const groups: Node[][] = [[]];
  for (const node of childrenOf(children[1]).slice(1, -1)) {
    if (node.name === ";") groups.push([]);
    else groups.at(-1)?.push(node);
  }
  const [first, second, third] = groups.map((group) => (group[0] === undefined ? undefined : expression(at, group[0])));
  const expressed = (one: Expression | undefined): readonly Statement[] =>
    one === undefined ? [] : [{ kind: "do", line, expression: one }];
  const when: Expression = second ?? { kind: "constant", line, value: true };
  return [...expressed(first), { kind: "while", line, when, body: body(at, children[2]), last: expressed(third) }];
}

function switchStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const cases = childrenOf(children[2]).filter((child) => /^(?:Case|Default)Statement$/.test(child.name));
  const inside = cases.map((one) =>
    block(
      at,
      childrenOf(one).filter((child) => /Statement$|^Block$/.test(child.name)),
    ),
  );
  return [{ kind: "cases", line, of: expression(at, children[1]), cases: inside }];
}

function tryStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const blocks = children.flatMap((child, position) => (child.name === "Block" ? [{ child, before: children[position - 1]?.name }] : []));
  const of = (name: string): readonly Program[] => blocks.filter((one) => one.before === name).map((one) => body(at, one.child));
  return [{ kind: "try", line, body: of("try").flat(), handlers: of("CatchDeclarator") }, ...of("finally").flat()];
}
