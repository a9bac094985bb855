/** Turns a plan into closures: one for each statement, which says whether to go on. No text is compiled, so the result can be frozen. */
import type { Block, Function, Local, Operand, Plan } from "../plan/ir.ts";
import type { Value } from "../values/value.ts";
import { empties } from "./empty.ts";
import { Chosen } from "./chosen.ts";
import { firstScans, guardsOf, nameOfChoice, type Guard, type Scan, type Test } from "./guard.ts";
import { isConstant, mostConstantSteps } from "./constant.ts";
import type { Machine } from "./machine.ts";
import { MemberIndex } from "./members.ts";
import { watchedBlock, watchedRun, type Observer } from "./observer.ts";
import { mentionsIn, slim, type Mentions } from "./slim.ts";
import { linkTogether } from "./together.ts";

/** The locals of one call, and behind them the constants of the function. */
export type Frame = (Value | undefined)[];

/** Zero to go on, else how many blocks end: one for a statement that is undefined. */
export type Step = (frame: Frame) => number;

/** `completed`, or how many further blocks end with this one. */
export type Run = (frame: Frame) => number;

export const goOn = 0;
export const undefinedHere = 1;
export const completed = -1;
/** Ends all blocks: the function has its value, or the evaluation has stopped. */
export const leave = Infinity;

export type Callee = {
  /** The value for these arguments, the documents first. */
  call: (args: Frame) => Value | undefined;
  /** What must hold for any of the rules to hold; `undefined` where that is not known. */
  readonly guards: readonly Guard[] | undefined;
  /** The value if none of the rules holds. */
  readonly empty: Value | undefined;
  /** The value whatever is asked, where there is such a one. */
  constant: Value | undefined;
};

export class Linker {
  readonly machine: Machine;
  readonly observer: Observer | undefined;
  readonly #functions = new Map<string, Function>();
  readonly #callees = new Map<string, Callee>();
  readonly #byPath = new Map<string, Callee>();
  readonly #members = new Map<string, MemberIndex>();
  readonly #chosen = new Map<string, Chosen>();
  readonly #later: (() => void)[] = [];

  constructor(machine: Machine, observer?: Observer) {
    this.machine = machine;
    this.observer = observer;
  }

  /** Functions may call those that come after them, so all are known before the first is linked. */
  linkFunctions(functions: readonly Function[]): void {
    for (const one of functions) this.#functions.set(one.name, one);
    const added = functions.map((one): readonly [Function, Callee] => [
      one,
      { call: () => undefined, guards: this.#guardsOf(one), empty: emptyOf(one), constant: undefined },
    ]);
    for (const [one, callee] of added) {
      this.#callees.set(one.name, callee);
      this.#byPath.set(one.path.join("\u0000"), callee);
    }
    // What is constant comes first: documents are made of it when they are linked.
    for (const [one, callee] of added) if (this.observer === undefined && isConstant(one)) callee.constant = this.#constantOf(one);
    for (const [one, callee] of added) {
      const { constant } = callee;
      if (constant === undefined) this.#linkWhenCalled(one, callee);
      else callee.call = () => constant;
    }
  }

  /** Who compiles for one call alone pays for those functions that are called. */
  #linkWhenCalled(one: Function, callee: Callee): void {
    let isLinked = false;
    const link = (): void => {
      if (isLinked) return;
      isLinked = true;
      callee.call = new Linking(this).function(one);
    };
    callee.call = (args) => {
      link();
      return callee.call(args);
    };
    this.later(link);
  }

