/** What a policy may want to know of a use beside its words: the cluster, the remote and the branch that it would be about. */
import type { ProgramUse } from "../../program-use.ts";
import { literal } from "../../shell/value.ts";
import { kubeCluster } from "../contexts/kube-context.ts";
import type { Use } from "../describing/tool.ts";
import { repositoryFacts } from "../tools/versions/git/repository.ts";
import { valuesOf } from "../describing/options.ts";
import { absolutePath } from "../../../base/path.ts";
import type { PlaceFacts } from "./declared.ts";

type Facts = Pick<ProgramUse, "context" | "cluster" | "remote" | "branch">;

export function placeFacts(use: Use, wanted: readonly PlaceFacts[]): Facts {
  return {
    ...(wanted.includes("cluster") ? kubeCluster(use) : {}),
    ...(wanted.includes("repository") ? repositoryFacts({ use, folder: folderOf(use) }) : {}),
  };
}

/** `git -C FOLDER` works there. */
function folderOf({ name, line, place }: Use): Use["place"]["cwd"] {
  const folders = name === "git" ? valuesOf(line, "C") : [];
  return folders.reduce(
    (at, next) => (at.known && next.known ? literal(absolutePath(next.text, at.text)) : { ...next, known: false }),
    place.cwd,
  );
}

/** Those of the tools that the guard knows by itself. */
export function placesOf(tool: string): readonly PlaceFacts[] {
  if (tool === "git") return ["repository"];
  return /^(kubectl|oc|helm|k9s|kustomize|flux|helmfile)$/.test(tool) ? ["cluster"] : [];
}
