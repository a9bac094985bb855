/** SessionDriver: how a session of one kind is started, spoken to and ended. It reports through events alone, and may forget everything but what is on the disk. */
import type { Happening } from "./event.ts";
import type { Order } from "./order.ts";

type OrderOf<Do extends Order["do"]> = Extract<Order, { readonly do: Do }>;

export type SessionOrder = OrderOf<"launch" | "prompt" | "interrupt" | "end" | "probe" | "take-checkpoint">;

/**
 * `carryOut` returns at once; each order is answered once by `order-done` or `order-failed`, after the event that it causes.
 * The same order again, in this life or after a crash, does nothing twice: a launch finds its process (number and start time), a prompt finds its receipt.
 * Before it launches or resumes, the driver has the guard proved in the folder, else `guard-unproven`. It keeps the highest fence that it has seen for each session and task, on disk.
 */
export type SessionDriver = { readonly carryOut: (order: SessionOrder, tell: (happening: Happening) => void) => void };
