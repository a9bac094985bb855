/** The managed settings of OpenCode: the one place where a plugin has to be named to be found. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { placeAt, readDocument, withMember, withoutMember } from "../json-text.ts";
import { product } from "./product.ts";

/** The settings with this plugin among their own. */
export function withPlugin(settings: string | null, path: string): Result<string> {
  const address = `file://${path}`;
  if (settings === null || settings.trim() === "") return done(`${JSON.stringify({ plugin: [address] }, undefined, 2)}\n`);
  const named = pluginsIn(settings);
  if (!named.ok) return named;
  if (named.value.includes(address)) return done(settings);
  const listed = placeAt(settings, ["plugin"]) !== undefined;
  return done(
    listed ? withMember(settings, ["plugin"], { value: address }) : withMember(settings, [], { key: "plugin", value: [address] }),
  );
}

/** The settings without it; `null` when nothing else is left of them. */
export function withoutPlugin(settings: string, path: string): Result<string | null> {
  const named = pluginsIn(settings);
  if (!named.ok) return named;
  const position = named.value.indexOf(`file://${path}`);
  if (position === -1) return done(settings);
  const shorter = withoutMember(settings, ["plugin", position]);
  const without = named.value.length === 1 ? withoutMember(shorter, ["plugin"]) : shorter;
  return done(placeAt(without, [])?.members.length === 0 ? null : without);
}

export function namesPlugin(settings: string | null, path: string): boolean {
  const named = pluginsIn(settings ?? "{}");
  return named.ok && named.value.includes(`file://${path}`);
}

/** What these settings load into the client, and the shell that they give its commands to. */
export function codeIn(settings: string): readonly string[] {
  const read = readDocument(settings);
  if (!read.ok || !isMembers(read.value)) return [];
  const { plugin, shell } = read.value;
  const plugins = Array.isArray(plugin) && plugin.length > 0 ? ["plugins"] : [];
  return typeof shell === "string" ? [...plugins, `the shell \`${shell}\``] : plugins;
}

function pluginsIn(settings: string): Result<readonly Json[]> {
  const read = readDocument(settings);
  if (!read.ok) return rejected(read.fault.what);
  const plugins = isMembers(read.value) ? (read.value["plugin"] ?? []) : undefined;
  return Array.isArray(plugins) ? done(plugins as readonly Json[]) : rejected("they are not an object with a list of plugins");
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `the guard cannot stand in these settings of ${product.title}: ${why}`,
    todo: "mend or remove that, then run `sheepdog init --scope managed`",
  });
}
