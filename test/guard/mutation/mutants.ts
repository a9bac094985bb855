/** Small mistakes that somebody could make in the guard: a row dropped from a table, a letter from the options, a condition turned round. */
import { type Node, parseSync, Visitor } from "oxc-parser";

/** The stretch of the file that is replaced, and by what. */
type Edit = { readonly start: number; readonly end: number; readonly put: string; readonly what: string };

export type Mutant = Edit & { readonly path: string; readonly line: number };

/** Every mutant of one source. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const edits = path.endsWith(".rego") ? editsOfPolicy(text) : editsOfSource(path, text);
  return edits.map(({ what, ...edit }) => ({
    ...edit,
    path,
    line: text.slice(0, edit.start).split("\n").length,
    what: `${what}: \`${text.slice(edit.start, edit.end).replaceAll(/\s+/g, " ").slice(0, 60)}\``,
  }));
}

type Span = Pick<Node, "start" | "end">;

function editsOfSource(path: string, text: string): readonly Edit[] {
  const { program } = parseSync(path, text);
  const types: Span[] = [];
  const functions: Span[] = [];
  const mark = (spans: Span[]) => (node: Span) => void spans.push(node);
  new Visitor({
    TSTypeAliasDeclaration: mark(types),
    TSTypeAnnotation: mark(types),
    TSTypeParameterInstantiation: mark(types),
    FunctionDeclaration: mark(functions),
    FunctionExpression: mark(functions),
    ArrowFunctionExpression: mark(functions),
  }).visit(program);
  const lies = (spans: readonly Span[], { start, end }: Edit): boolean => spans.some((one) => one.start <= start && end <= one.end);
  return [...editsOfTree(program, text), ...editsOfTables(program, text).filter((edit) => !lies(functions, edit))].filter(
    (edit) => !lies(types, edit),
  );
}

type Program = ReturnType<typeof parseSync>["program"];

/** What stands anywhere: conditions, choices, lists that are written out. */
function editsOfTree(program: Program, text: string): readonly Edit[] {
  const edits: Edit[] = [];
  const whole = ({ start, end }: Node, put: string, what: string): void => void edits.push({ start, end, put, what });
  const between = (left: Node, right: Node, put: string): void =>
    void edits.push({ start: left.end, end: right.start, put: ` ${put} `, what: `${put} in place of` });
  new Visitor({
    ArrayExpression: ({ elements }) => {
      const rows = elements.filter((one) => one !== null);
      if (rows.length > 1 && rows.every(isWrittenOut)) edits.push(...withoutEach(rows, "a row dropped"));
    },
    ObjectExpression: ({ properties }) => {
      const isTable = properties.length > 2 && properties.every((one) => one.type === "Property" && one.value.type !== "Identifier");
      if (isTable) edits.push(...withoutEach(properties, "an entry dropped"));
    },
    IfStatement: ({ test }) => {
      whole(test, "false", "a branch never taken");
      whole(test, "true", "a branch always taken");
    },
    ConditionalExpression: ({ test }) => whole(test, `!(${text.slice(test.start, test.end)})`, "a choice turned round"),
    LogicalExpression: ({ operator, left, right }) => {
      if (operator !== "??") between(left, right, operator === "&&" ? "||" : "&&");
    },
    BinaryExpression: ({ operator, left, right }) => {
      if (operator === "===") between(left, right, "!==");
      if (operator === "!==") between(left, right, "===");
    },
    Literal: (node) => {
      if (typeof node.value === "boolean") whole(node, `${!node.value}`, "a boolean turned round");
    },
  }).visit(program);
  return edits;
}

/** What stands at the top of a file alone: names in lists, letters of options, words that are parted by blanks. */
function editsOfTables(program: Program, text: string): readonly Edit[] {
  const edits: Edit[] = [];
  new Visitor({
    ArrayExpression: ({ elements }) => {
      const rows = elements.filter((one) => one !== null);
      if (rows.length > 1 && !rows.every(isWrittenOut)) edits.push(...withoutEach(rows, "a member dropped"));
    },
    Property: ({ key, value }) => {
      if (key.type !== "Identifier" || key.name !== "short" || value.type !== "Literal" || typeof value.value !== "string") return;
      edits.push(...[...value.value].map((_, at) => ({ ...span(value.start + 1 + at, 1), put: "", what: "an option letter dropped" })));
    },
    Literal: (node) => {
      if (typeof node.value === "string") edits.push(...withoutEachWord(node, text));
    },
    TemplateLiteral: (node) => {
      if (node.expressions.length === 0) edits.push(...withoutEachWord(node, text));
    },
  }).visit(program);
  return edits;
}

function isWrittenOut(node: Node): boolean {
  return node.type === "Literal" || node.type === "ArrayExpression" || node.type === "ObjectExpression";
}

function span(start: number, length: number): Span {
  return { start, end: start + length };
}

/** The list again without each of its members, with the comma or the blank that parts it from the next. */
function withoutEach(members: readonly Span[], what: string): readonly Edit[] {
  return members.map(({ start, end }, position) => {
    const next = members[position + 1];
    const before = members[position - 1];
    if (next !== undefined) return { start, end: next.start, put: "", what };
    return { start: before?.end ?? start, end, put: "", what };
  });
}

/** Words that no option and no verb is called: a text with one of them is for people. */
const sentence = /\b(?:the|what|that|which|is|who|of)\b/;

/** Tables hold names as words of one text, rows of them with commas between, words that do the same with a bar. */
function withoutEachWord({ start, end }: Span, text: string): readonly Edit[] {
  const held = text.slice(start + 1, end - 1);
  if (!/^[\w\s.:|*,@+-]+$/.test(held) || !/[\s|]/.test(held.trim()) || sentence.test(held)) return [];
  const isRows = held.includes(",");
  const members = [...held.matchAll(isRows ? /[^,]*[^,\s]/g : /\S+/g)].map(({ index, 0: { length } }) => span(start + 1 + index, length));
  const rows = withoutEach(members, isRows ? "a row of words dropped" : "a word dropped");
  const choices = [...held.matchAll(/(?:[\w*:-]+\|)+[\w*:-]+/g)].flatMap(({ index, 0: choice }) =>
    [...choice.matchAll(/[^|]+/g)].map(({ index: at, 0: { length } }) => ({
      // With the bar in front of it, and the first one with the bar behind it.
      ...span(start + 1 + index + Math.max(0, at - 1), length + 1),
      put: "",
      what: "a word dropped",
    })),
  );
  return rows.length + choices.length > 1 ? [...rows, ...choices] : [];
}

/** A condition dropped from the body of a rule, a member from a set that is written out. */
function editsOfPolicy(text: string): readonly Edit[] {
  const conditions = [...text.matchAll(/^\t(?!some |#)\S.*\n/gm)].map(({ index, 0: { length } }) => ({
    ...span(index, length),
    put: "\ttrue\n",
    what: "a condition dropped",
  }));
  const members = [...text.matchAll(/"[^"\n]*", (?=")/g)]
    .filter(({ index }) => !text.slice(text.lastIndexOf("\n", index) + 1, index).startsWith("#"))
    .map(({ index, 0: { length } }) => ({ ...span(index, length), put: "", what: "a member dropped" }));
  return [...conditions, ...members];
}