  /** Undefined also where working it out ends with a fault: then it will end so again when it is asked for. */
  #constantOf(one: Function): Value | undefined {
    this.machine.start({ steps: mostConstantSteps }, false);
    const value = new Linking(this).function(one)([]);
    return this.machine.fault === undefined ? value : undefined;
  }

  /** Who wants to see all gets no index. */
  #guardsOf(one: Function): readonly Guard[] | undefined {
    return this.observer?.seesAll === true ? undefined : guardsOf(one.blocks, this.functionNamed);
  }

  linkPlan(plan: Plan): (frame: Frame) => void {
    return new Linking(this).plan(plan);
  }

  /** The index of members by what stands at the places of these tests; one for all who ask for the same. */
  membersBy(tests: readonly Test[]): MemberIndex {
    const name = JSON.stringify(tests.map(({ path }) => path));
    const members = this.#members.get(name) ?? new MemberIndex(this.machine, tests);
    this.#members.set(name, members);
    return members;
  }

  /** The members that pass what a guard asks of them; one for all guards that ask for the same. */
  chosenBy(guard: Guard): Chosen {
    const name = nameOfChoice(guard);
    const chosen = this.#chosen.get(name) ?? new Chosen();
    this.#chosen.set(name, chosen);
    return chosen;
  }

  readonly functionNamed = (name: string): Function | undefined => this.#functions.get(name);

  /** Something that every evaluation would otherwise have to do first. */
  later(prepare: () => void): void {
    this.#later.push(prepare);
  }

  /** Does it now, for all evaluations to come. */
  warmUp(): void {
    // What is prepared may find more to prepare.
    for (let index = 0; index < this.#later.length; index++) this.#later[index]?.();
    this.#later.length = 0;
  }

  callee(name: string): Callee | undefined {
    return this.#callees.get(name);
  }

  calleeAt(path: readonly string[]): Callee | undefined {
    return this.#byPath.get(path.join("\u0000"));
  }
}

/** Linking of one function or plan, with the constants it needs. */
export class Linking {
  readonly linker: Linker;
  readonly machine: Machine;
  readonly #constants: Value[] = [];
  readonly #places = new Map<Value, number>();
  #locals = 0;
  #mentions: Mentions = [];
  #firstScans: ReadonlyMap<Scan, Guard> = new Map();

  constructor(linker: Linker) {
    this.linker = linker;
    this.machine = linker.machine;
  }

  function(one: Function): (args: Frame) => Value | undefined {
    const { machine } = this;
    const { params, returns } = one;
    const [input, data] = params as [Local, Local];
    this.#locals = 1 + largestLocal(one.blocks, Math.max(...params, returns));
    const { first, blocks: body } = this.linker.observer === undefined ? withoutFrame(one) : { first: undefined, blocks: one.blocks };
    const blocks = this.#blocks(body);
    const frames = new Frames(this.#blank(), this.#locals, this.linker.observer === undefined);
    const evaluate = (args: Frame): Value | undefined => {
      const frame = frames.take();
      frame[input] = args[0];
      frame[data] = args[1];
      for (let index = 2; index < params.length; index++) frame[params[index] as number] = args[index];
      if (first !== undefined) frame[returns] = first;
      for (let index = 0; index < blocks.length; index++) if ((blocks[index] as Run)(frame) > goOn) break;
      const value = machine.fault === undefined ? frame[returns] : undefined;
      frames.giveBack(frame);
      return value;
    };
    return params.length === 2 ? remembering(evaluate, machine) : evaluate;
  }

  plan(plan: Plan): (documents: Frame) => void {
    this.#locals = 1 + largestLocal(plan.blocks, 1);
    const blocks = this.#blocks(plan.blocks);
    const blank = this.#blank();
    return ([input, data]) => {
      const frame = blank.slice();
      frame[0] = input;
      frame[1] = data;
      for (const run of blocks) if (run(frame) > goOn) break;
    };
  }

  #blocks(blocks: readonly Block[]): readonly Run[] {
    const { observer } = this.linker;
    if (observer !== undefined)
      return [
        watchedRun(
          blocks.map((block) => this.block(block)),
          observer,
        ),
      ];
    const slimmed = slim(blocks);
    this.#mentions = mentionsIn(slimmed);
    this.#firstScans = firstScans(slimmed, this.linker.functionNamed);
    return slimmed.map((block) => this.block(block));
  }

  /** Whether the local is written once and read once: who does both at once need not keep it. Never where somebody watches. */
  isPassing(local: Local): boolean {
    return this.#mentions[local] === 2;
  }

  /** The members that this goes through, where they are found while rules are looked for. */
  chosenFor(scan: Scan): Chosen | undefined {
    const guard = this.#firstScans.get(scan);
    return guard === undefined ? undefined : this.linker.chosenBy(guard);
  }

  block(block: Block): Run {
    const { machine } = this;
    const { observer } = this.linker;
    if (observer !== undefined) return watchedBlock(this, block, observer);
    return runOf(this.steps(block), machine);
  }

