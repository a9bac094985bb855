/** The policies that this build was made of, which lie beside the folder that the guard was built in. */
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { namesIn, readTextFile } from "../../hosts/node/node.ts";
import type { Source } from "../../rego/rego.ts";

export function bundledSources(guard: string): Result<readonly Source[]> {
  const folder = absolutePath("../../policies", guard);
  const names = namesIn(folder);
  if (!names.ok) return names;
  const sources: Source[] = [];
  for (const name of names.value.filter((one) => one.endsWith(".rego"))) {
    const text = readTextFile(`${folder}/${name}`);
    if (!text.ok) return text;
    sources.push({ file: `policies/${name}`, text: text.value });
  }
  return done(sources);
}
