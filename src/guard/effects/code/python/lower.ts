/** Python's tree, lowered to the form that is evaluated. */
import { bounds } from "../bounds.ts";
import { childrenOf, contentOf, lineAt, parsed, separated, tooMuch, type Node, type Parsing, type Source } from "../lezer.ts";
import type { Argument, Entry, Expression, Parameter, Program, Round, Statement } from "../syntax.ts";
import { stringExpression } from "./strings.ts";

export function lowerPython(code: string, parsing: Parsing): Program {
  return parsed(code, parsing, (source, top) => statementsOf({ source, depth: 0 }, childrenOf(top)));
}

/** `depth`: how deep in the tree. */
type At = { readonly source: Source; readonly depth: number };

function statementsOf(at: At, nodes: readonly Node[]): Program {
  return nodes.flatMap((node) => statement({ ...at, depth: at.depth + 1 }, node));
}

function body(at: At, node: Node | undefined): Program {
  return node === undefined
    ? []
    : statementsOf(
        at,
        childrenOf(node).filter((child) => child.name !== ":"),
      );
}

function statement(at: At, node: Node): readonly Statement[] {
  const line = lineAt(at.source, node.from);
  const children = childrenOf(node);
  const run = (value: Expression): readonly Statement[] => [{ kind: "do", line, expression: value }];
  if (at.depth > bounds.expressionDepth) return run(tooMuch(line));
  switch (node.name) {
    case "StatementGroup":
      return statementsOf(at, children);
    case "ExpressionStatement":
      return run(several(at, children));
    case "AssignStatement":
      return assignments(at, children, line);
    case "UpdateStatement":
      return run(update(at, children, line));
    case "ImportStatement":
      return imports(at, children, line);
    case "IfStatement":
      return ifStatement(at, children, line);
    case "ForStatement":
      return forStatement(at, children, line);
    case "WhileStatement":
      return [{ kind: "while", line, when: expression(at, children[1]), body: body(at, bodies(children)[0]), last: [] }];
    case "TryStatement":
      return tryStatement(at, children, line);
    case "WithStatement":
      return withStatement(at, children, line);
    case "FunctionDefinition":
      return run(defined(at, children, { line, value: functionOf(at, children, line) }));
    case "ClassDefinition":
      return run(defined(at, children, { line, value: classOf(at, children, line) }));
    case "DecoratedStatement":
      return decorated(at, children, line);
    case "ReturnStatement":
      return [{ kind: "return", line, ...(children.length < 2 ? {} : { value: several(at, children.slice(1)) }) }];
    case "BreakStatement":
      return [{ kind: "leave", line }];
    case "ContinueStatement":
      return [{ kind: "next", line }];
    case "ScopeStatement": {
      const names = children.filter((child) => child.name === "VariableName").map((child) => contentOf(at.source, child));
      return [{ kind: "share", line, names }];
    }
    case "MatchStatement":
      return matchStatement(at, children, line);
    case "PrintStatement":
      return run({ kind: "call", line, callee: { kind: "name", line, name: "print" }, args: args(at, separated(children.slice(1))) });
    case "PassStatement":
    case "DeleteStatement":
      return [];
    default:
      return run({ kind: "parts", line, parts: expressions(at, children) });
  }
}

const bodies = (children: readonly Node[]): readonly Node[] => children.filter((child) => child.name === "Body");

/** `a = b = c` evaluates once. */
function assignments(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const plain = children.filter((child) => child.name !== "TypeDef");
  const sides = separated(plain, "AssignOp").map((side) => several(at, side));
  const value = sides.at(-1);
  if (sides.length < 2 || value === undefined) return [];
  const given = sides.slice(0, -1).reduceRight<Expression>((nested, target) => ({ kind: "assign", line, target, value: nested }), value);
  return [{ kind: "do", line, expression: given }];
}

function update(at: At, children: readonly Node[], line: number): Expression {
  const operator = children.findIndex((child) => child.name === "UpdateOp");
  const name = contentOf(at.source, children[operator]).slice(0, -1);
  const [target, value] = [children.slice(0, operator), children.slice(operator + 1)].map((side) => several(at, side));
  return { kind: "assign", line, target: target as Expression, value: value as Expression, operator: name };
}

