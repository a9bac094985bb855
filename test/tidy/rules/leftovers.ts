/** Nothing unfinished, nothing switched off, nothing that only one machine has. */
import type { Node } from "oxc-parser";
import { forEachSource, type House } from "../house.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";
import { walk } from "../walk.ts";

const unfinished = /\b(?:TODO|FIXME|XXX|HACK)\b/;

export const notes = forEachSource((source) =>
  source.comments
    .filter((comment) => unfinished.test(comment.value))
    .map((comment) => at(source, comment, { rule: "leftover", what: "do it or drop it; a note in the code is lost" })),
);

const commentMarks: Readonly<Record<string, RegExp>> = { rs: /\/\/.*/, rego: /#.*/, sh: /#.*/, toml: /#.*/, yaml: /#.*/, yml: /#.*/ };

export function notesElsewhere(house: House): readonly Violation[] {
  return house.others.flatMap((file) => {
    const mark = commentMarks[file.path.split(".").at(-1) ?? ""];
    if (mark === undefined) return [];
    return file.text.split("\n").flatMap((text, index) => {
      if (!unfinished.test(mark.exec(text)?.[0] ?? "")) return [];
      return [{ rule: "leftover", path: file.path, line: index + 1, what: "do it or drop it; a note in the code is lost" }];
    });
  });
}

const testWords = ["test", "it", "describe", "suite"];
const switches = ["skip", "only", "todo"];

export const switchedTests = forEachSource((source) => {
  if (!isTest(source.path)) return [];
  const found: Violation[] = [];
  walk(source.program, ({ node }) => {
    const name = switchOf(node);
    if (name !== undefined) found.push(at(source, node, { rule: "switched-test", what: `\`${name}\`: a test runs or does not exist` }));
  });
  return found;
});

/** `test.skip(…)` and `test(…, { only: true })`; a condition as the value is a true statement about the machine, and may stay. */
function switchOf(node: Node): string | undefined {
  if (node.type !== "CallExpression") return undefined;
  const { callee } = node;
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier" && isTestWord(callee.object)) {
    return switches.includes(callee.property.name) ? callee.property.name : undefined;
  }
  return isTestWord(callee) ? node.arguments.map(switchIn).find((name) => name !== undefined) : undefined;
}

function isTestWord(node: Node): boolean {
  return node.type === "Identifier" && testWords.includes(node.name);
}

function switchIn(node: Node): string | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  for (const one of node.properties) {
    if (one.type !== "Property" || one.key.type !== "Identifier" || !switches.includes(one.key.name)) continue;
    if (one.value.type === "Literal" && one.value.value !== false) return one.key.name;
  }
  return undefined;
}

/** What lies here are examples of what agents do, on machines of any kind. */
const examples = ["corpus/", "policies/"];

/** Homes of the people who live in examples. */
const invented = ["user", "me", "you", "alice", "bob", "carol", "dev", "agent", "ann", "ben", "someone", "other", "x", "u"];

export function machinePaths(house: House): readonly Violation[] {
  return house.tree.files.flatMap((file) => {
    if (examples.some((folder) => file.path.startsWith(folder))) return [];
    return file.text.split("\n").flatMap((text, index) => {
      const path = machinePathIn(text) ?? (isTest(file.path) ? undefined : homeIn(text));
      return path === undefined
        ? []
        : [{ rule: "machine-path", path: file.path, line: index + 1, what: `\`${path}\` exists on one machine` }];
    });
  });
}

/** A path starts where no name, no variable and no end of a pattern stands before it. */
const start = String.raw`(?<![\w~.*})\]-])`;
const ownPath = new RegExp(String.raw`${start}/(?:root|work)/\w[\w./-]*`);
const homePath = new RegExp(String.raw`${start}/home/([a-z][\w-]*)`, "g");

function machinePathIn(text: string): string | undefined {
  return ownPath.exec(text)?.[0];
}

function homeIn(text: string): string | undefined {
  return [...text.matchAll(homePath)].find(([, name]) => name !== undefined && !invented.includes(name))?.[0];
}

export const unreadable = forEachSource((source: Source) =>
  source.errors.map((what) => ({ rule: "syntax", path: source.path, line: 1, what })),
);
