/** `sheepdog import failsafe`: its policies, its descriptions of tools and its own table of verbs, brought along unchanged. That system stays as it is. */
import { absolutePath, nameOf } from "../../base/path.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { placed, readLayer } from "../../guard/guard.ts";
import { ensurePrivateFolder, nodeWorld, readTextFile, readTextIfThere, type Surroundings, writeTextFile } from "../../hosts/node/node.ts";
import type { Source } from "../../rego/rego.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { buildPolicies } from "./building.ts";
import { filesIn, policyFile } from "./reading.ts";
import { toolsFrom } from "./tools-yaml.ts";

export type Imported = {
  /** Written, and there before with the same text. */
  readonly written: readonly string[];
  readonly same: readonly string[];
  /** Repositories that were trusted, which a person has to sign anew. */
  readonly trusted: readonly string[];
  readonly notes: readonly string[];
};

export async function importFailsafe(desk: Desk, replace: boolean): Promise<Result<Imported>> {
  const places = await placesOf(desk.around);
  if (!places.ok) return places;
  const root = rootIn(desk.around.home);
  const found = await filesFrom(desk, places.value, root.folder);
  if (!found.ok) return found;
  const kept = keep(found.value.files, replace);
  if (!kept.ok) return kept;
  const built = await buildPolicies({ root, home: desk.around.home, guard: desk.guard });
  const trusted = await trustedIn(places.value.trust);
  const notes = [...found.value.notes, ...(built.ok ? [] : [built.fault.what])];
  return done({ ...kept.value, trusted, notes });
}

type Places = { readonly policy: string; readonly tools: string; readonly trust: string };

/** `name` is the variable that says the same. */
type Setting = { readonly group: string; readonly key: string; readonly name: string; readonly usual: string };

/** As its own settings say: the environment before the file, and the usual places where neither says anything. */
async function placesOf({ home, variable }: Surroundings): Promise<Result<Places>> {
  const folder = `${home}/.config/failsafe`;
  const config = await yamlAt(`${folder}/config.yaml`);
  if (!config.ok) return config;
  const said = ({ group, key, name, usual }: Setting): string => {
    const members = config.value[group];
    const text = variable(name) || (isMembers(members) && typeof members[key] === "string" ? members[key] : usual);
    const whole = text.replace(/^~(?=\/|$)/, home).replace(/\$\{(\w+)\}/g, (as, one: string) => variable(one) ?? as);
    return absolutePath(whole, home);
  };
  return done({
    policy: said({ group: "policy", key: "user_path", name: "FAILSAFE_POLICY_USER_PATH", usual: `${folder}/policy.rego` }),
    tools: said({ group: "policy", key: "tools_dir", name: "FAILSAFE_POLICY_TOOLS_DIR", usual: `${folder}/tools` }),
    trust: said({ group: "trust", key: "path", name: "FAILSAFE_TRUST_PATH", usual: `${folder}/trusted-repos.yaml` }),
  });
}

async function yamlAt(path: string): Promise<Result<Members>> {
  const text = readTextIfThere(path);
  if (!text.ok) return text;
  const { parse } = await import("yaml");
  try {
    const value = parse(text.value ?? "", { maxAliasCount: 0 }) as unknown;
    return done(value === null || value === undefined ? {} : (value as Members));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    return fail({
      code: "import.yaml",
      what: `\`${path}\` is not read: ${why}`,
      follows: "nothing was brought along",
      todo: "mend it, then import again",
    });
  }
}

type Found = { readonly files: readonly Source[]; readonly notes: readonly string[] };

/** Under the names that they get here. What would not load is not brought along: it would deny every call. */
async function filesFrom(desk: Desk, places: Places, root: string): Promise<Result<Found>> {
  const world = nodeWorld({});
  const profile = readTextFile(absolutePath("../../policies/profiles/failsafe-bundled.rego", desk.guard));
  if (!profile.ok) return profile;
  const there = readTextIfThere(places.policy);
  if (!there.ok) return there;
  const own = there.value === null ? { sources: [], faults: [] } : policyFile(places.policy, world);
  const yaml = filesIn(places.tools, /\.ya?ml$/, world);
  const tools = await toolsFrom(yaml.sources);
  const layer = readLayer({ name: "user" }, own.sources);
  const faults = [...own.faults, ...yaml.faults, ...tools.faults, ...(layer.ok ? [] : layer.faults)];
  if (faults.length > 0) {
    const todo = "mend it, then import again";
    return fail({ code: "import.broken", what: faults.map(placed).join("\n"), follows: "nothing was brought along", todo });
  }
  const files = [
    { file: `${root}/policy/failsafe-bundled.rego`, text: profile.value },
    ...own.sources.map(({ text }) => ({ file: `${root}/policy/failsafe.rego`, text })),
    ...yaml.sources.map(({ file, text }) => ({ file: `${root}/tools/${nameOf(file)}`, text })),
  ];
  return done({ files, notes: tools.notes.map(placed) });
}

/** All or nothing: a file of that name with other text is somebody's. */
function keep(files: readonly Source[], replace: boolean): Result<Pick<Imported, "written" | "same">> {
  const wanted: { readonly file: Source; readonly isSame: boolean }[] = [];
  for (const file of files) {
    const before = readTextIfThere(file.file);
    if (!before.ok) return before;
    const isSame = before.value === file.text;
    if (before.value !== null && !isSame && !replace) return fail(taken(file.file));
    wanted.push({ file, isSame });
  }
  for (const { file, isSame } of wanted) {
    const written = isSame ? done(undefined) : put(file);
    if (!written.ok) return written;
  }
  const named = (same: boolean): readonly string[] => wanted.filter((one) => one.isSame === same).map(({ file }) => file.file);
  return done({ written: named(false), same: named(true) });
}

function put({ file, text }: Source): Result<void> {
  const folder = ensurePrivateFolder(file.slice(0, file.lastIndexOf("/")));
  return folder.ok ? writeTextFile(file, text) : folder;
}

function taken(file: string): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "import.taken",
    what: `\`${file}\` is there with other text`,
    follows: "nothing was brought along",
    todo: "look at it, then add `--replace`, or move it away",
  };
}

/** Trust was in a path there, whatever lay at it; here a person signs what a file says. */
async function trustedIn(path: string): Promise<readonly string[]> {
  const read = await yamlAt(path);
  const repos = read.ok ? read.value["repos"] : undefined;
  if (!Array.isArray(repos)) return [];
  return repos.flatMap((one) => (isMembers(one) && typeof one["path"] === "string" ? [one["path"]] : []));
}
