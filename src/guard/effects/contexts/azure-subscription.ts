/** The subscription that az would use: an option, or the one that its profile calls the default. */
import { type Json, readJson } from "../../../base/json.ts";
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, inHome } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

export function azureSubscription(use: Use): readonly Value[] {
  const said = valuesOf(use.line, "subscription").at(-1);
  if (said !== undefined) return [said];
  const text = configuredText(use, fileOf(use));
  const profile = text === undefined ? undefined : readJson(text.replace(/^\uFEFF/, ""));
  const name = profile?.ok === true ? defaultIn(profile.value) : undefined;
  return name === undefined ? [] : [literal(name)];
}

/** `az account set --subscription NAME`. */
export function azureSubscriptionSwitched(use: Use): readonly Saved[] {
  const words = use.line.operands.map((word) => word.text).join(" ");
  const name = valuesOf(use.line, "subscription", "s", "n", "name").at(-1);
  if (words !== "account set" || name === undefined) return [];
  const text = JSON.stringify({ subscriptions: [{ name: name.text, isDefault: true }] });
  return [{ path: literal(fileOf(use)), flow: name.known ? { from: "call", text } : { from: "unread" }, append: false }];
}

function fileOf(use: Use): string {
  return inHome(use, ".azure/azureProfile.json");
}

function defaultIn(profile: Json): string | undefined {
  const all = membersOf(profile)["subscriptions"];
  const found = Array.isArray(all) ? (all as readonly Json[]).map(membersOf).find((one) => one["isDefault"] === true) : undefined;
  return typeof found?.["name"] === "string" ? found["name"] : undefined;
}

function membersOf(value: Json): Readonly<Record<string, Json>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};
}
