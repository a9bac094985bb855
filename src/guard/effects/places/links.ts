/** Links that the call itself makes: what lies behind them from then on. */
import { absolutePath, folderOf, isAtOrBelow } from "../../../base/path.ts";
import type { Value } from "../../shell/value.ts";

/** By the path of each link what it leads to. */
export type Links = Map<string, string>;

export type Link = { readonly at: Value; readonly to: Value };

/** `beside`: what it leads to is said from where the link lies, as for symbolic ones. */
export function addLink(links: Links, { at, to }: Link, { cwd, beside }: { readonly cwd: Value; readonly beside: boolean }): void {
  const places = [at, to].every(({ known, text }) => known && text !== "" && (text.startsWith("/") || cwd.known));
  if (!places || links.size >= linksKept) return;
  const path = absolutePath(at.text, cwd.text);
  links.set(path, absolutePath(to.text, beside ? folderOf(path) : cwd.text));
}

const linksKept = 100;

export function behindLinks(path: string, links: Links): string {
  let found = path;
  for (let step = 0; step < linksFollowed; step += 1) {
    const link = nearest(found, links);
    if (link === undefined) return found;
    found = links.get(link) + found.slice(link.length);
  }
  return found;
}

/** More than this is a circle. */
const linksFollowed = 8;

function nearest(path: string, links: Links): string | undefined {
  for (const link of links.keys()) if (isAtOrBelow(path, link)) return link;
  return undefined;
}
