/** The table of tools for interpreters and compilers. */
import type { Tool } from "../../describing/tool.ts";
import { awk } from "./awk.ts";
import { interpreters } from "./interpreters.ts";

export const languages: readonly Tool[] = [...interpreters, awk];
