/** The stack that pulumi would change: an option, or the one that was selected for the project here. */
import { limits } from "../../limits.ts";
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, inHome } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

export function pulumiStack(use: Use): readonly Value[] {
  if (valuesOf(use.line, "s", "stack").length > 0) return [];
  const stacks = selections(use).flatMap((path) => /"stack"\s*:\s*"([^"]+)"/.exec(configuredText(use, path) ?? "")?.[1] ?? []);
  return stacks.map(literal);
}

/** `pulumi stack select NAME`. */
export function pulumiStackSwitched(use: Use): readonly Saved[] {
  const [group, verb, name] = use.line.operands;
  if (group?.text !== "stack" || !/^(select|init)$/.test(verb?.text ?? "") || name === undefined) return [];
  const text = JSON.stringify({ stack: name.text });
  return selections(use).map((path) => ({
    path: literal(path),
    flow: name.known ? { from: "call", text } : { from: "unread" },
    append: false,
  }));
}

/** One file for each folder that a project of this name lies in; which folder cannot be told from its name. */
function selections(use: Use): readonly string[] {
  const project = /^name:\s*["']?([\w.-]+)/m.exec(configuredText(use, "Pulumi.yaml") ?? "")?.[1];
  if (project === undefined) return [];
  const folder = inHome(use, ".pulumi/workspaces");
  const names = use.place.ground.world.names(folder, limits.patternFiles * selectionsPerFile);
  const own = names.known ? names.value.names.filter((name) => name.startsWith(`${project}-`) && name.endsWith("-workspace.json")) : [];
  return (own.length === 0 ? [`${project}-workspace.json`] : own.slice(0, limits.patternFiles)).map((name) => `${folder}/${name}`);
}

/** Folders hold the selections of many projects. */
const selectionsPerFile = 64;