  /** One for each statement, or for several that go together. */
  steps(block: Block): readonly Step[] {
    const steps: Step[] = [];
    for (let index = 0; index < block.length;) {
      const { step, statements } = linkTogether(this, block, index);
      steps.push(step);
      index += statements;
    }
    return steps;
  }

  /** Where in the frame an operand stands. Constants stand behind the locals, so that both are read alike. */
  place(operand: Operand): number {
    if (typeof operand === "number") return operand;
    const { value } = operand;
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.#locals + this.#constants.push(value) - 1;
    // Equal is not the same for all: `2` and `2.0` are told apart when they are printed.
    this.#places.set(value, place);
    return place;
  }

  #blank(): Frame {
    const blank: Frame = [];
    for (let index = 0; index < this.#locals; index++) blank.push(undefined);
    return blank.concat(this.#constants);
  }
}

/** Frames of one function. One serves all its calls where nobody keeps it: making frames would be most of the work of short rules. */
class Frames {
  readonly #blank: Frame;
  readonly #locals: number;
  readonly #isReused: boolean;
  #free: Frame | undefined;

  constructor(blank: Frame, locals: number, isReused: boolean) {
    this.#blank = blank;
    this.#locals = locals;
    this.#isReused = isReused;
    this.#free = isReused ? blank.slice() : undefined;
  }

  /** A call within a call of the same function, which no compiler writes, gets one of its own. */
  take(): Frame {
    const free = this.#free;
    if (free === undefined) return this.#blank.slice();
    this.#free = undefined;
    return free;
  }

  giveBack(frame: Frame): void {
    if (!this.#isReused) return;
    frame.fill(undefined, 0, this.#locals);
    this.#free = frame;
  }
}

export function runOf(steps: readonly Step[], machine: Machine): Run {
  const cost = steps.length;
  const [first, second] = steps as [Step, Step];
  if (cost === 1)
    return (frame) => {
      if (!machine.spend(1)) return leave;
      const code = first(frame);
      return code === goOn ? completed : code - 1;
    };
  // What most bodies come to, once members are chosen and what stands in a row goes together.
  if (cost === 2)
    return (frame) => {
      if (!machine.spend(2)) return leave;
      const code = first(frame) || second(frame);
      return code === goOn ? completed : code - 1;
    };
  return (frame) => {
    if (!machine.spend(cost)) return leave;
    for (let index = 0; index < cost; index++) {
      const code = (steps[index] as Step)(frame);
      if (code !== goOn) return code - 1;
    }
    return completed;
  };
}

function emptyOf({ blocks }: Function): Value | undefined {
  const [first, ...more] = blocks[0] ?? [];
  return first !== undefined && more.length === 0 && first.op in empties ? empties[first.op as keyof typeof empties] : undefined;
}

/** Without the blocks that only say what the value starts as and that it is returned, which whoever calls does anyway. */
function withoutFrame(one: Function): { readonly first: Value | undefined; readonly blocks: readonly Block[] } {
  const { blocks, returns } = one;
  const [start] = blocks[0] ?? [];
  const first = start !== undefined && "target" in start && start.target === returns ? emptyOf(one) : undefined;
  const last = blocks.at(-1)?.[0];
  const ends = last?.op === "return" && last.source === returns;
  return { first, blocks: blocks.slice(first === undefined ? 0 : 1, ends ? -1 : undefined) };
}

/** Rules are functions of the documents alone: while those stay the same, so does the value. */
function remembering(evaluate: (args: Frame) => Value | undefined, machine: Machine): (args: Frame) => Value | undefined {
  let run = 0;
  let input: Value | undefined;
  let data: Value | undefined;
  let value: Value | undefined;
  return (args) => {
    if (run === machine.run && input === args[0] && data === args[1]) return value;
    value = evaluate(args);
    run = machine.run;
    input = args[0];
    data = args[1];
    return value;
  };
}

function largestLocal(blocks: readonly Block[], least: number): number {
  return blocks.flat().reduce((largest, statement) => {
    const numbers = Object.values(statement).filter((part) => typeof part === "number");
    const inner = "block" in statement ? [statement.block] : "blocks" in statement ? statement.blocks : [];
    return largestLocal(inner, Math.max(largest, ...numbers));
  }, least);
}
