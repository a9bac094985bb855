/** What one evaluation has at hand: its limits, what it has cost, and why it stopped. */
import type { Fault } from "../../base/fault.ts";
import type { Instant } from "../../base/instant.ts";
import type { Origin } from "../plan/ir.ts";
import type { Value } from "../values/value.ts";

export type Limits = {
  readonly steps: number;
  /** What `time.now_ns` answers; without it a policy that asks for the time has no result. */
  readonly now?: Instant;
};

export class Machine {
  fault: Fault | undefined;
  steps = 0;
  /** Counts evaluations, so that what one remembered does not serve the next. */
  run = 0;
  /** Counts how often collections were gone through for all rules at once. */
  walks = 0;
  isStrict = false;
  now: Instant | undefined;
  results: Value[] = [];
  #limit = 0;

  start(limits: Limits, isStrict: boolean): void {
    this.fault = undefined;
    this.steps = 0;
    this.run++;
    this.results = [];
    this.isStrict = isStrict;
    this.now = limits.now;
    this.#limit = limits.steps;
  }

  /** Counts work; false once there was too much of it. */
  readonly spend = (steps: number): boolean => {
    this.steps += steps;
    if (this.steps <= this.#limit) return this.fault === undefined;
    this.stop({ code: "rego.limit", what: `the evaluation took more than ${this.#limit} steps`, follows: "it has no result" });
    return false;
  };

  stop(fault: Fault): void {
    this.fault ??= fault;
  }

  stopAt(origin: Origin | undefined, fault: Fault): void {
    const place = origin === undefined ? "" : `${origin.file}:${origin.row}:${origin.column}: `;
    this.stop({ ...fault, what: place + fault.what });
  }
}
