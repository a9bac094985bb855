/** The programs that the guard knows by name, and what it knows of each: for people who ask. */
import { toolsBySubject } from "./tools/tools.ts";
import { wrapperNamed, wrapperNames } from "./running/wrappers.ts";

export type KnownProgram = {
  /** The first is its own, the others are what else it is called by. */
  readonly names: readonly string[];
  /** What it is about, as the folders of the sources are called. */
  readonly subject: string;
  readonly knows: readonly Knowledge[];
  /** How many of its first words say what it does: two for `aws s3 rm`. */
  readonly verbs: number;
  /** Its options that take a value, so that the value is not taken for something else. */
  readonly takesValue: readonly string[];
};

/** What it does itself, what it lets others do, which files it fills, and what comes out of it. */
export type Knowledge = "does" | "runs" | "fills" | "tells";

export function knownPrograms(): readonly KnownProgram[] {
  const tools = Object.entries(toolsBySubject).flatMap(([subject, all]) =>
    all.map(({ names, shape, verbs = 0, effects, runs, saves, output }): KnownProgram => {
      const said = { does: effects, runs, fills: saves, tells: output };
      const knows = (Object.keys(said) as Knowledge[]).filter((one) => said[one] !== undefined);
      return { names, subject, knows, verbs, takesValue: optionsOf(shape) };
    }),
  );
  const known = new Set(tools.flatMap(({ names }) => names));
  const wrappers = wrapperNames.filter((name) => !known.has(name)).map(wrapperProgram);
  return [...tools, ...wrappers];
}

function wrapperProgram(name: string): KnownProgram {
  const wrapper = wrapperNamed(name);
  return {
    names: [name],
    subject: "wrappers",
    knows: ["runs"],
    verbs: 0,
    takesValue: wrapper === undefined ? [] : optionsOf(wrapper.shape),
  };
}

function optionsOf({ short, long }: { readonly short: string; readonly long: readonly string[] }): readonly string[] {
  return [...[...short].map((letter) => `-${letter}`), ...long.map((name) => `--${name}`)];
}
