/** The table of tools for version control and the places where it is shared. */
import type { Tool } from "../../describing/tool.ts";
import { forges } from "./forges.ts";
import { git } from "./git/git.ts";
import { otherVersions } from "./other-versions.ts";

export const versions: readonly Tool[] = [...forges, git, ...otherVersions];
