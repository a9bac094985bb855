/** The table of tools for text: showing, filtering and changing it. */
import type { Tool } from "../../describing/tool.ts";
import { cat } from "./cat.ts";
import { echo } from "./echo.ts";
import { readers } from "./readers.ts";
import { sed } from "./sed.ts";

export const text: readonly Tool[] = [cat, echo, ...readers, sed];
