/** Waits, for those who look again and again. */
import { setTimeout as wait } from "node:timers/promises";

export async function pause(ms: number): Promise<void> {
  await wait(ms);
}
