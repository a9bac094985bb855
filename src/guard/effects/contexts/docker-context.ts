/** The machine whose containers docker and its kin would manage: an option, a variable, or the context that is current. */
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, configuredVariable, inHome } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

/** Nothing where it is this machine. */
export function dockerContext(use: Use): readonly Value[] {
  const said = valuesOf(use.line, "H", "host", "context", "c", "connection", "url").filter((value) => value.text !== "");
  if (said.length > 0) return said;
  const set = configuredVariable(use, "DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST");
  if (set !== undefined) return [set];
  const current = /"currentContext"\s*:\s*"([^"]+)"/.exec(configuredText(use, inHome(use, file)) ?? "")?.[1];
  return current === undefined || current === "default" ? [] : [literal(current)];
}

/** `docker context use NAME`. */
export function dockerContextSwitched(use: Use): readonly Saved[] {
  const [group, verb, name] = use.line.operands;
  if (group?.text !== "context" || verb?.text !== "use" || name === undefined) return [];
  const text = JSON.stringify({ currentContext: name.text });
  return [{ path: literal(inHome(use, file)), flow: name.known ? { from: "call", text } : { from: "unread" }, append: false }];
}

const file = ".docker/config.json";
