/** The table of tools for archives. */
import type { Tool } from "../../describing/tool.ts";
import { packers } from "./packers.ts";
import { tar } from "./tar.ts";

export const archives: readonly Tool[] = [...packers, tar];
