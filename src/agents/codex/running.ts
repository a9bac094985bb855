/** Codex CLI as the fleet runs it: through the server that it is for editors, one process for each session. */
import type { Client, Start, StartLine } from "../../fleet/fleet.ts";
import { serverDialogue } from "./server-dialogue.ts";

/** It keeps no file that says which process has which conversation, and chooses the name of a transcript itself. */
export const running: Client = {
  // In letters: a value that has to be worked out would come into the frozen guard, which has no use for any of this.
  name: "codex",
  stateFolder: () => null,
  readState: () => undefined,
  refusal: () => undefined,
  transcript: () => null,
  headless: { start: headlessStart, dialogue: serverDialogue },
};

function headlessStart({ account }: Start): StartLine {
  return { args: ["app-server"], env: { ...account.variables, CODEX_HOME: account.folder } };
}
