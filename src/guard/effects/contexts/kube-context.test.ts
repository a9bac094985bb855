/** Which cluster a line of kubectl is about: the option, the variable, or what the files of kubectl say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";

const guard = testGuard();

const config = `apiVersion: v1
clusters:
- cluster:
    server: https://live.example.org
  name: c1
- cluster:
    server: https://dev.example.org
  name: c2
contexts:
- context:
    cluster: c1
    namespace: shop
  name: one
- context:
    cluster: c2
  name: "two"
current-context: one # the usual
users: []
`;

const files = { ".kube/config": config, ".kube/prod": "current-context: other\n", ".kube/more": "current-context: two\n" };

/** Where the deletion happens, as it is told to people. */
function placeOf(command: string): readonly string[] {
  const { effects } = decisionOn(command, guard, files);
  return effects.flatMap((effect) => (effect.kind === "infra" ? [`${effect.environment} ${effect.target.name}`] : []));
}

const rows: readonly (readonly [says: string, command: string, place: string])[] = [
  [
    "the current context, with cluster, namespace and server",
    "kubectl delete pod a",
    "production kubectl/one c1 shop https://live.example.org/pod a",
  ],
  ["an option goes before the file", "kubectl --context two delete pod a", "development kubectl/two two c2 https://dev.example.org/pod a"],
  [
    "the last of several options",
    "kubectl --context one --context=two delete pod a",
    "development kubectl/two two c2 https://dev.example.org/pod a",
  ],
  ["a context that no file has", "kubectl --context three delete pod a", "unknown kubectl/three three/pod a"],
  ["a variable that names a file", "KUBECONFIG=~/.kube/prod kubectl delete pod a", "unknown kubectl/other/pod a"],
  [
    "of several files the first that says something",
    "KUBECONFIG=~/.kube/none:~/.kube/more:~/.kube/config kubectl delete pod a",
    "development kubectl/two c2 https://dev.example.org/pod a",
  ],
  [
    "a switch in the same call",
    "kubectl config use-context two; kubectl delete pod a",
    "development kubectl/two c2 https://dev.example.org/pod a",
  ],
  [
    "a file by its name, and not by whose home it lies in",
    "kubectl --kubeconfig ~/.kube/none delete pod a",
    "unknown kubectl//home/dev/.kube/none the current context/pod a",
  ],
  [
    "a file that is called like production",
    "kubectl --kubeconfig ~/.kube/production delete pod a",
    "production kubectl//home/dev/.kube/production the current context production/pod a",
  ],
];

for (const [says, command, place] of rows) test(`${says}: ${command}`, () => assert.deepEqual(placeOf(command), [place]));
