/** One script for the native core: the policies' texts, the name of this build, and everything that decides. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SetupFault } from "./fault.mjs";
import { run } from "./run.mjs";

/** In the order in which the core evaluates them. */
const guardEntries = ["engine.native", "guard.native"].map((name) => join("src", "app", "entry", `${name}.ts`));
const failure = "the sources could not be bundled, and the guard stays as it was; mend what is named below, then run this again.";

// Names, lines and the comment with each file's path stay, so that an error inside the core can be found in the source.
const shape = ["--format=iife", "--target=browser", "--minify-syntax", "--env=disable"];
const outside = ["--external=node:*", "--external=bun", "--external=bun:*"];

/** Writes the script to `out`. Other entries, of one folder, and further policies are asked for by benches alone. */
export async function bundle(house, out, { entries = guardEntries, morePolicies = [] } = {}) {
  const drafts = join(house.scratch, "bundle");
  const list = join(house.scratch, "bundle.json");
  const sealed = ["--no-env-file", `--tsconfig-override=${join(house.root, "tsconfig.json")}`];
  const args = ["build", ...entries, ...shape, ...outside, ...sealed, `--outdir=${drafts}`, `--metafile=${list}`];
  await run(join(house.build, "bin", "bun"), { args, cwd: house.root, failure });
  refuseRuntime(JSON.parse(readFileSync(list, "utf8")));
  const program = entries.map((path) => readFileSync(join(drafts, `${basename(path, ".ts")}.js`), "utf8")).join("\n");
  writeFileSync(out, withConstants(house, program, morePolicies));
}

/** The core has no runtime: a file that asks for one would fail at the moment of judging. */
function refuseRuntime({ inputs }) {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const runtime = imports.find(({ path }) => /^(node:|bun(:|$))/.test(path));
    if (runtime !== undefined)
      throw new SetupFault(`\`${file}\` imports \`${runtime.path}\`, which the native core does not have; the guard stays as it was.`);
  }
}

/** The constants that the entry declares. The build is named after its content: the same sources, the same name. */
function withConstants(house, program, morePolicies) {
  const policies = JSON.stringify([...readPolicies(house.root), ...morePolicies]);
  const content = createHash("sha256").update(policies).update(program).digest("hex").slice(0, 12);
  return `const bundledPolicies = ${policies};\nconst buildName = ${JSON.stringify(`${versionOf(house.root)}+${content}`)};\n${program}`;
}

function readPolicies(root) {
  const names = readdirSync(join(root, "policies")).filter((name) => name.endsWith(".rego") && !name.endsWith("_test.rego"));
  return names.sort().map((name) => ({ file: `policies/${name}`, text: readFileSync(join(root, "policies", name), "utf8") }));
}

export const versionOf = (root) => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
