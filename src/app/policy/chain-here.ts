/** What counts in a folder of this machine, with what people have signed about it. */
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import type { Verdict } from "../../guard/guard.ts";
import { nodeVerifier, nodeWorld } from "../../hosts/node/node.ts";
import type { Statement } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { liveStatements } from "../statements/keeping.ts";
import { bundledSources } from "./bundled-sources.ts";
import { type ChainLink, type ChainRule, effectiveChain } from "./effective.ts";
import { pinPlaceOf } from "./pin-place.ts";

/** What a person has set a rule to; the author's own verdict where nobody did. */
export type RuleHere = ChainRule & { readonly now: Verdict | "off" };

/** An override counts while a person's statement names this very content. */
export type LinkHere = Omit<ChainLink, "rules"> & { readonly rules: readonly RuleHere[]; readonly isTrusted: boolean };

export function chainHere(desk: Desk, folder?: string): Result<readonly LinkHere[]> {
  const { home, cwd } = desk.around;
  const bundled = bundledSources(desk.guard);
  if (!bundled.ok) return bundled;
  const statements = liveStatements(desk);
  if (!statements.ok) return statements;
  const where = { cwd: absolutePath(folder ?? ".", cwd), root: rootIn(home).folder, home, hash: nodeVerifier.sha256 };
  const links = effectiveChain(where, nodeWorld({}), bundled.value);
  return done(links.map((link) => linkHere(link, { ...where, statements: statements.value })));
}

type Known = { readonly root: string; readonly home: string; readonly statements: readonly Statement[] };

function linkHere(link: ChainLink, known: Known): LinkHere {
  const rules = link.rules.map((rule): RuleHere => ({ ...rule, now: verdictNow(rule, known.statements) }));
  return { ...link, rules, isTrusted: link.overrides.length > 0 && isTrusted(link, known) };
}

/** The last one that counts everywhere; one for a single session or folder changes no list. */
function verdictNow({ id, verdict }: ChainRule, statements: readonly Statement[]): RuleHere["now"] {
  const settings = statements.flatMap(({ about, where }) =>
    about.is === "setting" && about.rule === id && Object.keys(where).length === 0 ? [about.verdict] : [],
  );
  return settings.at(-1) ?? verdict;
}

function isTrusted({ file, text }: ChainLink, { statements, root, home }: Known): boolean {
  const pin = pinPlaceOf(file, { world: nodeWorld({}), root, home });
  const sha256 = nodeVerifier.sha256(text);
  return statements.some(
    ({ about }) => about.is === "trust" && about.folder === pin.folder && about.file === pin.file && about.sha256 === sha256,
  );
}
