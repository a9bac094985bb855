/** The table of programs that put things into clusters, and that make clusters. */
import { awsProfile } from "../../contexts/aws-profile.ts";
import { kubeContext, kubeContextSwitched, kubeNamespaceSwitched } from "../../contexts/kube-context.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

const into: Pick<Managed, "of" | "configured"> = { of: "cluster", configured: kubeContext };

const rows: readonly Managed[] = [
  {
    ...into,
    names: "helm",
    where: "kube-context n namespace kubeconfig",
    about: "f values",
    takes:
      "set set-string set-file set-json version timeout o output repo username password ca-file cert-file key-file description kube-apiserver kube-token post-renderer wait-for-jobs history-max d destination l selector m max registry-config repository-config repository-cache",
    verb: "none",
    does: {
      destroy: "uninstall, delete, del, un",
      update: "upgrade, rollback",
      create: "install, push",
      none: "plugin, repo, dependency, dep",
      secret: "get values, get all",
    },
  },
  {
    ...into,
    names: "helmfile",
    where: "e environment kube-context n namespace",
    takes: "f file l selector b helm-binary state-values-set state-values-file args set values concurrency chart log-level",
    verb: "none",
    does: { destroy: "destroy, delete", update: "apply, sync" },
  },
  {
    names: "argocd",
    of: "cluster",
    where: "server kube-context argocd-context",
    takes: "auth-token grpc-web-root-path o output p parameter revision N app-namespace project l selector timeout resource",
    verb: "none",
    does: {
      destroy:
        "app delete, cluster rm, proj delete, appset delete, repo rm, app terminate-op, app sync --prune, app delete-resource, app actions run * delete",
      update: "app sync, app set, app rollback, app patch, app edit, app unset, proj set, proj edit, cluster set",
      create: "app create, cluster add, repo add, proj create, appset create",
      access: "account update-password, account generate-token, proj role add-policy, proj role create-token",
    },
  },
  {
    ...into,
    names: "flux",
    where: "context n namespace kubeconfig",
    takes: "timeout path owner repository branch url interval source o label-selector",
    verb: "none",
    does: { destroy: "uninstall, delete", update: "suspend, resume, reconcile, install, bootstrap", create: "create" },
  },
  {
    ...into,
    names: "istioctl linkerd cilium velero",
    where: "context kubecontext n namespace kubeconfig",
    takes: "f filename set o output revision i istioNamespace selector l from-backup include-namespaces",
    verb: "none",
    does: {
      destroy: "uninstall, x uninstall, operator remove, backup delete, restore delete, schedule delete, backup-location delete",
      update: "install, upgrade, apply, operator init, hubble enable, hubble disable, clustermesh enable",
      create: "backup create, restore create, schedule create",
    },
  },
  {
    ...into,
    names: "skaffold tilt devspace garden okteto",
    where: "kube-context context n namespace p profile env",
    takes: "f filename d default-repo t tag m module var",
    verb: "none",
    does: { destroy: "delete, down, purge, cleanup namespace, cleanup deploy, destroy", update: "run, dev, up, deploy, apply" },
  },
  {
    ...into,
    names: "kapp ytt-apply kustomizer",
    where: "n namespace kubeconfig-context kubeconfig",
    takes: "a app f file",
    verb: "none",
    does: { destroy: "delete, app-group delete", update: "deploy, app-group deploy" },
  },
  {
    names: "eksctl",
    where: "profile name cluster n",
    takes: "r region f config-file nodegroup timeout N nodes m M t node-type v verbose",
    configured: awsProfile,
    verb: "none",
    does: {
      destroy: "delete, drain",
      update: "scale, upgrade, update, set, unset, enable, associate, disassociate, replace",
      create: "create",
      access: "create iamidentitymapping, create accessentry, create podidentityassociation",
    },
  },
  {
    names: "kops",
    where: "name state",
    takes: "zones node-count node-size f filename o output cloud",
    variables: "KOPS_CLUSTER_NAME KOPS_STATE_STORE",
    verb: "none",
    does: {
      destroy: "delete * --yes, delete cluster|instance|instancegroup|secret",
      update: "update * --yes, rolling-update * --yes, replace, edit",
      create: "create * --yes",
      secret: "get secrets, export kubeconfig --admin",
    },
  },
  {
    names: "kubeadm",
    of: "cluster",
    takes: "v kubeconfig config cri-socket token",
    verb: "none",
    does: { destroy: "reset", update: "upgrade apply, upgrade node", secret: "token create, token list" },
  },
  {
    names: "talosctl",
    of: "cluster",
    where: "context n nodes e endpoints cluster talosconfig",
    takes: "f file p patch i image config-patch",
    verb: "none",
    does: {
      destroy: "reset, wipe, etcd remove-member, etcd leave, cluster destroy",
      update: "apply-config, apply, patch, upgrade, upgrade-k8s, reboot, shutdown, bootstrap, edit",
      secret: "gen secrets, kubeconfig",
    },
  },
  {
    names: "rancher rke k0sctl k0s gardenctl clusterctl",
    of: "cluster",
    where: "context kubeconfig config cluster",
    verb: "none",
    does: {
      destroy: "clusters delete, cluster delete, remove, reset, delete, namespaces delete, projects delete, apps delete",
      update: "up, apply, move, upgrade, upgrade apply",
    },
  },
  {
    ...into,
    names: "kn tkn argo odo vcluster rosa tanzu karmadactl kubectl-argo-rollouts operator-sdk",
    where: "context kube-context n namespace kubeconfig cluster c",
    takes: "f filename o output l selector image",
    verb: "none",
    does: {
      destroy: "delete, * delete, cleanup, terminate",
      update: "update, apply, * apply, * update, * set, promote, undo, abort, suspend, resume, stop, deploy, upgrade",
    },
  },
  // What a developer keeps on this machine to try things out.
  { names: "kind ctlptl", of: "cluster", where: "name", takes: "image config kubeconfig v wait", verb: "none", does: { remake: "delete" } },
  {
    names: "minikube",
    of: "cluster",
    where: "p profile",
    takes: "driver cpus memory kubernetes-version",
    verb: "none",
    does: { remake: "delete" },
  },
  {
    names: "k3d",
    of: "cluster",
    takes: "c config a agents p port v volume image",
    verb: "none",
    does: { remake: "cluster delete, node delete, registry delete" },
  },
  { names: "colima microk8s crc rdctl", of: "cluster", takes: "p profile", verb: "none", does: { remake: "delete, reset, factory-reset" } },
];

/** `kubectx NAME` is `kubectl config use-context NAME`. */
const kubectx: Tool = {
  names: ["kubectx"],
  shape: { short: "d", long: [] },
  effects: () => [],
  saves: (use: Use) => {
    const [name] = use.line.operands;
    return name === undefined || name.text === "-" || valuesOf(use.line, "d").length > 0 ? [] : kubeContextSwitched(use, name);
  },
};

/** `kubens NAME` is `kubectl config set-context --current --namespace=NAME`. */
const kubens: Tool = {
  names: ["kubens"],
  shape: { short: "", long: [] },
  effects: () => [],
  saves: (use) => {
    const [name] = use.line.operands;
    return name === undefined || name.text === "-" ? [] : kubeNamespaceSwitched(use, name);
  },
};

export const clusterTools: readonly Tool[] = [...rows.map((row) => managedTool(row)), kubectx, kubens];
