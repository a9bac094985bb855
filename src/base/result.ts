/** Success or fault, as a value: nothing in the rooms throws to say that something failed. */
import type { Fault } from "./fault.ts";

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault };
}
