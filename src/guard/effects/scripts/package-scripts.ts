/** Reads the scripts of `package.json`, `composer.json` and `deno.json`: what running one of them would run. */
import { type Json, readJson } from "../../../base/json.ts";
import type { FileText } from "./file-text.ts";
import type { Step } from "./step.ts";

/** The texts of one script, which may have several; none where there is no such script. */
export function scriptSteps(file: FileText, name: string, { member = "scripts", words = "" } = {}): readonly Step[] {
  const scripts = memberOf(memberOf(jsonIn(file.text), member), name);
  const texts = textsOf(scripts);
  return texts.map((text) => ({ path: file.path, line: lineOf(file.text, name), name, text: `${text}${words}` }));
}

/** Whether there is one of that name. */
export function hasScript(file: FileText, name: string): boolean {
  return scriptSteps(file, name).length > 0;
}

function jsonIn(text: string): Json {
  const read = readJson(text);
  if (read.ok) return read.value;
  // deno.jsonc may have comments on lines of their own.
  const bare = readJson(text.replace(/^\s*\/\/.*$/gm, "").replace(/,(\s*[}\]])/g, "$1"));
  return bare.ok ? bare.value : null;
}

function memberOf(json: Json | undefined, name: string): Json | undefined {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return undefined;
  return Object.hasOwn(json, name) ? (json as { readonly [key: string]: Json })[name] : undefined;
}

function textsOf(json: Json | undefined): readonly string[] {
  if (typeof json === "string") return [json];
  if (Array.isArray(json)) return json.filter((one: Json) => typeof one === "string");
  const command = memberOf(json, "command");
  return typeof command === "string" ? [command] : [];
}

function lineOf(text: string, name: string): number {
  const at = text.search(new RegExp(`"${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"\\s*:`));
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
