/** Small mistakes that somebody could make in the guard: a row dropped from a table, a letter from the options, a condition turned round. */
import { type Node, parseSync, Visitor } from "oxc-parser";

export type Mutant = { readonly path: string; readonly line: number; readonly what: string; readonly text: string };

/** Every mutant of one source, each with the whole text of the file. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const edits = path.endsWith(".rego") ? editsOfPolicy(text) : editsOfSource(path, text);
  return edits.map(({ start, end, put, what }) => ({
    path,
    line: text.slice(0, start).split("\n").length,
    what: `${what}: \`${text.slice(start, end).replaceAll(/\s+/g, " ").slice(0, 60)}\``,
    text: text.slice(0, start) + put + text.slice(end),
  }));
}

type Edit = { readonly start: number; readonly end: number; readonly put: string; readonly what: string };

function editsOfSource(path: string, text: string): readonly Edit[] {
  const edits: Edit[] = [];
  const whole = ({ start, end }: Node, put: string, what: string): void => void edits.push({ start, end, put, what });
  const { program } = parseSync(path, text);
  new Visitor({
    ArrayExpression: ({ elements }) => {
      const rows = elements.filter((one) => one !== null);
      if (
        rows.length > 1 &&
        rows.every((one) => one.type === "Literal" || one.type === "ArrayExpression" || one.type === "ObjectExpression")
      )
        edits.push(...withoutEach(rows, "a row dropped"));
    },
    ObjectExpression: ({ properties }) => {
      const isTable = properties.length > 2 && properties.every((one) => one.type === "Property" && one.value.type !== "Identifier");
      if (isTable) edits.push(...withoutEach(properties, "an entry dropped"));
    },
    Property: ({ key, value }) => {
      if (
        key.type === "Identifier" &&
        key.name === "short" &&
        value.type === "Literal" &&
        typeof value.value === "string" &&
        value.value !== ""
      )
        whole(value, JSON.stringify(value.value.slice(1)), "an option letter dropped");
    },
    IfStatement: ({ test }) => {
      whole(test, "false", "a branch never taken");
      whole(test, "true", "a branch always taken");
    },
    ConditionalExpression: ({ test }) => whole(test, `!(${text.slice(test.start, test.end)})`, "a choice turned round"),
    LogicalExpression: (node) => {
      if (node.operator === "??") return;
      const put = node.operator === "&&" ? "||" : "&&";
      edits.push({ start: node.left.end, end: node.right.start, put: ` ${put} `, what: `${put} in place of` });
    },
    BinaryExpression: (node) => {
      const put = ({ "===": "!==", "!==": "===" } as Readonly<Record<string, string>>)[node.operator];
      if (put !== undefined) edits.push({ start: node.left.end, end: node.right.start, put: ` ${put} `, what: `${put} in place of` });
    },
    Literal: (node) => {
      if (typeof node.value === "boolean") whole(node, `${!node.value}`, "a boolean turned round");
    },
  }).visit(program);
  return edits;
}

/** The list again without each of its members, with the comma that parts it from the next. */
function withoutEach(members: readonly Node[], what: string): readonly Edit[] {
  return members.map(({ start, end }, position) => {
    const next = members[position + 1];
    const before = members[position - 1];
    if (next !== undefined) return { start, end: next.start, put: "", what };
    return { start: before?.end ?? start, end, put: "", what };
  });
}

/** A condition dropped from the body of a rule, a member from a set that is written out. */
function editsOfPolicy(text: string): readonly Edit[] {
  const conditions = [...text.matchAll(/^\t(?!some |#)\S.*\n/gm)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    put: "\ttrue\n",
    what: "a condition dropped",
  }));
  const members = [...text.matchAll(/"[^"\n]*", (?=")/g)]
    .filter(({ index }) => !text.slice(text.lastIndexOf("\n", index) + 1, index).startsWith("#"))
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length, put: "", what: "a member dropped" }));
  return [...conditions, ...members];
}
