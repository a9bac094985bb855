/** Statements that stand in a row and are done in one step: each step costs a call, and a value that only the next one reads need not be kept. */
import type { Block, Operand, Statement } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { keyOf, type Key, type Value } from "../values/value.ts";
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
  return typeof operand !== "number" && typeof operand.value === "string" ? operand.value : undefined;
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
  return { step: memberStep(linking.place(first.source), names, last.target), statements: names.length };
}

function memberStep(from: number, names: readonly string[], target: number): Step {
  const keys = names.map(keyOf);
  const [only] = keys;
  if (keys.length === 1) return (frame) => ((frame[target] = memberByKey(frame[from], only as Key)) === undefined ? undefinedHere : goOn);
  return (frame) => {
    let value = frame[from];
    for (let index = 0; index < keys.length; index++) value = memberByKey(value, keys[index] as Key);
    frame[target] = value;
    return value === undefined ? undefinedHere : goOn;
  };
}

/** A member with a constant name, found without working out its key again. */
function memberByKey(value: Value | undefined, key: Key): Value | undefined {
  if (value instanceof RegoObject) return value.getByKey(key);
  return value instanceof RegoSet ? value.getByKey(key) : undefined;
}
