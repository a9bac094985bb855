/** A copy of the fleet in which one text was changed, loaded beside the true one. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FleetCode } from "./code.ts";
import type { Planted } from "./planted.ts";

const source = fileURLToPath(new URL("../../../src/", import.meta.url));

export type Patched = { readonly code: FleetCode; readonly remove: () => void };

/** The text has to be there once: a mistake that cannot be planted proves nothing. */
export async function patchedFleet({ name, file, find, put }: Planted): Promise<Patched> {
  const root = mkdtempSync(join(tmpdir(), "sheepdog-planted-"));
  for (const room of ["base", "fleet"])
    cpSync(join(source, room), join(root, "src", room), { recursive: true, filter: (path) => !path.endsWith(".test.ts") });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  const path = join(root, "src/fleet", `${file}.ts`);
  const text = readFileSync(path, "utf8");
  if (text.split(find).length !== 2) throw new Error(`\`${name}\`: its text is ${text.split(find).length - 1} times in ${file}.ts`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
  const load = async (module: string): Promise<Partial<FleetCode>> =>
    (await import(pathToFileURL(join(root, "src/fleet", `${module}.ts`)).href)) as Partial<FleetCode>;
  const parts = [await load("event"), await load("keeper"), await load("state"), await load("step"), await load("why")];
  return { code: Object.assign({}, ...parts) as FleetCode, remove: () => rmSync(root, { recursive: true, force: true }) };
}
