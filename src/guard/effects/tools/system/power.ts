/** shutdown, reboot, halt, poweroff, init: switch the machine off or start it again. */
import { type Part, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const power: Tool = {
  names: ["shutdown", "reboot", "halt", "poweroff", "init", "telinit", "pm-suspend", "pm-hibernate"],
  shape: { short: "t", long: ["message", "reboot-argument"] },
  effects,
};

/** `-c` takes a shutdown back, `-k` only warns; of the levels of `init`, 0 and 6 end everything, 1 nearly so. */
function effects(use: Use): readonly Part[] {
  if (has(use.line, "c", "k", "help", "version", "w", "wtmp-only", "show")) return [];
  const isInit = use.name.endsWith("init");
  const level = use.line.operands[0]?.text ?? "";
  if (isInit && !/^[0-6sS]$/.test(level)) return [];
  return isInit && /^[2-5]$/.test(level)
    ? [systemPart("service", "change", `run level ${level}`)]
    : [systemPart("power", "stop", "the machine")];
}
