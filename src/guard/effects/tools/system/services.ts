/** systemctl, service, rc-service, launchctl and their kin: what runs in the background, now and at the next start. */
import { type Part, persistPart, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool } from "../../describing/tool.ts";
import { partsByVerb, type Verbs, verbsOf, type VerbUse } from "../../describing/verbs.ts";

const off = (use: VerbUse): readonly Part[] => named(use, (name) => systemPart("service", "stop", name));
const lasting = (use: VerbUse): readonly Part[] => named(use, (name) => persistPart("service", name));
const power = (): readonly Part[] => [systemPart("power", "stop", "the machine")];

const systemctlVerbs: Verbs = verbsOf({
  "stop disable mask kill isolate freeze": off,
  "enable link reenable preset unmask": lasting,
  "poweroff halt reboot soft-reboot kexec suspend hibernate hybrid-sleep suspend-then-hibernate exit switch-root rescue emergency": power,
  "edit set-property revert set-default": (use) => named(use, (name) => systemPart("service", "change", name)),
});

const ownVerbs: Verbs = verbsOf({ "enable link reenable": lasting });

const systemctl: Tool = {
  names: ["systemctl"],
  shape: {
    short: "tpHMnosP",
    long: "type state property host machine lines output signal kill-whom root job-mode what runtime-max-sec".split(" "),
  },
  // What a person's own services do ends with that person.
  effects: (use) => (has(use.line, "dry-run") ? [] : partsByVerb(use, has(use.line, "user") ? ownVerbs : systemctlVerbs)),
};

/** `service NAME VERB`. */
const service: Tool = {
  names: ["service", "rc-service", "invoke-rc.d"],
  shape: { short: "", long: [] },
  effects: ({ line: { operands } }) => {
    const [name, verb] = operands.map((operand) => operand.text);
    if (name === undefined || verb === undefined) return [];
    if (/^(stop|disable|one?stop|delete|forcestop|kill)$/.test(verb)) return [systemPart("service", "stop", name)];
    return verb === "enable" ? [persistPart("service", name)] : [];
  },
};

const launchctl: Tool = {
  names: ["launchctl"],
  shape: { short: "", long: [] },
  effects: (use) =>
    partsByVerb(
      use,
      verbsOf({
        "unload bootout disable remove stop kill": off,
        "load bootstrap enable submit": lasting,
        reboot: power,
      }),
    ),
};

const startupTables: Tool = {
  names: ["update-rc.d", "chkconfig", "rc-update", "sysrc"],
  shape: { short: "", long: ["level"] },
  effects: ({ line }) => {
    const words = line.operands.map((operand) => operand.text);
    if (words.some((word) => /^(remove|del|disable|off|delete)$/.test(word)) || has(line, "del"))
      return [systemPart("service", "stop", words.join(" "))];
    return words.some((word) => /^(defaults|enable|on|add)$|=/.test(word)) || has(line, "add")
      ? [persistPart("service", words.join(" "))]
      : [];
  },
};

export const services: readonly Tool[] = [systemctl, service, launchctl, startupTables];

function named(use: VerbUse, part: (name: string) => Part): readonly Part[] {
  return use.line.operands.length === 0 ? [part("all of them")] : use.line.operands.map((operand) => part(operand.text));
}
