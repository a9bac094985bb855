/** Settings of package managers that decide what is run, or who is believed. */
import { literal, type Value } from "../../../shell/value.ts";
import { type Part, systemPart } from "../../describing/deeds.ts";
import type { Run } from "../../running/run.ts";
import type { Use } from "../../describing/tool.ts";
import { indexParts } from "./sources.ts";

export function settingParts(use: Use): readonly Part[] {
  return settingsIn(use).flatMap(({ name, value }) => {
    if (/^(strict-ssl|strictSsl|enableStrictSsl)$/.test(name) && value.text === "false")
      return [systemPart("trust", "change", `${use.name} ${name}`)];
    return /(^|:)(registry|npmRegistryServer)$/.test(name) ? indexParts([value]) : [];
  });
}

/** The programs that run scripts and fetch sources from then on. */
export function settingRuns(use: Use): readonly Run[] {
  return settingsIn(use)
    .filter(({ name, value }) => /^(script-shell|git|shell|editor|viewer|node-options|yarn-path|yarnPath)$/.test(name) && value.text !== "")
    .map(({ name, value }): Run => ({ as: "shell", text: value, via: `${use.name} config ${name}`, certainty: "possible" }));
}

type Setting = { readonly name: string; readonly value: Value };

/** `config set NAME VALUE`, `config set NAME=VALUE`, `set NAME=VALUE`. */
function settingsIn({ line }: Use): readonly Setting[] {
  const [first, second, ...rest] = line.operands;
  const words =
    first?.text === "config" && second?.text === "set" ? rest : first?.text === "set" && second !== undefined ? [second, ...rest] : [];
  const [name, value] = words;
  if (name === undefined || !name.known) return [];
  const at = name.text.indexOf("=");
  if (at > 0) return [{ name: name.text.slice(0, at), value: literal(name.text.slice(at + 1)) }];
  return value === undefined ? [] : [{ name: name.text, value }];
}
