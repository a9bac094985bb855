/** The cluster that kubectl and its kin would talk to: what their kubeconfig says of the context that counts. */
import { absolutePath, nameOf } from "../../../base/path.ts";
import { literal, unknownValue, type Value } from "../../shell/value.ts";
import { configuredText, configuredVariable, inHome } from "../describing/configured.ts";
import { environmentOf } from "../describing/environment.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import type { Saved } from "../walk/written.ts";

/** The context with its cluster, namespace and server; the last option of several counts. */
export function kubeContext(use: Use): readonly Value[] {
  const named = valuesOf(use.line, "context", "kube-context").at(-1) ?? configuredVariable(use, "HELM_KUBECONTEXT");
  const paths = kubeconfigs(use);
  const texts = paths.flatMap((path) => configuredText(use, path) ?? []);
  const context = named ?? currentIn(texts);
  if (!context.known)
    return [context, ...paths.map((path) => literal(nameOf(path))).filter((name) => environmentOf(name) === "production")];
  const entry = texts.flatMap((text) => entryNamed(text, "contexts", context.text) ?? [])[0];
  if (entry === undefined) return [context];
  const cluster = fieldIn(entry, "cluster");
  const server = cluster === undefined ? undefined : texts.flatMap((text) => entryNamed(text, "clusters", cluster) ?? [])[0];
  const said = [cluster, fieldIn(entry, "namespace"), server === undefined ? undefined : fieldIn(server, "server")];
  return [context, ...said.flatMap((text) => (text === undefined ? [] : [literal(text)]))];
}

/** The context that counts and its cluster by the name that people give it; what nobody can tell is left out. */
export function kubeCluster(use: Use): { readonly context?: string; readonly cluster?: string } {
  const [context] = kubeContext(use);
  if (context?.known !== true) return {};
  const entry = kubeconfigs(use).flatMap((path) => entryNamed(configuredText(use, path) ?? "", "contexts", context.text) ?? [])[0];
  const cluster = [context.text, entry === undefined ? undefined : fieldIn(entry, "cluster")].find(
    (name) => name !== undefined && isCluster(name),
  );
  const named = cluster ?? (entry === undefined ? undefined : fieldIn(entry, "cluster"));
  return {
    context: context.text,
    ...(named === undefined ? {} : { cluster: named.slice(named.lastIndexOf("cluster/") < 0 ? 0 : named.lastIndexOf("cluster/") + 8) }),
  };
}

/** As a cloud names it: `arn:aws:eks:…:cluster/NAME`. */
function isCluster(name: string): boolean {
  return /^arn:aws[\w-]*:eks:.*cluster\/./.test(name);
}

/** From now on another context of the file is the current one. */
export function kubeContextSwitched(use: Use, context: Value): readonly Saved[] {
  const [path = ""] = kubeconfigs(use);
  const before = configuredText(use, path) ?? "";
  const text = `${before.replace(/^current-context:.*\n?/gm, "")}\ncurrent-context: ${context.text}\n`;
  return [{ path: literal(path), flow: context.known ? { from: "call", text } : { from: "unread" }, append: false }];
}

/** From now on the current context has another namespace. */
export function kubeNamespaceSwitched(use: Use, namespace: Value): readonly Saved[] {
  const [path = ""] = kubeconfigs(use);
  const before = configuredText(use, path) ?? "";
  const context = currentIn([before]);
  if (!context.known || !namespace.known) return [{ path: literal(path), flow: { from: "unread" }, append: false }];
  const cluster = fieldIn(entryNamed(before, "contexts", context.text) ?? "", "cluster") ?? "";
  const text = `contexts:\n- context:\n    cluster: ${cluster}\n    namespace: ${namespace.text}\n  name: ${context.text}\n${before}`;
  return [{ path: literal(path), flow: { from: "call", text }, append: false }];
}

/** Several files are one list, of which the first that says something counts. */
function kubeconfigs(use: Use): readonly string[] {
  const said = valuesOf(use.line, "kubeconfig").at(-1) ?? configuredVariable(use, "KUBECONFIG");
  if (said === undefined) return [inHome(use, ".kube/config")];
  const { cwd } = use.place;
  return said.known ? said.text.split(":").flatMap((path) => (path === "" ? [] : [absolutePath(path, cwd.text)])) : [];
}

function currentIn(texts: readonly string[]): Value {
  const found = texts.flatMap((text) => /^current-context:\s*["']?([^"'\s#]+)/m.exec(text)?.[1] ?? [])[0];
  return found === undefined ? unknownValue("the current context") : literal(found);
}

/** The item with this name in one of the lists at the top of the file. */
function entryNamed(text: string, list: string, name: string): string | undefined {
  const start = text.search(new RegExp(`^${list}:`, "m"));
  if (start < 0) return undefined;
  const rest = text.slice(start + list.length + 1);
  const end = rest.search(/^[a-zA-Z]/m);
  const items = (end < 0 ? rest : rest.slice(0, end)).split(/^\s*- /m);
  return items.find((item) => fieldIn(item, "name") === name);
}

function fieldIn(item: string, field: string): string | undefined {
  return new RegExp(`^\\s*${field}:\\s*["']?([^"'\\s#]+)`, "m").exec(item)?.[1];
}
