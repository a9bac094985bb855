/** Links the pinned Bun and Node to `.build/bin`, after both have shown that they run here. */
import { existsSync, lstatSync, readFileSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { SetupFault } from "./fault.mjs";
import { packagesHash } from "./packages.mjs";
import { run } from "./run.mjs";
import { isFresh, makeStamped } from "./stamp.mjs";

const bunProcessors = { x64: "x64", arm64: "aarch64" };

export async function ensureRuntimes(house) {
  const runtimes = runtimesOf(house.root);
  const stamp = { name: "runtimes", hash: packagesHash(house), made: [".build/bin/bun", ".build/bin/node"] };
  const text = runtimes.map(({ name, version }) => `${name} ${version}`).join(", ");
  if (isFresh(house, stamp) && runtimes.every((runtime) => isLinked(house, runtime))) return house.progress.there("runtimes", text);
  const make = () => Promise.all(runtimes.map((runtime) => linkRuntime(house, runtime)));
  await house.progress.work("runtimes", text, () => makeStamped(house, { ...stamp, make }));
}

function runtimesOf(root) {
  const { platform, arch } = process;
  const pinned = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).optionalDependencies;
  const named = { bun: `@oven/bun-${platform}-${bunProcessors[arch]}`, node: `node-${platform}-${arch}` };
  return Object.entries(named).map(([name, packageName]) => {
    const version = pinned[packageName];
    const binary = join(root, "node_modules", packageName, "bin", name);
    if (version === undefined)
      throw new SetupFault(
        `there is no pinned ${name} for ${platform} on ${arch}; Sheepdog runs on Linux and macOS, x64 and arm64 (on Windows use WSL).`,
      );
    return { name, version, binary };
  });
}

const linkOf = (house, { name }) => join(house.build, "bin", name);
// Relative, so that a checkout may move.
const targetOf = (house, { binary }) => relative(join(house.build, "bin"), binary);

function isLinked(house, runtime) {
  const link = linkOf(house, runtime);
  return lstatSync(link).isSymbolicLink() && readlinkSync(link) === targetOf(house, runtime);
}

async function linkRuntime(house, runtime) {
  const { name, version, binary } = runtime;
  if (!existsSync(binary))
    throw new SetupFault(`npm left out ${name} ${version} for this machine (an unusual C library?); Sheepdog needs glibc on Linux.`);
  const failure = `the pinned ${name} ${version} does not run on this machine; its processor or C library may be too old for it.`;
  const { stdout } = await run(binary, { args: ["--version"], failure });
  if (stdout.trim().replace(/^v/, "") !== version)
    throw new SetupFault(`the pinned ${name} should be ${version} but says \`${stdout.trim()}\`; delete node_modules and run this again.`);
  const draft = join(house.scratch, `link-${name}`);
  symlinkSync(targetOf(house, runtime), draft);
  renameSync(draft, linkOf(house, runtime));
}
