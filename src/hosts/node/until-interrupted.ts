/** Keeps something running until a person or the system ends it. */

type Running = { readonly close: () => void };
type Timers = { readonly start: (then: () => void, afterMs: number) => unknown; readonly stop: (timer: unknown) => void };

export const machineTimers: Timers = {
  start: (then, afterMs) => setTimeout(then, afterMs),
  stop: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

export function untilInterrupted(start: (timers: Timers) => Running): Promise<void> {
  const running = start(machineTimers);
  return new Promise((resolve) => {
    const end = (): void => {
      running.close();
      for (const signal of signals) process.off(signal, end);
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
