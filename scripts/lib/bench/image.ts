/** Guards frozen for a bench: ours with further policies, or a bundle that only a bench has. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freeze } from "../../../native/build.mjs";
import type { Source } from "../../../src/rego/rego.ts";
import { bundle } from "../../setup/bundle.mjs";
import type { BenchGround } from "./ground.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export type Contents = { readonly entries?: readonly string[]; readonly morePolicies?: readonly Source[] };

/** Where the image lies, in the root of the bench. */
export async function imageOf(ground: BenchGround, name: string, contents: Contents = {}): Promise<string> {
  const scratch = join(dirname(ground.root), `frozen-${name}`);
  mkdirSync(scratch);
  const [script, image] = [join(scratch, "guard.js"), join(scratch, "guard")];
  await bundle({ root, build: join(root, ".build"), scratch }, script, contents);
  await freeze([script], image);
  return image;
}
