/** Expressions of PHP's tree, lowered to the form that is evaluated. */
import { bounds } from "../bounds.ts";
import { childrenOf, contentOf, lineAt, pieces, separated, tooMuch, type Node } from "../lezer.ts";
import type { Argument, Entry, Expression, Parameter, Statement } from "../syntax.ts";
import { body, called, give, named, type At } from "./lower.ts";
import { unescapedPhp } from "./unescaped.ts";

export function expressions(at: At, nodes: readonly Node[]): readonly Expression[] {
  return nodes
    .filter((node) => /^[A-Z]/.test(node.name) && !/Op$|^Named?Type$|^Visibility$|^PhpClose$/.test(node.name))
    .map((node) => expression(at, node));
}

export function expression(outer: At, node: Node | undefined): Expression {
  if (node === undefined) return { kind: "constant", line: 1, value: null };
  const at = { source: outer.source, depth: outer.depth + 1 };
  const line = lineAt(at.source, node.from);
  const written = (): string => contentOf(at.source, node);
  if (at.depth > bounds.expressionDepth) return tooMuch(line);
  switch (node.name) {
    case "VariableName":
    case "Name":
      return named(at, node, line);
    case "QualifiedName":
      return { kind: "library", line, name: (written().split("\\").at(-1) ?? "").toLowerCase() };
    case "Integer":
    case "Float":
      return { kind: "constant", line, value: numberIn(written()) };
    case "Boolean":
      return { kind: "constant", line, value: written().toLowerCase() === "true" };
    case "null":
      return { kind: "constant", line, value: null };
    case "String":
    case "HeredocString":
    case "NowdocString":
    case "ShellExpression":
      return stringFrom(at, node, line);
    default:
      return compound(at, node, line);
  }
}

function numberIn(written: string): number | null {
  const plain = written.replaceAll("_", "");
  const value = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  return Number.isNaN(value) ? null : value;
}

