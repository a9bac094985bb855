/** The table of tools for files: making, moving, copying, deleting them, and who may use them. */
import type { Tool } from "../../describing/tool.ts";
import { chmod } from "./chmod.ts";
import { cp } from "./cp.ts";
import { dd } from "./dd.ts";
import { fd } from "./fd.ts";
import { find } from "./find.ts";
import { mktemp } from "./mktemp.ts";
import { mv } from "./mv.ts";
import { placing } from "./placing.ts";
import { rm } from "./rm.ts";
import { rsync } from "./rsync.ts";
import { truncate } from "./truncate.ts";

export const files: readonly Tool[] = [chmod, cp, dd, fd, find, mktemp, mv, ...placing, rm, rsync, truncate];
