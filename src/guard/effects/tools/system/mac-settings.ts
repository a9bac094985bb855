/** tmutil, defaults: what a Mac keeps of its own past, and the settings of its programs. */
import { literal } from "../../../shell/value.ts";
import { fileWrite, type Part, persistPart, systemPart } from "../../describing/deeds.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import { partsByVerb, verbsOf } from "../../describing/verbs.ts";

const backups = (): readonly Part[] => [systemPart("disk", "remove", "the backups of the machine")];

const timeMachine: Tool = {
  names: ["tmutil"],
  verbs: 1,
  shape: noValues,
  effects: (use) =>
    partsByVerb(
      use,
      verbsOf({ "delete deletelocalsnapshots deleteinprogress thinlocalsnapshots disable disablelocal removedestination": backups }),
    ),
};

/** Programs that a setting starts by itself. */
const starting = /^(LoginHook|LogoutHook|AutoLaunchedApplicationDictionary)$/;

const defaults: Tool = {
  names: ["defaults"],
  verbs: 1,
  shape: noValues,
  effects: (use) => partsByVerb(use, verbsOf({ write: written, "delete remove": forgotten })),
};

function written({ line }: Use): readonly Part[] {
  const [domain, key] = line.operands;
  return key !== undefined && starting.test(key.text) ? [persistPart("login", `${domain?.text ?? ""} ${key.text}`)] : [];
}

/** One key is a setting like any other; without one all that a program has is forgotten, and without a program everything. */
function forgotten({ line, words, place }: Use): readonly Part[] {
  const isGlobal = words.some(({ text }) => /^-(g|globalDomain)$/.test(text));
  const [domain, key] = line.operands;
  if (key !== undefined || (domain === undefined && !isGlobal) || (isGlobal && domain !== undefined)) return [];
  const name = isGlobal ? ".GlobalPreferences" : (domain?.text ?? "");
  const part = fileWrite(literal(`${place.ground.home}/Library/Preferences/${name}.plist`), place, "overwrite");
  return part === undefined ? [] : [{ ...part, target: { ...part.target, scope: "settings" } }];
}

export const macSettings: readonly Tool[] = [timeMachine, defaults];
