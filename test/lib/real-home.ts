/** The corpus home on a real disk, for tests that ask the guard as a program. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { homeFiles } from "./home.ts";

export type RealHome = { readonly home: string; readonly project: string };

export async function inRealHome<T>(work: (place: RealHome) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-home-")));
  const home = join(folder, "dev");
  try {
    for (const [path, text] of Object.entries(homeFiles)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    return await work({ home, project: join(home, "proj") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
