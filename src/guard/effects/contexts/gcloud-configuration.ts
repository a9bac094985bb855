/** The project that gcloud and its kin would use: an option, a variable, or the configuration that is active. */
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, configuredVariable, inHome } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

export function gcloudConfiguration(use: Use): readonly Value[] {
  const project =
    valuesOf(use.line, "project").at(-1) ?? configuredVariable(use, "CLOUDSDK_CORE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT");
  if (project !== undefined) return [project];
  const name = valuesOf(use.line, "configuration").at(-1) ?? configuredVariable(use, "CLOUDSDK_ACTIVE_CONFIG_NAME");
  if (name?.known === false) return [name];
  const active = name?.text ?? activeIn(use);
  const configured = /^\s*project\s*=\s*(\S+)/m.exec(configuredText(use, fileOf(use, active)) ?? "")?.[1];
  return [active, ...(configured === undefined ? [] : [configured])].map(literal);
}

/** `gcloud config set project NAME`, `gcloud config configurations activate NAME`. */
export function gcloudConfigurationSwitched(use: Use): readonly Saved[] {
  const words = use.line.operands;
  const said = words.map((word) => word.text).join(" ");
  const last = words.at(-1);
  if (last === undefined) return [];
  const save = (path: string, text: string): readonly Saved[] => [
    { path: literal(path), flow: last.known ? { from: "call", text } : { from: "unread" }, append: false },
  ];
  if (/^config set (core\/)?project /.test(said)) return save(fileOf(use, activeIn(use)), `project = ${last.text}\n`);
  return said.startsWith("config configurations activate ") ? save(inHome(use, `${folder}/active_config`), last.text) : [];
}

const folder = ".config/gcloud";

function activeIn(use: Use): string {
  return configuredText(use, inHome(use, `${folder}/active_config`))?.trim() || "default";
}

function fileOf(use: Use, name: string): string {
  return inHome(use, `${folder}/configurations/config_${name}`);
}
