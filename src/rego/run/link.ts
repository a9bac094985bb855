/** Turns a plan into closures: one for each statement, which says whether to go on. No text is compiled, so the result can be frozen. */
import type { Block, Function, Operand, Plan } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { guardsOf, type Guard } from "./guard.ts";
import type { Machine } from "./machine.ts";
import { linkStatement } from "./statements.ts";

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
};

export class Linker {
  readonly machine: Machine;
  readonly #callees = new Map<string, Callee>();
  readonly #byPath = new Map<string, Callee>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Functions may call those that come after them, so all are known before the first is linked. */
  linkFunctions(functions: readonly Function[]): void {
    const added = functions.map((one): readonly [Function, Callee] => [
      one,
      { call: () => undefined, guards: guardsOf(one), empty: emptyOf(one) },
    ]);
    for (const [one, callee] of added) {
      this.#callees.set(one.name, callee);
      this.#byPath.set(one.path.join("\u0000"), callee);
    }
    for (const [one, callee] of added) callee.call = new Linking(this).function(one);
  }

  linkPlan(plan: Plan): (frame: Frame) => void {
    return new Linking(this).plan(plan);
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

  constructor(linker: Linker) {
    this.linker = linker;
    this.machine = linker.machine;
  }

  function(one: Function): (args: Frame) => Value | undefined {
    const { machine } = this;
    this.#locals = 1 + largestLocal(one.blocks, Math.max(...one.params, one.returns));
    const blocks = one.blocks.map((block) => this.block(block));
    const blank = this.#blank();
    const { params, returns } = one;
    const evaluate = (args: Frame): Value | undefined => {
      const frame = blank.slice();
      for (let index = 0; index < params.length; index++) frame[params[index] as number] = args[index];
      for (const run of blocks) if (run(frame) > goOn) break;
      return machine.fault === undefined ? frame[returns] : undefined;
    };
    return one.params.length === 2 ? remembering(evaluate, machine) : evaluate;
  }

  plan(plan: Plan): (documents: Frame) => void {
    this.#locals = 1 + largestLocal(plan.blocks, 1);
    const blocks = plan.blocks.map((block) => this.block(block));
    const blank = this.#blank();
    return ([input, data]) => {
      const frame = blank.slice();
      frame[0] = input;
      frame[1] = data;
      for (const run of blocks) if (run(frame) > goOn) break;
    };
  }

  block(block: Block): Run {
    const { machine } = this;
    const steps = block.map((statement) => linkStatement(this, statement));
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
