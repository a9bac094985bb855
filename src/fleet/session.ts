/** Session: one client process at work on one task, or a person's own session that the fleet only looks at. */
import type { Instant } from "../base/instant.ts";
import type { ProcessProof, SeenState } from "./event.ts";
import type { ParkedWhy } from "./task.ts";

export type Session = WorkerSession | HumanSession;

/** Never launched, prompted, interrupted or ended by the fleet. */
export type HumanSession = {
  readonly id: string;
  readonly kind: "human";
  readonly folder: string;
  readonly account: string;
  readonly seen: SeenState;
};

/** A worker lives for one lease. It leaves the table when its process is gone, and with it its slot. */
export type WorkerSession = {
  readonly id: string;
  readonly kind: "worker";
  readonly slot: number;
  readonly task: string;
  readonly project: string;
  readonly fence: number;
  readonly account: string;
  readonly scope: string;
  readonly phase: Phase;
  readonly phaseSteadyMs: number;
  readonly beganAt: Instant;
  readonly beganSteadyMs: number;
  readonly process: ProcessProof | null;
  readonly conversation: string | null;
  readonly resumed: "no" | "continue" | "fork";
  readonly receipt: string;
  readonly seenSteadyMs: number;
  readonly movedSteadyMs: number;
  readonly tool: boolean;
  readonly seen: SeenState;
  readonly microUsd: number;
  readonly tokens: number;
  /** The model has answered in this session: the account works, and what was kept of the session before it is superseded. */
  readonly worked: boolean;
  readonly checkpointSteadyMs: number;
  /** A daemon has started since it was last heard of. */
  readonly unheard: boolean;
  readonly ending: Ending | null;
};

/** In this order. A resumed session that goes on by itself skips `prompting`. */
export type Phase = "placing" | "launching" | "starting" | "prompting" | "working" | "ending";

/** Why it is being ended, and what becomes of the task if the lease is still its own. */
export type Ending = {
  readonly why: string;
  readonly afterwards: AfterEnding;
  readonly step: "interrupting" | "ending";
  readonly stepSteadyMs: number;
  readonly tries: number;
};

export type AfterEnding =
  | { readonly task: "settled" }
  | { readonly task: "park"; readonly why: ParkedWhy }
  | { readonly task: "queue"; readonly burns: boolean; readonly resumes: boolean }
  | { readonly task: "hold"; readonly why: string };
