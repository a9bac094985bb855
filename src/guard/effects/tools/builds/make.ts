/** make: what the recipes of its targets would run, and what it asks the shell while it reads. */
import { absolutePath } from "../../../../base/path.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { type FileText, fileText, firstText } from "../../scripts/file-text.ts";
import { made, type MakeScope } from "../../scripts/make-values.ts";
import { type Makefile, makefile, recipesOf } from "../../scripts/makefile.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const make: Tool = {
  names: ["make", "gmake", "remake", "bmake", "mingw32-make"],
  shape: {
    short: "CfIjloOWE",
    long: ["directory", "file", "makefile", "include-dir", "load-average", "old-file", "assume-old", "what-if", "new-file", "eval"],
  },
  verbs: 1,
  runs,
};

/** With these it only tells. */
const telling = ["n", "just-print", "dry-run", "recon", "q", "question", "t", "touch"];

function runs(use: Use): readonly Run[] {
  if (has(use.line, "h", "help", "v", "version")) return [];
  const folder = valuesOf(use.line, "C", "directory").reduce(
    (at: string | undefined, next) => below(at, next),
    use.place.cwd.known ? use.place.cwd.text : undefined,
  );
  if (folder === undefined) return [];
  const named = valuesOf(use.line, "f", "file", "makefile");
  if (named.some((file) => file.text === "-")) return fromInput(folder, use);
  const paths = named.filter((file) => file.known).map((file) => absolutePath(file.text, folder));
  const file =
    paths.length > 0
      ? firstText(paths, use)
      : firstText(
          ["GNUmakefile", "makefile", "Makefile"].map((name) => `${folder}/${name}`),
          use,
        );
  return file === undefined ? downloaded([...paths, `${folder}/Makefile`], use) : ofFile(file, folder, use);
}

function below(folder: string | undefined, { known, text }: Value): string | undefined {
  return known && (folder !== undefined || text.startsWith("/")) ? absolutePath(text, folder ?? "/") : undefined;
}

/** A Makefile that this call has just downloaded is a download that is run; what it asks the shell runs even where make only tells. */
function downloaded(paths: readonly string[], use: Use): readonly Run[] {
  const flow = paths.map((path) => use.content(literal(path))).find(({ from }) => from === "download");
  return flow === undefined ? [] : [{ as: "input", language: "shell", stdin: flow, via: use.name }];
}

/** `make -f -` reads its rules from what flows in. */
function fromInput(folder: string, use: Use): readonly Run[] {
  const { stdin } = use;
  if (stdin?.text !== undefined && stdin.from !== "download") return ofFile({ path: `${folder}/-`, text: stdin.text }, folder, use);
  return stdin?.from === "download" ? [{ as: "input", language: "shell", via: use.name }] : [];
}

function ofFile(file: FileText, folder: string, use: Use): readonly Run[] {
  const overrides = use.line.operands.flatMap((word) => overrideIn(word));
  const given = new Map<string, string | undefined>([["CURDIR", folder], ...overrides]);
  const [first, ...included] = partsOf(file, { given, folder, use });
  if (first === undefined) return [];
  const variables = new Map([...included, first].flatMap(({ read }) => [...read.variables]));
  const scope: MakeScope = { variables, automatic: new Map(), environment: (name) => environmentIn(name, use) };
  if (!isShell(made("$(SHELL)", { ...scope, variables: new Map([["SHELL", "sh"], ...variables]) }))) return [];
  const targets = use.line.operands.filter((word) => word.known && !word.text.includes("=")).map(({ text }) => text);
  const asksOnly = has(use.line, ...telling);
  const steps = [first, ...included].flatMap(({ path, read }) => {
    const asked = read.atOnce.slice(0, textsAsked).map((one) => ({ ...one, text: `: ${made(one.text, scope)}` }));
    return [...asked, ...(asksOnly ? [] : recipesOf(read, path === first.path || targets.length > 0 ? targets : ["(none)"], scope))].map(
      (line): Step => ({ ...line, path, folder }),
    );
  });
  return runsOf(steps, use);
}

/** Texts that a Makefile asks the shell while it is read. More: the rest is not looked at. */
const textsAsked = 20;

type Part = { readonly path: string; readonly read: Makefile };

type Around = { readonly given: ReadonlyMap<string, string | undefined>; readonly folder: string; readonly use: Use };

const filesIncluded = 8;

/** The file, and those that it takes in by a plain name. */
function partsOf(file: FileText, { given, folder, use }: Around): readonly Part[] {
  const read = makefile(file.text, given);
  const names = read.includes.filter((name) => !/[$*?[]/.test(name)).slice(0, filesIncluded);
  const included = names.flatMap((name) => fileText(absolutePath(name, folder), use) ?? []);
  return [{ path: file.path, read }, ...included.map(({ path, text }) => ({ path, read: makefile(text, given) }))];
}

function overrideIn({ text, known }: Value): readonly (readonly [string, string | undefined])[] {
  const [, name, value] = /^(\w+):{0,3}=([^]*)$/.exec(text) ?? [];
  return name === undefined ? [] : [[name, known ? value : undefined]];
}

function environmentIn(name: string, use: Use): string | undefined {
  const own = use.variable(name);
  if (own !== undefined) return own.known ? own.text : undefined;
  const seen = use.place.ground.world.variable(name);
  return seen.known ? (seen.value ?? "") : undefined;
}

function isShell(program: string): boolean {
  return /(^|\/)((ba|da|z|k|a)?sh|env (ba|z)?sh)$/.test(program.trim());
}
