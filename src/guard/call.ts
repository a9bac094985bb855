/** Call: one thing an agent wants to do, in our words, whatever product it came from. */
import type { Json } from "../base/json.ts";

export const callVersion = 1;

export type Call = {
  readonly version: typeof callVersion;
  readonly act: Act;
  readonly by: Caller;
  /** Where it would happen, from the envelope and never from the process. */
  readonly cwd: string;
  /** The home that `~` means in this call. */
  readonly home: string;
  /** May infrastructure be changed from this pane? */
  readonly mode: Mode;
};

export type Mode = "read" | "write";

export type Caller = {
  /** The agent product, by the name of its folder in `agents/`; `none` for a person's own question. */
  readonly agent: string;
  readonly session?: string;
  /** The agent's own id of this call, so that its log and our ledger can be laid side by side. */
  readonly callId?: string;
  readonly subagent?: string;
  /** The product's word for how far it lets the agent go without asking. */
  readonly permissionMode?: string;
};

export type Act =
  | { readonly kind: "shell"; readonly command: string; readonly dialect: Dialect; readonly background: boolean }
  /** Text typed into a program that already runs. */
  | { readonly kind: "type"; readonly text: string; readonly into: string }
  /** Every way to change files: write, edit, notebook, patch. */
  | { readonly kind: "change"; readonly files: readonly FileChange[] }
  | { readonly kind: "read"; readonly paths: readonly string[] }
  | { readonly kind: "fetch"; readonly url: string; readonly method: string; readonly body?: string }
  | { readonly kind: "mcp"; readonly server: string; readonly tool: string; readonly input: Json }
  /** A tool of the product that is not known here, with all that it was given: nobody can say what it would do. */
  | { readonly kind: "unknown"; readonly tool: string; readonly input: Json }
  /** Words handed to another agent or to a later turn; what those do is judged when they do it. */
  | { readonly kind: "delegate"; readonly text: string }
  /** A tool of the product that touches nothing outside it. */
  | { readonly kind: "housekeeping"; readonly tool: string };

export type Dialect = "bash" | "powershell";

export type FileChange =
  | { readonly path: string; readonly change: "write"; readonly content: string }
  | { readonly path: string; readonly change: "edit"; readonly edits: readonly Edit[] }
  | { readonly path: string; readonly change: "delete" }
  | { readonly path: string; readonly change: "move"; readonly to: string };

export type Edit = { readonly from: string; readonly to: string; readonly everywhere: boolean };
