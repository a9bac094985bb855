/** How a command ends that could not do its work: one sentence for the person, and the exit code that says so. */
import { type Fault, sentenceOf } from "../base/fault.ts";
import type { Desk } from "./desk.ts";

export function faulty(desk: Desk, fault: Fault): 2 {
  desk.err(`sheepdog: ${sentenceOf(fault)}\n`);
  return 2;
}