function stringFrom(at: At, node: Node, line: number): Expression {
  const written = contentOf(at.source, node);
  const isHeredoc = written.startsWith("<<<");
  const head = isHeredoc ? written.indexOf("\n") + 1 : 1;
  const tail = isHeredoc ? written.length - Math.max(head, written.lastIndexOf("\n")) : 1;
  const range = { from: node.from + head, to: Math.max(node.from + head, node.to - tail) };
  const quote = isHeredoc ? (/^<<<\s*'/.test(written) ? "'" : '"') : (written[0] ?? "");
  if (node.name !== "String") return opaque(at, { ...range, line, quote: node.name === "ShellExpression" ? "`" : quote });
  const parts = quote === "'" ? [] : childrenOf(node).filter((child) => child.name !== "EscapeSequence");
  const all = pieces(range, parts, {
    plain: (from, to) => ({ kind: "constant", line, value: unescapedPhp(at.source.code.slice(from, to), quote) }),
    node: (part) => (part.name === "Interpolation" ? interpolation(at, part, line) : expression(at, part)),
  });
  return { kind: "text", line, pieces: all };
}

type Range = { readonly from: number; readonly to: number; readonly line: number; readonly quote: string };

/** The grammar does not look into these texts: a plain variable is found, anything more is not known. */
function opaque(at: At, { from, to, line, quote }: Range): Expression {
  const written = at.source.code.slice(from, to);
  const stretches = quote === "'" ? [written] : written.split(/(\{\$[^{}]*\}|\$\{?\w+\}?(?:\[[^\]]*\]|->\w+)?)/);
  const all = stretches.map((stretch, position): Expression => {
    if (position % 2 === 0) return { kind: "constant", line, value: unescapedPhp(stretch, quote) };
    const name = /^\{?\$\{?(\w+)\}?$/.exec(stretch)?.[1];
    return name === undefined ? { kind: "parts", line, parts: [] } : { kind: "name", line, name: `$${name}` };
  });
  const made: Expression = { kind: "text", line, pieces: all };
  return quote === "`" ? called("shell_exec", line, [{ value: made }]) : made;
}

function interpolation(at: At, part: Node, line: number): Expression {
  const [, inside] = childrenOf(part);
  return inside?.name === "Name" ? { kind: "name", line, name: `$${contentOf(at.source, inside)}` } : expression(at, inside);
}

function compound(at: At, node: Node, line: number): Expression {
  const children = childrenOf(node);
  switch (node.name) {
    case "CallExpression":
    case "NewExpression": {
      const list = children.find((child) => child.name === "ArgList");
      const callee = expression(at, children[node.name === "NewExpression" ? 1 : 0]);
      return { kind: "call", line, callee, args: list === undefined ? [] : args(at, childrenOf(list).slice(1, -1)) };
    }
    case "MemberExpression":
    case "ScopedExpression":
      return { kind: "member", line, of: expression(at, children[0]), name: contentOf(at.source, children.at(-1)) };
    case "SubscriptExpression":
      return subscript(at, children, line);
    case "DynamicVariable":
      return {
        kind: "index",
        line,
        of: { kind: "library", line, name: "(variables)" },
        at: expression(
          at,
          children.find((child) => /^[A-Z]/.test(child.name)),
        ),
      };
    case "AssignmentExpression":
      return { kind: "assign", line, target: expression(at, children[0]), value: expression(at, children.at(-1)) };
    case "UpdateExpression":
      return update(at, children, line);
    case "BinaryExpression":
      return binary(at, children, line);
    case "UnaryExpression":
      return unary(at, children, line);
    case "ConditionalExpression":
      return conditional(at, children, line);
    case "ParenthesizedExpression":
      return expression(at, children[1]);
    case "CastExpression":
    case "CloneExpression":
      return expression(at, children.at(-1));
    case "SequenceExpression":
      return { kind: "text", line, pieces: separated(children).map((group) => expression(at, group[0])) };
    case "PrintIntrinsic":
      return called("echo", line, [{ value: expression(at, children[1]) }]);
    case "IncludeExpression":
    case "RequireExpression":
      return called("include", line, [{ value: expression(at, children[1]) }]);
    case "ArrayExpression":
    case "ListExpression":
      return arrayFrom(at, children, line);
    case "FunctionExpression":
    case "ArrowFunction":
      return functionFrom(at, children, line);
    default:
      return { kind: "parts", line, parts: expressions(at, children) };
  }
}

function subscript(at: At, children: readonly Node[], line: number): Expression {
  return {
    kind: "index",
    line,
    of: expression(at, children[0]),
    at: children[2]?.name === "]" ? nothingAt(line) : expression(at, children[2]),
  };
}

function nothingAt(line: number): Expression {
  return { kind: "constant", line, value: null };
}

function args(at: At, nodes: readonly Node[]): readonly Argument[] {
  return separated(nodes).map((group): Argument => {
    const [first] = group;
    const parts = first === undefined ? [] : childrenOf(first);
    if (first?.name === "SpreadArgument" || first?.name === "VariadicUnpacking")
      return { value: expression(at, parts.at(-1)), spread: true };
    if (first?.name === "NamedArgument") return { value: expression(at, parts.at(-1)), name: contentOf(at.source, parts[0]) };
    return { value: expression(at, first) };
  });
}

function update(at: At, children: readonly Node[], line: number): Expression {
  const operator = children.find((child) => child.name === "UpdateOp");
  const target = expression(
    at,
    children.find((child) => /^[A-Z]/.test(child.name) && !child.name.endsWith("Op")),
  );
  if (operator === undefined) {
    const step = contentOf(
      at.source,
      children.find((child) => child.name === "ArithOp"),
    );
    return { kind: "assign", line, target, value: { kind: "constant", line, value: 1 }, operator: step[0] as string };
  }
  return { kind: "assign", line, target, value: expression(at, children.at(-1)), operator: contentOf(at.source, operator).slice(0, -1) };
}

function binary(at: At, children: readonly Node[], line: number): Expression {
  const written = contentOf(at.source, children[1]).toLowerCase();
  const operator = { and: "&&", or: "||" }[written] ?? written;
  return { kind: "binary", line, operator, left: expression(at, children[0]), right: expression(at, children[2]) };
}

function unary(at: At, children: readonly Node[], line: number): Expression {
  const operator = contentOf(at.source, children[0]);
  const operand = expression(at, children.at(-1));
  return operator === "@" || operator === "&" ? operand : { kind: "unary", line, operator, operand };
}

function conditional(at: At, children: readonly Node[], line: number): Expression {
  const when = expression(at, children[0]);
  const marks = children.flatMap((child, position) => (child.name === "LogicOp" || child.name === ":" ? [position] : []));
  const [question = 1, colon = 2] = marks;
  const then = colon === question + 1 ? when : expression(at, children[question + 1]);
  return { kind: "choice", line, when, taken: then, otherwise: expression(at, children.at(-1)) };
}

function arrayFrom(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ValueList");
  const inside = list === undefined ? children : childrenOf(list);
  const groups = separated(inside.filter((child) => !["[", "]", "(", ")", "array", "list"].includes(child.name)));
  const isTable = groups.some((group) => group[0]?.name === "Pair");
  if (!isTable)
    return {
      kind: "list",
      line,
      items: args(
        at,
        groups.flatMap((group, position) => (position === 0 ? group : [comma(inside), ...group])),
      ),
    };
  let next = 0;
  const entries = groups.map((group): Entry => {
    const parts = group[0]?.name === "Pair" ? childrenOf(group[0]) : [];
    if (parts.length > 0) return { key: expression(at, parts[0]), value: expression(at, parts.at(-1)) };
    next += 1;
    return { key: { kind: "constant", line, value: String(next - 1) }, value: expression(at, group[0]) };
  });
  return { kind: "table", line, entries };
}

function comma(nodes: readonly Node[]): Node {
  return nodes.find((node) => node.name === ",") as Node;
}

/** Anonymous functions see nothing but what `use` hands them; that they see more here only adds what they may hold. */
export function functionFrom(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ParamList");
  const last = children.at(-1);
  const groups = list === undefined ? [] : separated(childrenOf(list).slice(1, -1));
  const inside = last?.name === "Block" ? body(at, last) : [{ kind: "return" as const, line, value: expression(at, last) }];
  return { kind: "function", line, parameters: groups.map((group) => parameter(at, group[0], line)), body: inside };
}

function parameter(at: At, node: Node | undefined, line: number): Parameter {
  const parts = childrenOf(node);
  const target = named(
    at,
    parts.find((part) => part.name === "VariableName"),
    line,
  );
  if (node?.name === "VariadicParameter") return { target, rest: "list" };
  const equals = parts.findIndex((part) => part.name === "AssignOp");
  const shares = parts.some((part) => contentOf(at.source, part) === "&") ? { shares: true as const } : {};
  return { target, ...shares, ...(equals < 0 ? {} : { otherwise: expression(at, parts[equals + 1]) }) };
}

export function classFrom(at: At, children: readonly Node[], line: number): Expression {
  const inside = children.find((child) => child.name === "DeclarationList");
  const members = (inside === undefined ? [] : childrenOf(inside)).flatMap((child): readonly Statement[] => {
    const parts = childrenOf(child);
    if (child.name === "MethodDeclaration") {
      const name = contentOf(at.source, parts.find((part) => part.name === "Name") ?? child);
      return [{ kind: "do", line, expression: give({ kind: "name", line, name }, functionFrom(at, parts, line)) }];
    }
    return parts.filter((part) => part.name === "VariableDeclarator").map((part) => property(at, childrenOf(part), line));
  });
  const base = children.find((child) => child.name === "BaseClause");
  return { kind: "class", line, bases: base === undefined ? [] : [expression(at, childrenOf(base).at(-1))], body: members };
}

function property(at: At, parts: readonly Node[], line: number): Statement {
  const name = contentOf(at.source, parts[0]).replace(/^\$/, "");
  const value = parts.length > 2 ? expression(at, parts.at(-1)) : nothingAt(line);
  return { kind: "do", line, expression: give({ kind: "name", line, name }, value) };
}
