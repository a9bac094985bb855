/** What terraform and its kin would change: the workspace, the folder, the variables and the backend that a run here uses. */
import { absolutePath } from "../../../base/path.ts";
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, configuredVariable } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

export function terraformWorkspace(use: Use): readonly Value[] {
  const folder = folderOf(use);
  const files = valuesOf(use.line, "var-file", "backend-config", "state");
  const workspace = configuredVariable(use, "TF_WORKSPACE") ?? textOf(use, `${folder.text}/.terraform/environment`);
  const named = workspace === undefined || workspace.text === "default" ? [] : [workspace];
  return [...named, ...files, ...backendIn(use, folder), ...tailOf(folder)];
}

/** `terraform workspace select NAME`, `new NAME`. */
export function terraformWorkspaceSwitched(use: Use): readonly Saved[] {
  const [group, verb, name] = use.line.operands;
  if (group?.text !== "workspace" || !/^(select|new)$/.test(verb?.text ?? "") || name === undefined) return [];
  const path = literal(`${folderOf(use).text}/.terraform/environment`);
  return [{ path, flow: name.known ? { from: "call", text: name.text } : { from: "unread" }, append: false }];
}

/** Where it was told to go, else where it stands. */
function folderOf(use: Use): Value {
  const said = valuesOf(use.line, "chdir", "working-dir", "terragrunt-working-dir").at(-1);
  const { cwd } = use.place;
  if (said === undefined) return cwd;
  return { ...literal(absolutePath(said.text, cwd.text)), known: said.known && cwd.known };
}

function textOf(use: Use, path: string): Value | undefined {
  const text = configuredText(use, path)?.trim();
  return text === undefined || text === "" ? undefined : literal(text);
}

/** The places of the state: what `init` has kept, else what the files that people use for it say. */
function backendIn(use: Use, folder: Value): readonly Value[] {
  const texts = [".terraform/terraform.tfstate", "backend.tf", "main.tf", "terragrunt.hcl"].flatMap(
    (name) => configuredText(use, `${folder.text}/${name}`) ?? [],
  );
  const places = /\b(?:key|bucket|prefix|name|organization|container_name)"?\s*[=:]\s*"([^"]+)"/g;
  return texts.flatMap((text) => [...sectionIn(text).matchAll(places)].map((match) => literal(match[1] ?? "")));
}

/** Only what stands in the block about the backend, up to the brace that closes it. */
function sectionIn(text: string): string {
  const start = text.search(/\bbackend\b|\bcloud\s*\{|\bremote_state\b/);
  if (start < 0) return "";
  const section = text.slice(start, start + sectionChars);
  let depth = 0;
  for (let at = section.indexOf("{"); at >= 0 && at < section.length; at += 1) {
    if (section[at] === "{") depth += 1;
    if (section[at] === "}") depth -= 1;
    if (depth === 0) return section.slice(0, at);
  }
  return section;
}

const sectionChars = 4096;

/** `infra/prod` and `envs/production/eu` say it by themselves. */
function tailOf(folder: Value): readonly Value[] {
  const parts = folder.known ? folder.text.split("/").slice(-2) : [];
  return parts.filter((part) => /^(prod|production|prd|live|dev|development|sandbox)$/i.test(part)).map(literal);
}
