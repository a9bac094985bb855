/** Going through a collection: member by member, or to those members alone that can hold. */
import type { Statement } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Key, Value } from "../values/value.ts";
import { memberTests } from "./guard.ts";
import { goOn, undefinedHere, type Frame, type Linking, type Run, type Step } from "./link.ts";
import { keysOf, type Positions } from "./members.ts";

export type Scan = Extract<Statement, { op: "scan" }>;

export function linkScan(linking: Linking, scan: Scan): Step {
  const from = linking.place(scan.source);
  const { key, value } = scan;
  const each = { key, value, run: linking.block(scan.block) };
  const inList = linkListScan(linking, scan, each);
  return (frame) => {
    const collection = frame[from];
    if (Array.isArray(collection)) return inList(collection, frame);
    if (collection instanceof RegoObject) return scanObject(collection, frame, each);
    return collection instanceof RegoSet ? scanSet(collection, frame, each) : undefinedHere;
  };
}

type Each = { readonly key: number; readonly value: number; readonly run: Run };

type ListScan = (items: readonly Value[], frame: Frame) => number;

/** Where the block starts by asking what stands in a member, a list that comes again is not gone through again. */
function linkListScan({ linker }: Linking, scan: Scan, each: Each): ListScan {
  const tests = linker.observer?.seesAll === true ? [] : memberTests(scan);
  if (tests.length === 0) return (items, frame) => scanArray(items, frame, each);
  const members = linker.membersBy(tests);
  const keys = keysOf(tests);
  const [only] = keys;
  const chosen =
    keys.length === 1 ? (positions: Positions) => positions.get(only as Key) : (positions: Positions) => merged(positions, keys);
  const scanChosen = linkChosenScan(each);
  return (items, frame) => {
    const positions = members.positionsIfAgain(items);
    return positions === undefined ? scanArray(items, frame, each) : scanChosen(items, frame, chosen(positions));
  };
}

/** In the order of the list. */
function merged(positions: Positions, keys: readonly Key[]): readonly number[] {
  const all = keys.flatMap((key) => positions.get(key) ?? []);
  return all.sort((one, other) => one - other);
}

type ChosenScan = (items: readonly Value[], frame: Frame, positions: readonly number[] | undefined) => number;

function linkChosenScan({ key, value, run }: Each): ChosenScan {
  return (items, frame, positions) => {
    if (positions === undefined) return goOn;
    for (let index = 0; index < positions.length; index++) {
      const position = positions[index] as number;
      frame[key] = position;
      frame[value] = items[position];
      const code = run(frame);
      if (code > goOn) return code;
    }
    return goOn;
  };
}

function scanArray(items: readonly Value[], frame: Frame, { key, value, run }: Each): number {
  for (let index = 0; index < items.length; index++) {
    frame[key] = index;
    frame[value] = items[index];
    const code = run(frame);
    if (code > goOn) return code;
  }
  return goOn;
}

function scanObject(object: RegoObject, frame: Frame, { key, value, run }: Each): number {
  for (const name of object.sortedKeys()) {
    frame[key] = name;
    frame[value] = object.get(name);
    const code = run(frame);
    if (code > goOn) return code;
  }
  return goOn;
}

function scanSet(set: RegoSet, frame: Frame, { key, value, run }: Each): number {
  for (const member of set.sorted()) {
    frame[key] = frame[value] = member;
    const code = run(frame);
    if (code > goOn) return code;
  }
  return goOn;
}
