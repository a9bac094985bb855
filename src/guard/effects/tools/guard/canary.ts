/** sheepdog-canary: a word that means nothing anywhere and is always blocked, so that an installation can be proved. */
import { noValues, type Tool } from "../../describing/tool.ts";

export const canary: Tool = {
  names: ["sheepdog-canary"],
  shape: noValues,
  effects: () => [{ kind: "tamper", part: "canary", target: { name: "sheepdog-canary", scope: "process", known: true }, loss: "nothing" }],
};
