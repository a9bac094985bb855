/** The guard into the hooks of Windsurf, out of them again, and what stands in its way there; all of it by documentation. */
import type { Installer } from "../installer.ts";
import { listedInstaller } from "../listed-installer.ts";
import { asking, entriesFor, keeping } from "./entry.ts";
import { filesAt, projectSettings, traces } from "./places.ts";
import { product } from "./product.ts";
import { readSettings } from "./settings.ts";

export const windsurfInstaller: Installer = listedInstaller(
  { ...product, program: "windsurf", traces, files: filesAt, projectSettings },
  {
    readSettings,
    entriesFor,
    asking,
    shellEvent: "pre_run_command",
    keeping,
  },
);
