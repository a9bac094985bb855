/** Accounts of Codex CLI as a person leaves them: a key in the client's own hands, the guard in the account's own files. The key is a visible fake. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canary } from "../../../src/agents/codex/canary.ts";
import { codexInstaller } from "../../../src/agents/codex/install.ts";
import { nodeCrypto, randomHex } from "../../../src/hosts/node/node.ts";
import { codex } from "../../agents/clients.ts";
import { writeJson } from "./ground.ts";
import type { Team } from "./whole-fleet.ts";

export const wholeCodex: Team = {
  program: codex,
  word: "codex",
  account: { kind: "api-key", budget: 100, variables: { MODEL_KEY: "dummy-key" } },
  layOut,
};

function layOut(folder: string, { home, url }: { readonly home: string; readonly url: string }): void {
  writeJson(join(folder, "auth.json"), { OPENAI_API_KEY: "sk-FAKEFAKEFAKE" });
  const variable = (name: string): string | undefined => (name === "CODEX_HOME" ? folder : undefined);
  const spot = { scope: "user", home, project: home, variable, realPath: (path: string) => path, system: "linux" } as const;
  const provider = canary.run({ home: folder, project: folder, modelUrl: url, searchPath: "" }).files[0]?.text ?? "";
  const files = codexInstaller.files(spot).map((file) => ({ ...file, text: file.name === "trust" ? provider : null }));
  const installed = codexInstaller.install(files, {
    guard: `${home}/.sheepdog/guard`,
    root: `${home}/.sheepdog`,
    clientVersion: codex.version,
    scope: "user",
    sha256: nodeCrypto.sha256,
    unforeseen: randomHex(),
  });
  if (!installed.ok) throw new Error(installed.fault.what);
  for (const { path, text } of installed.value) writeFileSync(path, text ?? "");
}
