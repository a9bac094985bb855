/** The tools that policies about programs know without being told, and how their words are sorted: those of failsafe, whose policies run here unchanged. */
import type { DeclaredOption, DeclaredTool } from "../effects/declared/declared.ts";

/** `n:namespace` takes a value and has a letter, `context` takes one and has none. Options that take no value need not be listed. */
type Described = { readonly takes: string; readonly subverbs?: Readonly<Record<string, string>>; readonly isSingle?: true };

const described: Readonly<Record<string, Described>> = {
  kubectl: {
    takes:
      "n:namespace context kubeconfig cluster user username password token s:server as as-group as-uid cache-dir certificate-authority " +
      "client-certificate client-key request-timeout v:v vmodule log-flush-frequency o:output l:selector f:filename k:kustomize c:container " +
      "p:patch field-selector profile profile-output tls-server-name",
  },
  helm: {
    takes:
      "n:namespace kube-context kubeconfig kube-apiserver kube-as-group kube-as-user kube-ca-file kube-tls-server-name kube-token " +
      "registry-config repository-cache repository-config o:output v:v set set-string set-file set-json f:values repo version timeout " +
      "burst-limit qps",
    subverbs: {
      repo: "add remove list update index remove-url",
      plugin: "install list uninstall update",
      search: "hub repo",
    },
  },
  failsafe: { takes: "", subverbs: { mode: "get set", trust: "list remove check", tools: "list", policies: "list" } },
  terraform: {
    takes: "chdir",
    isSingle: true,
    subverbs: { workspace: "list show select new delete", state: "list show mv rm replace-provider pull push" },
  },
  aws: {
    takes: "region profile endpoint-url output query color cli-binary-format ca-bundle cli-read-timeout cli-connect-timeout",
    subverbs: {
      s3: "ls cp mv rm sync mb rb presign",
      s3api:
        "list-buckets list-objects list-objects-v2 head-object get-object put-object delete-object delete-bucket create-bucket copy-object " +
        "head-bucket get-bucket-location get-bucket-policy",
      ec2:
        "describe-instances describe-security-groups describe-vpcs describe-subnets run-instances terminate-instances stop-instances " +
        "start-instances create-security-group delete-security-group",
      eks: "describe-cluster list-clusters describe-nodegroup list-nodegroups update-kubeconfig create-cluster delete-cluster",
      iam:
        "list-users list-roles list-policies get-user get-role get-policy create-role create-user attach-role-policy detach-role-policy " +
        "delete-role delete-user delete-policy",
      sts: "get-caller-identity assume-role get-session-token",
      ecr: "describe-repositories describe-images get-login-password batch-delete-image delete-repository",
    },
  },
  git: {
    takes: "C:C c:c git-dir work-tree exec-path namespace",
    subverbs: {
      remote: "add remove set-url get-url rename list show prune",
      config: "get set unset list edit get-all get-regexp",
      stash: "push pop apply drop list show clear",
    },
  },
};

export const programTools: ReadonlyMap<string, DeclaredTool> = new Map(
  Object.entries(described).map(([name, { takes, subverbs = {}, isSingle = false }]) => [
    name,
    {
      name,
      options: wordsIn(takes).map((word) => optionFrom(word, isSingle)),
      combinesShorts: true,
      subverbs: new Map(Object.entries(subverbs).map(([verb, words]) => [verb, wordsIn(words)])),
      places: [],
      does: undefined,
    },
  ]),
);

function optionFrom(word: string, isSingle: boolean): DeclaredOption {
  const [short = "", long] = word.split(":");
  return long === undefined ? { long: short, takesValue: true, isSingle } : { short, long, takesValue: true, isSingle };
}

function wordsIn(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}
