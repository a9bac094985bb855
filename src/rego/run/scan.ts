/** Going through a collection: member by member, or to those members alone that can hold. */
import type { Block } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Key, Value } from "../values/value.ts";
import type { Chosen } from "./chosen.ts";
import { memberTests, type Scan, type Test } from "./guard.ts";
import { goOn, runOf, undefinedHere, type Frame, type Linking, type Run, type Step } from "./link.ts";
import { keysOf, type MemberIndex, type Positions } from "./members.ts";
import { isTruthOf, nameIn } from "./together.ts";

export function linkScan(linking: Linking, scan: Scan): Step {
  const from = linking.place(scan.source);
  const { each, inList } = linkEach(linking, scan);
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
function linkEach(linking: Linking, scan: Scan): { readonly each: Each; readonly inList: ListScan } {
  const { linker } = linking;
  const { key, value, block } = scan;
  const tests = linker.observer === undefined ? memberTests(scan, linker.functionNamed) : [];
  if (tests.length === 0) {
    const each = { key, value, run: linking.block(block) };
    return { each, inList: (items, frame) => scanArray(items, frame, each) };
  }
  const passed = passedBy(tests, scan, linking);
  const [testing, further] = [linking.steps(block.slice(0, passed)), linking.steps(block.slice(passed))];
  const each = { key, value, run: runOf([...testing, ...further], linking.machine) };
  const chosenEach = passed === 0 ? each : { key, value, run: runOf(further, linking.machine) };
  const byTests = linkListScan(linker.membersBy(tests), tests, { each, chosenEach });
  const found = linking.chosenFor(scan);
  return { each, inList: found === undefined ? byTests : linkFoundScan(found, chosenEach, byTests) };
}

/** Where the rule was found by what it asks of members, those were found as well. */
function linkFoundScan(found: Chosen, chosenEach: Each, otherwise: ListScan): ListScan {
  const scanChosen = linkChosenScan(chosenEach);
  return (items, frame) => {
    const positions = found.positionsIn(items);
    return positions === undefined ? otherwise(items, frame) : scanChosen(items, frame, positions);
  };
}

type Both = { readonly each: Each; readonly chosenEach: Each };

function linkListScan(members: MemberIndex, tests: readonly Test[], { each, chosenEach }: Both): ListScan {
  const keys = keysOf(tests);
  const [only] = keys;
  const chosen =
    keys.length === 1 ? (positions: Positions) => positions.get(only as Key) : (positions: Positions) => merged(positions, keys);
  const scanChosen = linkChosenScan(chosenEach);
  return (items, frame) => {
    const positions = members.positionsIfAgain(items);
    return positions === undefined ? scanArray(items, frame, each) : scanChosen(items, frame, chosen(positions));
  };
}

/** How many statements at the start of the block do nothing but test what every chosen member has passed. */
function passedBy(tests: readonly Test[], { value, block }: Scan, linking: Linking): number {
  let passed = 0;
  for (const test of tests) {
    const statements = testedBy(test, value, { block, from: passed, linking });
    if (statements === undefined) break;
    passed += statements;
  }
  return passed;
}

type Place = { readonly block: Block; readonly from: number; readonly linking: Linking };

/** How many statements this test is; undefined where it is something else as well. */
function testedBy({ path, keys }: Test, member: number, { block, from, linking }: Place): number | undefined {
  let [index, local] = [from, member];
  for (const name of path) {
    const dot = block[index++];
    if (dot?.op !== "dot" || dot.source !== local || nameIn(dot.key) !== name || !linking.isPassing(dot.target)) return undefined;
    local = dot.target;
  }
  const asked = block[index++];
  if (asked?.op === "equal") {
    const wanted = asked.left === local ? asked.right : asked.left;
    const isThis = (asked.left === local || asked.right === local) && typeof wanted !== "number" && wanted.value === keys[0];
    return isThis && keys.length === 1 ? index - from : undefined;
  }
  const isList =
    asked?.op === "call" && asked.args[0] === local && isTruthOf(block[index++], asked.result) && linking.isPassing(asked.result);
  return isList ? index - from : undefined;
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