/** `import a.b` names `a`; `import a.b as c` names the inner one; `from a import *` takes everything. */
function imports(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const words = children.map((child) => contentOf(at.source, child));
  const give = (name: string, library: string): Statement => {
    const value: Expression = { kind: "library", line, name: library };
    return { kind: "do", line, expression: { kind: "assign", line, target: { kind: "name", line, name }, value } };
  };
  const split = words.lastIndexOf("import");
  const listed = groupsOf(words.slice(split + 1).filter((word) => word !== "(" && word !== ")"));
  if (words[0] !== "from")
    return listed.map((group) => {
      const as = group.indexOf("as");
      const path = (as < 0 ? group : group.slice(0, as)).join("");
      return as < 0 ? give(group[0] ?? "", group[0] ?? "") : give(group[as + 1] ?? "", path);
    });
  const library = words.slice(1, split).join("");
  return listed.map((group) => {
    if (group[0] === "*") return { kind: "do", line, expression: star(library, line) };
    return give(group.at(-1) ?? "", `${library}.${group[0]}`);
  });
}

function star(library: string, line: number): Expression {
  const callee: Expression = { kind: "library", line, name: "(star)" };
  return { kind: "call", line, callee, args: [{ value: { kind: "constant", line, value: library } }] };
}

function groupsOf(words: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  for (const word of words) {
    if (word === ",") groups.push([]);
    else groups.at(-1)?.push(word);
  }
  return groups.filter((group) => group.length > 0);
}

function ifStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const mark = children.findIndex((child, position) => position > 0 && (child.name === "elif" || child.name === "else"));
  const then = children.find((child) => child.name === "Body");
  const rest = mark < 0 ? [] : children.slice(mark);
  const otherwise = rest[0]?.name === "elif" ? ifStatement(at, rest, line) : body(at, bodies(rest)[0]);
  return [{ kind: "if", line, when: expression(at, children[1]), taken: body(at, then), otherwise }];
}

function forStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const start = children.findIndex((child) => child.name === "for");
  const middle = children.findIndex((child) => child.name === "in");
  const end = children.findIndex((child) => child.name === "Body");
  const [first, last] = bodies(children);
  const target = several(at, children.slice(start + 1, middle));
  const over = several(at, children.slice(middle + 1, end));
  return [{ kind: "for", line, target, over, body: body(at, first) }, ...body(at, last)];
}

function tryStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const parts = children.flatMap((child, position) => (child.name === "Body" ? [{ child, after: keywordBefore(children, position) }] : []));
  const of = (keyword: string): readonly Program[] => parts.filter((part) => part.after === keyword).map((part) => body(at, part.child));
  const tried: Statement = { kind: "try", line, body: of("try").flat(), handlers: of("except") };
  return [tried, ...of("else").flat(), ...of("finally").flat()];
}

function keywordBefore(children: readonly Node[], position: number): string | undefined {
  return children.slice(0, position).findLast((child) => ["try", "except", "else", "finally"].includes(child.name))?.name;
}

function withStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const start = children.findIndex((child) => child.name === "with");
  const opened = separated(children.slice(start + 1).filter((child) => child.name !== "Body" && child.name !== "(" && child.name !== ")"));
  const made = opened.map((group): Statement => {
    const value = expression(at, group[0]);
    const name = group[1]?.name === "as" ? group[2] : undefined;
    if (name === undefined) return { kind: "do", line, expression: value };
    return { kind: "do", line, expression: { kind: "assign", line, target: expression(at, name), value } };
  });
  return [...made, ...body(at, bodies(children)[0])];
}

function matchStatement(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const clauses = childrenOf(children.at(-1)).filter((child) => child.name === "MatchClause");
  return [
    { kind: "cases", line, of: expression(at, children[1]), cases: clauses.map((clause) => body(at, bodies(childrenOf(clause))[0])) },
  ];
}

type Definition = { readonly line: number; readonly value: Expression };

function defined(at: At, children: readonly Node[], { line, value }: Definition): Expression {
  const name = children.find((child) => child.name === "VariableName");
  const target: Expression = { kind: "name", line, name: name === undefined ? "" : contentOf(at.source, name) };
  return { kind: "assign", line, target, value, declares: "here" };
}

function functionOf(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ParamList");
  const parameters = list === undefined ? [] : parametersOf(at, list);
  return { kind: "function", line, parameters, body: body(at, bodies(children)[0]) };
}

function classOf(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ArgList");
  const bases = list === undefined ? [] : args(at, separated(inner(list))).map((one) => one.value);
  return { kind: "class", line, bases, body: body(at, bodies(children)[0]) };
}

