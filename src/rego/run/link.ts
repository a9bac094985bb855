/** Turns a plan into closures: one for each statement, which says whether to go on. No text is compiled, so the result can be frozen. */
import type { Block, Function, Local, Operand, Plan } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { guardsOf, type Guard, type Test } from "./guard.ts";
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
  readonly #callees = new Map<string, Callee>();
  readonly #byPath = new Map<string, Callee>();
  readonly #members = new Map<string, MemberIndex>();
  readonly #later: (() => void)[] = [];

  constructor(machine: Machine, observer?: Observer) {
    this.machine = machine;
    this.observer = observer;
  }

  /** Functions may call those that come after them, so all are known before the first is linked. */
  linkFunctions(functions: readonly Function[]): void {
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
    return this.observer?.seesAll === true ? undefined : guardsOf(one);
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

  constructor(linker: Linker) {
    this.linker = linker;
    this.machine = linker.machine;
  }

  function(one: Function): (args: Frame) => Value | undefined {
    const { machine } = this;
    this.#locals = 1 + largestLocal(one.blocks, Math.max(...one.params, one.returns));
    const blocks = this.#blocks(one.blocks);
    const blank = this.#blank();
    const { params, returns } = one;
    const evaluate = (args: Frame): Value | undefined => {
      const frame = blank.slice();
      for (let index = 0; index < params.length; index++) frame[params[index] as number] = args[index];
      for (let index = 0; index < blocks.length; index++) if ((blocks[index] as Run)(frame) > goOn) break;
      return machine.fault === undefined ? frame[returns] : undefined;
    };
    return one.params.length === 2 ? remembering(evaluate, machine) : evaluate;
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
    return slimmed.map((block) => this.block(block));
  }

  /** Whether the local is written once and read once: who does both at once need not keep it. Never where somebody watches. */
  isPassing(local: Local): boolean {
    return this.#mentions[local] === 2;
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

export function runOf(steps: readonly Step[], machine: Machine): Run {
  const cost = steps.length;
  const [only] = steps;
  if (cost === 1 && only !== undefined) {
    return (frame) => {
      if (!machine.spend(1)) return leave;
      const code = only(frame);
      return code === goOn ? completed : code - 1;
    };
  }
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
  const made = blocks[0]?.[0]?.op;
  return made === "make-set" ? new RegoSet() : made === "make-object" ? new RegoObject() : undefined;
}

/** Rules are functions of the documents alone: while those stay the same, so does the value. */
function remembering(evaluate: (args: Frame) => Value | undefined, machine: Machine): (args: Frame) => Value | undefined {
  let run = 0;
  let documents: Frame = [];
  let value: Value | undefined;
  return (args) => {
    if (run === machine.run && documents[0] === args[0] && documents[1] === args[1]) return value;
    value = evaluate(args);
    run = machine.run;
    documents = args;
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
