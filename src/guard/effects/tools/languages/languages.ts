/** The table of tools for interpreters and compilers. */
import type { Tool } from "../../describing/tool.ts";
import { awk } from "./awk.ts";
import { commandPrompt } from "./command-prompt.ts";
import { interpreters } from "./interpreters.ts";
import { smallLanguages } from "./small-languages.ts";

export const languages: readonly Tool[] = [...interpreters, ...smallLanguages, awk, commandPrompt];
