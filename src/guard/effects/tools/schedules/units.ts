/** Timers that systemd-run makes, and schedulers that keep a command for later. */
import { persistPart, type Part } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool } from "../../describing/tool.ts";
import { partsByVerb, verbsOf, type VerbUse } from "../../describing/verbs.ts";

const lasting = (use: VerbUse): readonly Part[] => [persistPart("schedule", `${use.name} ${use.verb}`)];

/** Programs that are told to start something at every login or boot. */
const keepers: Tool = {
  names: ["pm2"],
  shape: { short: "", long: [] },
  effects: (use) => partsByVerb(use, verbsOf({ "startup save": lasting })),
};

const timers: Tool = {
  names: ["systemd-run"],
  shape: { short: "", long: [] },
  effects: (use) =>
    has(use.line, "on-calendar", "on-active", "on-boot", "on-startup", "on-unit-active", "on-unit-inactive", "timer-property")
      ? [persistPart("schedule", "a timer")]
      : [],
};

export const units: readonly Tool[] = [keepers, timers];