/** The decorator gets the function, and may call it. */
function decorated(at: At, children: readonly Node[], line: number): readonly Statement[] {
  const last = children.at(-1);
  const name = childrenOf(last).find((child) => child.name === "VariableName");
  const given: Expression = { kind: "name", line, name: name === undefined ? "" : contentOf(at.source, name) };
  const calls = children.slice(0, -1).map((decorator): Statement => {
    const callee = chain(
      at,
      childrenOf(decorator).filter((child) => child.name !== "At"),
      line,
    );
    return { kind: "do", line, expression: { kind: "call", line, callee, args: [{ value: given }] } };
  });
  return [...(last === undefined ? [] : statement(at, last)), ...calls];
}

function chain(at: At, nodes: readonly Node[], line: number): Expression {
  const [first, ...rest] = nodes.filter((node) => node.name !== ".");
  let made = expression(at, first);
  for (const node of rest) {
    if (node.name === "ArgList") made = { kind: "call", line, callee: made, args: args(at, separated(inner(node))) };
    else made = { kind: "member", line, of: made, name: contentOf(at.source, node) };
  }
  return made;
}

function parametersOf(at: At, list: Node): readonly Parameter[] {
  const groups = separated(childrenOf(list).filter((child) => !["(", ")", "TypeDef", "/"].includes(child.name)));
  return groups.flatMap((group): readonly Parameter[] => {
    const name = group.find((child) => child.name === "VariableName");
    if (name === undefined) return [];
    const target = expression(at, name);
    const mark = contentOf(at.source, group[0]);
    const value = group[group.findIndex((child) => child.name === "AssignOp") + 1];
    if (mark === "*" || mark === "**") return [{ target, rest: mark === "*" ? "list" : "table" }];
    return [{ target, ...(value === undefined || value === name ? {} : { otherwise: expression(at, value) }) }];
  });
}

/** What stands inside brackets. */
function inner(node: Node | undefined): readonly Node[] {
  return childrenOf(node).filter((child) => !["(", ")", "[", "]", "{", "}"].includes(child.name));
}

function args(at: At, groups: readonly (readonly Node[])[]): readonly Argument[] {
  return groups.map((group): Argument => {
    const [first, second] = group.map((child) => contentOf(at.source, child));
    if ((first === "*" || first === "**") && group.length > 1) return { value: expression(at, group[1]), spread: true };
    if (second === "=" && group.length > 2) return { value: expression(at, group[2]), name: first as string };
    return { value: comprehends(group) ? comprehension(at, group) : expression(at, group[0]) };
  });
}

const comprehends = (group: readonly Node[]): boolean => group.some((child) => child.name === "for");

/** One expression, or a tuple of several. */
function several(at: At, nodes: readonly Node[]): Expression {
  const groups = separated(nodes);
  const line = nodes[0] === undefined ? 1 : lineAt(at.source, nodes[0].from);
  if (groups.length === 1 && groups[0]?.length === 1 && nodes.length === 1) return expression(at, nodes[0]);
  return { kind: "list", line, items: args(at, groups) };
}

function expressions(at: At, nodes: readonly Node[]): readonly Expression[] {
  return nodes.filter((node) => /^[A-Z]/.test(node.name) && !node.name.endsWith("Op")).map((node) => expression(at, node));
}

function expression(outer: At, node: Node | undefined): Expression {
  if (node === undefined) return { kind: "constant", line: 1, value: null };
  const at = { source: outer.source, depth: outer.depth + 1 };
  const line = lineAt(at.source, node.from);
  if (at.depth > bounds.expressionDepth) return tooMuch(line);
  switch (node.name) {
    case "VariableName":
    case "PropertyName":
      return { kind: "name", line, name: contentOf(at.source, node) };
    case "Number":
      return { kind: "constant", line, value: numberIn(contentOf(at.source, node)) };
    case "Boolean":
      return { kind: "constant", line, value: contentOf(at.source, node) === "True" };
    case "None":
      return { kind: "constant", line, value: null };
    case "String":
    case "FormatString":
      return stringExpression(at.source, node, (part) => expression(at, part));
    case "ContinuedString":
      return {
        kind: "text",
        line,
        pieces: expressions(at, childrenOf(node)),
        ...(/^[rf]*b/i.test(contentOf(at.source, node)) ? { bytes: true } : {}),
      };
    default:
      return compound(at, node, line);
  }
}

