/** The guard's modules and their tests held together in memory, so that one source can be another without a file being touched. */
import * as fs from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Module, SourceTextModule, SyntheticModule } from "node:vm";

/** A file of the repository, by its path from the root, with another text. */
export type Change = { readonly path: string; readonly text: string };

export type Body = () => unknown;
/** A test that a file holds. */
export type Probe = { readonly name: string; readonly body: Body };

export type Graph = {
  /** What the file holds with this change; undefined where the change cannot reach it. Whatever it throws while it is loaded is thrown on. */
  readonly probesOf: (file: string, change?: Change) => Promise<readonly Probe[] | undefined>;
};

/** Only what imports the changed file is put together anew; everything else is shared. */
export function graphOf(root: string): Graph {
  const sources = new Map<string, string>();
  const shared = new Map<string, Module>();
  let changed: Modules | undefined;
  const read = (url: string): string => {
    const text = sources.get(url) ?? fs.readFileSync(fileURLToPath(url), "utf8");
    sources.set(url, text);
    return text;
  };
  const reaches = importersIn(read);

  return {
    probesOf: async (file, change) => {
      const url = pathToFileURL(`${root}/${file}`).href;
      const at = change === undefined ? undefined : pathToFileURL(`${root}/${change.path}`).href;
      const probes: Probe[] = [];
      if (at !== undefined && changed?.key !== `${at} ${change?.text}`) changed = { key: `${at} ${change?.text}`, own: new Map() };
      const own = at === undefined ? shared : (changed?.own ?? shared);
      const isOwn = (one: string): boolean => at === undefined || reaches(one, at);
      if (!isOwn(url)) return undefined;
      const textOf = (one: string): string => (one === at ? (change?.text ?? "") : read(one));
      const maker = { own, shared, isOwn, textOf, probes };
      const module = await moduleFrom(url, maker);
      await module.link((specifier, from) => moduleFrom(addressOf(specifier, from.identifier), maker));
      await module.evaluate();
      return probes;
    },
  };
}

type Modules = { readonly key: string; readonly own: Map<string, Module> };

type Maker = {
  readonly own: Map<string, Module>;
  readonly shared: Map<string, Module>;
  readonly isOwn: (url: string) => boolean;
  readonly textOf: (url: string) => string;
  readonly probes: Probe[];
};

function addressOf(specifier: string, from: string): string {
  return specifier.startsWith(".") ? new URL(specifier, from).href : specifier;
}

async function moduleFrom(url: string, maker: Maker): Promise<Module> {
  if (url === "node:test") return double({ test: collectorOf(maker.probes), after: (tidied: () => void) => process.once("exit", tidied) });
  if (url === "node:fs") return double({ ...fs, readFileSync: readerOf(maker) });
  const place = maker.isOwn(url) ? maker.own : maker.shared;
  const known = place.get(url);
  if (known !== undefined) return known;
  const made = url.startsWith("file:") ? sourceModule(url, maker) : double((await import(url)) as Record<string, unknown>);
  place.set(url, made);
  return made;
}

function sourceModule(url: string, { textOf }: Maker): Module {
  return new SourceTextModule(stripTypeScriptTypes(textOf(url)), {
    identifier: url,
    initializeImportMeta: (meta) => Object.assign(meta, { url }),
  });
}

function double(members: Readonly<Record<string, unknown>>): Module {
  const names = Object.keys(members);
  return new SyntheticModule(names, function set(this: SyntheticModule) {
    for (const name of names) this.setExport(name, members[name]);
  });
}

/** Stands in for `test` of `node:test`: a test that is to be skipped is none. */
function collectorOf(probes: Probe[]) {
  return (name: string, ...rest: readonly unknown[]): void => {
    const body = rest.at(-1);
    const options = rest.length > 1 ? (rest[0] as { readonly skip?: unknown }) : {};
    if (typeof body === "function" && (options.skip ?? false) === false) probes.push({ name, body: body as Body });
  };
}

/** Policies are read from the disk by whoever compiles them. */
function readerOf({ textOf }: Maker) {
  return (path: string | URL, ...rest: readonly unknown[]): unknown =>
    rest[0] === "utf8"
      ? textOf(path instanceof URL ? path.href : pathToFileURL(path).href)
      : Reflect.apply(fs.readFileSync, fs, [path, ...rest]);
}

/** Does a change of the second file reach the first? A policy reaches whoever compiles policies. */
function importersIn(read: (url: string) => string): (url: string, changed: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  return (url, changed) => {
    const found = known.get(url) ?? allBelow(url, read);
    known.set(url, found);
    return (
      found.has(changed) ||
      (changed.endsWith(".rego") && [...found].some((one) => /\/test\/(?:lib\/bundled|guard\/profile)\.ts$/.test(one)))
    );
  };
}

function allBelow(url: string, read: (url: string) => string): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [url];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (found.has(next) || !next.startsWith("file:")) continue;
    found.add(next);
    for (const [, specifier = ""] of read(next).matchAll(/^(?:import|export|\}) (?:[^;"]*? from )?"([^"]+)";/gm))
      left.push(addressOf(specifier, next));
  }
  return found;
}
