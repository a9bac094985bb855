/** Every client whose reading of an answer is modelled: what stands between it and the guard, and how it reads what comes. */
import { claudeCodeReading } from "./claude-code.ts";
import { throughCodexLine } from "./codex-line.ts";
import { codexReading } from "./codex.ts";
import { copilotCliReading } from "./copilot-cli.ts";
import { geminiCliReading } from "./gemini-cli.ts";
import { throughGeminiLine } from "./gemini-line.ts";
import { opencodeReading } from "./opencode.ts";
import type { Reading } from "./reading.ts";

export type Modelled = {
  /** The product, by the name of its adapter. */
  readonly name: string;
  /** From the guard's end to the client's verdict, by the line that `init` installs. */
  readonly reading: Reading;
};

export const modelled: readonly Modelled[] = [
  { name: "claude-code", reading: claudeCodeReading("block") },
  { name: "codex", reading: (ended) => codexReading(throughCodexLine(ended)) },
  { name: "copilot-cli", reading: copilotCliReading },
  { name: "gemini-cli", reading: (ended) => geminiCliReading(throughGeminiLine(ended)) },
  { name: "opencode", reading: opencodeReading },
];