function numberIn(written: string): number | null {
  const value = Number(written.replaceAll("_", ""));
  return Number.isNaN(value) ? null : value;
}

function compound(at: At, node: Node, line: number): Expression {
  const children = childrenOf(node);
  switch (node.name) {
    case "MemberExpression":
      return member(at, children, line);
    case "CallExpression":
      return { kind: "call", line, callee: expression(at, children[0]), args: args(at, separated(inner(children.at(-1)))) };
    case "BinaryExpression":
      return binary(at, children, line);
    case "UnaryExpression": {
      const operator = contentOf(at.source, children[0]);
      return { kind: "unary", line, operator: operator === "not" ? "!" : operator, operand: expression(at, children.at(-1)) };
    }
    case "ConditionalExpression": {
      const [then, , when, , otherwise] = children;
      return { kind: "choice", line, when: expression(at, when), taken: expression(at, then), otherwise: expression(at, otherwise) };
    }
    case "ParenthesizedExpression":
    case "AwaitExpression":
      return several(
        at,
        inner(node).filter((child) => child.name !== "await"),
      );
    case "NamedExpression":
      return { kind: "assign", line, target: expression(at, children[0]), value: expression(at, children.at(-1)) };
    case "LambdaExpression":
      return lambda(at, children, line);
    case "TupleExpression":
    case "ArrayExpression":
    case "SetExpression":
      return { kind: "list", line, items: args(at, separated(inner(node))) };
    case "DictionaryExpression":
      return { kind: "table", line, entries: separated(inner(node)).map((group) => entry(at, group)) };
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      return comprehension(at, inner(node));
    default:
      return { kind: "parts", line, parts: expressions(at, children) };
  }
}

function member(at: At, children: readonly Node[], line: number): Expression {
  const [of, mark, ...rest] = children;
  const owner = expression(at, of);
  if (mark?.name === ".") return { kind: "member", line, of: owner, name: rest[0] === undefined ? "" : contentOf(at.source, rest[0]) };
  const index = rest.slice(0, -1);
  if (!index.some((child) => child.name === ":")) return { kind: "index", line, of: owner, at: several(at, index) };
  const bounded: (Node | undefined)[] = [undefined];
  for (const child of index) {
    if (child.name === ":") bounded.push(undefined);
    else bounded[bounded.length - 1] = child;
  }
  const [from, to, step] = bounded.map((bound) => (bound === undefined ? undefined : expression(at, bound)));
  return { kind: "slice", line, of: owner, ...(from && { from }), ...(to && { to }), ...(step && { step }) };
}

function binary(at: At, children: readonly Node[], line: number): Expression {
  const operators = children.slice(1, -1).map((child) => contentOf(at.source, child));
  const operator = { and: "&&", or: "||", is: "==", "is not": "!=" }[operators.join(" ")] ?? operators.join(" ");
  return { kind: "binary", line, operator, left: expression(at, children[0]), right: expression(at, children.at(-1)) };
}

function lambda(at: At, children: readonly Node[], line: number): Expression {
  const list = children.find((child) => child.name === "ParamList");
  const value = expression(at, children.at(-1));
  return { kind: "function", line, parameters: list === undefined ? [] : parametersOf(at, list), body: [{ kind: "return", line, value }] };
}

function entry(at: At, group: readonly Node[]): Entry {
  if (group[1]?.name === ":") return { key: expression(at, group[0]), value: expression(at, group[2]) };
  return { key: undefined, value: expression(at, group.at(-1)) };
}

/** The value of a dictionary's rule is what it makes; its names are not looked at. */
function comprehension(at: At, nodes: readonly Node[]): Expression {
  const first = nodes.findIndex((child) => child.name === "for" || child.name === "async");
  const [key, , value] = nodes;
  const item = first === 3 ? { kind: "parts" as const, line: 1, parts: [expression(at, key), expression(at, value)] } : expression(at, key);
  const line = nodes[0] === undefined ? 1 : lineAt(at.source, nodes[0].from);
  const rounds = separated(
    nodes.slice(first).filter((child) => child.name !== "async"),
    "for",
  ).map((group): Round => {
    const middle = group.findIndex((child) => child.name === "in");
    const [over, ...when] = separated(group.slice(middle + 1), "if");
    return { target: several(at, group.slice(0, middle)), over: several(at, over ?? []), when: when.map((one) => several(at, one)) };
  });
  return { kind: "each", line, item, rounds };
}
