/** kubectl: which verb on which resource of which cluster, and how much that changes. */
import { literal, type Value } from "../../../shell/value.ts";
import { limits } from "../../../limits.ts";
import { type Part, unreadable } from "../../deeds.ts";
import { environmentOf } from "../../environment.ts";
import { has, readingsOf, valuesOf } from "../../options.ts";
import type { Place } from "../../targets.ts";
import type { Tool, Use } from "../../tool.ts";

export const kubectl: Tool = {
  names: ["kubectl", "oc", "k"],
  verbs: 1,
  shape: {
    short: "nflokcspv",
    long: `namespace context cluster user kubeconfig filename selector output field-selector kustomize container replicas image grace-period
      timeout server token as as-group as-uid patch type subresource from-file from-literal request-timeout cache-dir username password
      certificate-authority client-certificate client-key tls-server-name log-flush-frequency vmodule profile profile-output kuberc
      field-manager template chunk-size sort-by revision to-revision port target-port name env labels overrides`.split(/\s+/),
    exact: true,
  },
  effects,
};

const switches =
  `all all-namespaces force now wait ignore-not-found recursive insecure-skip-tls-verify match-server-version warnings-as-errors
  dry-run cascade ignore-daemonsets delete-emptydir-data disable-eviction help`.split(/\s+/);

type Change = Extract<Part, { kind: "infra" }>["change"];

const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...["delete", "drain", "evict"].map((verb): [string, Change] => [verb, "destroy"]),
  ...["create", "expose", "run"].map((verb): [string, Change] => [verb, "create"]),
  ...["annotate", "apply", "autoscale", "cordon", "edit", "label", "patch", "replace", "rollout", "scale", "set", "taint", "uncordon"].map(
    (verb): [string, Change] => [verb, "update"],
  ),
]);

function effects(use: Use): readonly Part[] {
  return readingsOf(use.line, switches).flatMap((operands) => verbParts(use, operands));
}

function verbParts(use: Use, [verb, ...operands]: readonly Value[]): readonly Part[] {
  if (verb === undefined) return [];
  if (!verb.known) return [unreadable(verb)];
  const change = changeBy(use, verb.text, operands[0]?.text ?? "");
  if (change === "none") return [];
  const context = contextOf(use);
  const resource = operands.map((operand) => operand.text).join(" ");
  const isKnown = context.known && operands.every((operand) => operand.known);
  const target = { name: `${context.text}/${namespaceOf(use)}/${resource}`, scope: "remote" as const, known: isKnown };
  return [
    {
      kind: "infra",
      verb: verb.text,
      resource,
      environment: environmentOf(context),
      change,
      target,
      loss: change === "destroy" ? "forever" : "unknown",
    },
  ];
}

function changeBy(use: Use, verb: string, next: string): Change {
  const dryRun = valuesOf(use.line, "dry-run").some((value) => value.known && value.text !== "none" && value.text !== "false");
  if (dryRun || (verb === "rollout" && !["restart", "undo", "pause", "resume"].includes(next))) return "none";
  return verb === "replace" && has(use.line, "force") ? "destroy" : (changes.get(verb) ?? "none");
}

function namespaceOf(use: Use): string {
  if (has(use.line, "A", "all-namespaces")) return "*";
  return valuesOf(use.line, "n", "namespace")[0]?.text ?? "default";
}

function contextOf(use: Use): Value {
  const named = valuesOf(use.line, "context", "cluster")[0];
  return named ?? currentContext(valuesOf(use.line, "kubeconfig")[0], use.place);
}

/** `current-context` of the first kubeconfig, as kubectl itself would find it. */
function currentContext(file: Value | undefined, place: Place): Value {
  const variable = place.ground.world.variable("KUBECONFIG");
  const path = file?.text ?? (variable.known ? variable.value?.split(":")[0] : undefined) ?? `${place.ground.home}/.kube/config`;
  const config = place.ground.world.text(path, limits.configBytes);
  const context = config.known ? /^current-context:\s*["']?([^"'\s#]+)/m.exec(config.value.text)?.[1] : undefined;
  return context === undefined ? { ...literal("the current context"), known: false } : literal(context);
}
