/** kubectl and oc: which verb on which resource of which cluster, and how much that changes. */
import { literal } from "../../../shell/value.ts";
import { kubeContext, kubeContextSwitched, kubeNamespaceSwitched } from "../../contexts/kube-context.ts";
import type { Part } from "../../describing/deeds.ts";
import { managedTool } from "../../describing/managed.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";
import { copiedParts } from "./copies.ts";

export const kubectl: Tool = managedTool(
  {
    names: "kubectl oc k kubecolor",
    of: "cluster",
    where: "context n namespace kubeconfig cluster s server",
    about: "f filename k kustomize",
    takes: `l o c p v user selector output field-selector container replicas image grace-period timeout
      token as as-group as-uid patch type subresource from-file from-literal request-timeout cache-dir username password
      certificate-authority client-certificate client-key tls-server-name log-flush-frequency vmodule profile profile-output kuberc
      field-manager template chunk-size sort-by revision to-revision port target-port name env labels overrides address accept-hosts`,
    looks: "server-dry-run",
    configured: kubeContext,
    verb: "none",
    does: {
      destroy: "delete, drain, evict, replace --force, apply --prune, adm drain, adm prune * --confirm",
      update: `annotate, apply, autoscale, cordon, uncordon, edit, label, patch, replace, scale, set, taint, cp, debug, rsync,
        rollout restart|undo|pause|resume, start-build, adm cordon|uncordon|taint|upgrade, process`,
      create: "create, expose, run, new-app, new-project, new-build, import-image, tag",
      access: `certificate approve, auth reconcile, create clusterrolebinding|rolebinding|clusterrole, adm policy add-*,
        policy add-*`,
      secret: "config view --raw, create token, whoami -t, whoami --show-token",
    },
  },
  { effects: (use) => [...printed(use), ...opened(use), ...copiedParts(use)], saves: switched },
);

/** A list tells the names of secrets, and these forms what is in them. */
function printed({ line }: Use): readonly Part[] {
  const [verb, kind, name] = line.operands;
  const isSecret = /^secrets?($|[/,.])/.test(kind?.text ?? "");
  const tells = valuesOf(line, "o", "output").some(({ text }) => /^(yaml|json|jsonpath|go-template|custom-columns)/.test(text));
  if (verb?.text !== "get" || !isSecret || !tells) return [];
  const target = { name: `secret/${name?.text ?? ""}`, scope: "remote", known: true, nature: "secret" } as const;
  return [{ kind: "read", target, loss: "nothing" }];
}

/** Whoever reaches this machine may do in the cluster what its user may. */
function opened({ line }: Use): readonly Part[] {
  const [verb] = line.operands;
  const address = valuesOf(line, "address").at(-1);
  if (!/^(proxy|port-forward)$/.test(verb?.text ?? "") || address === undefined || /^(localhost|127\.|::1)/.test(address.text)) return [];
  const target = { name: address.text, scope: "remote", known: address.known } as const;
  return [{ kind: "network", act: "listen", carrying: "nothing", method: "EXPOSE", target, loss: "nothing" }];
}

function switched(use: Use): readonly Saved[] {
  const [group, verb, name] = use.line.operands;
  if (group?.text === "config" && verb?.text === "use-context") return kubeContextSwitched(use, name ?? literal(""));
  const [namespace] = valuesOf(use.line, "namespace");
  const isSet = group?.text === "config" && verb?.text === "set-context" && has(use.line, "current");
  return isSet && namespace !== undefined ? kubeNamespaceSwitched(use, namespace) : [];
}
