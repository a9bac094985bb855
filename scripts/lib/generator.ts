/** Runs a generator from the command line: its name argument in, the files that it wrote out. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal, write, type Planned } from "./template.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type Generator = {
  readonly usage: string;
  readonly plan: (root: string, name: string) => readonly Planned[];
  /** What is left for a person to do. */
  readonly next: string;
};

export function generate({ usage, plan, next }: Generator, words: readonly string[]): number {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0) return refuse(`usage: ${usage}`);
  try {
    const planned = plan(root, name);
    write(root, planned);
    formatted(planned.map((one) => one.path));
    for (const { path } of planned) console.log(path);
    console.log(`\n${next}`);
    return 0;
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message);
    throw error;
  }
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}

/** A name of its own length may need other line breaks than the template has. */
function formatted(paths: readonly string[]): void {
  const sources = paths.filter((path) => path.endsWith(".ts"));
  spawnSync(join(root, ".build/bin/node"), [join(root, "node_modules/oxfmt/bin/oxfmt"), ...sources], { cwd: root });
}
