/** Statements that stand in a row and are done in one step: each step costs a call, and a value that only the next one reads need not be kept. */
import type { Block, Operand, Statement } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { isPlainName, type Value } from "../values/value.ts";
import { goOn, undefinedHere, type Linking, type Step } from "./link.ts";
import { linkCall, linkStatement } from "./statements.ts";

export type Together = { readonly step: Step; readonly statements: number };

/** The statement at the index, with those after it that go together with it. */
export function linkTogether(linking: Linking, block: Block, index: number): Together {
  const statement = block[index] as Statement;
  const next = block[index + 1];
  if (statement.op === "call" && isTruthOf(next, statement.result) && linking.isPassing(statement.result))
    return { step: linkCall(linking, statement, true), statements: 2 };
  if (statement.op === "dot" && nameIn(statement.key) !== undefined) return linkPath(linking, block, index);
  return { step: linkStatement(linking, statement), statements: 1 };
}

/** What a plan says after a call that must not be false. */
export function isTruthOf(statement: Statement | undefined, result: number): boolean {
  return (
    statement?.op === "not-equal" && statement.left === result && typeof statement.right !== "number" && statement.right.value === false
  );
}

export function nameIn(operand: Operand): string | undefined {
  return typeof operand !== "number" && typeof operand.value === "string" && isPlainName(operand.value) ? operand.value : undefined;
}

type Dot = Extract<Statement, { op: "dot" }>;

function linkPath(linking: Linking, block: Block, index: number): Together {
  const first = block[index] as Dot;
  let last = first;
  const names = [nameIn(first.key) as string];
  for (let next = block[index + 1]; next?.op === "dot"; next = block[index + names.length]) {
    const name = nameIn(next.key);
    if (next.source !== last.target || name === undefined || !linking.isPassing(last.target)) break;
    names.push(name);
    last = next;
  }
  const from = linking.place(first.source);
  const wanted = constantEqualTo(block[index + names.length], last.target);
  if (wanted !== undefined && linking.isPassing(last.target))
    return { step: memberIsStep(from, names, wanted), statements: names.length + 1 };
  return { step: memberStep(from, names, last.target), statements: names.length };
}

/** What the statement after a path compares it with, if that is a text or a truth value: those are equal where they are the same. */
function constantEqualTo(statement: Statement | undefined, local: number): string | boolean | undefined {
  if (statement?.op !== "equal") return undefined;
  const { left, right } = statement;
  const other = left === local ? right : right === local ? left : local;
  const value = typeof other === "number" ? undefined : other.value;
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}

function memberIsStep(from: number, names: readonly string[], wanted: string | boolean): Step {
  const [first = "", second = ""] = names;
  if (names.length === 1) return (frame) => (memberNamed(frame[from], first) === wanted ? goOn : undefinedHere);
  if (names.length === 2) return (frame) => (memberNamed(memberNamed(frame[from], first), second) === wanted ? goOn : undefinedHere);
  return (frame) => (names.reduce(memberNamed, frame[from]) === wanted ? goOn : undefinedHere);
}

function memberStep(from: number, names: readonly string[], target: number): Step {
  const [first = "", second = ""] = names;
  if (names.length === 1) return (frame) => ((frame[target] = memberNamed(frame[from], first)) === undefined ? undefinedHere : goOn);
  if (names.length === 2)
    return (frame) => ((frame[target] = memberNamed(memberNamed(frame[from], first), second)) === undefined ? undefinedHere : goOn);
  return (frame) => {
    let value = frame[from];
    for (let index = 0; index < names.length; index++) value = memberNamed(value, names[index] as string);
    frame[target] = value;
    return value === undefined ? undefinedHere : goOn;
  };
}

/** A member with a plain name, found without working out its key. */
function memberNamed(value: Value | undefined, name: string): Value | undefined {
  if (value instanceof RegoObject) return value.member(name);
  return value instanceof RegoSet ? value.getByKey(name) : undefined;
}
