/** Where packages come from when it is not the registry that everybody uses, and what is given to one. */
import { headOf, type Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";

/** A package that is named by its address: nobody has looked at it but whoever put it there. */
export function addressParts(words: readonly Value[]): readonly Part[] {
  return words.filter(isAddress).map((word) => fetched(word, "PACKAGE"));
}

/** Another registry than the usual one; `host` alone is believed without a certificate. */
export function indexParts(urls: readonly Value[]): readonly Part[] {
  return urls.filter((url) => !/^[./~]|^file:/.test(headOf(url))).map((url) => fetched(url, "INDEX"));
}

export function unverifiedHost(host: Value): Part {
  return fetched({ ...host, text: `http://${host.text}` }, "INDEX");
}

function fetched(address: Value, method: string): Part {
  const target = { name: address.text, scope: "remote" as const, known: address.known };
  return { kind: "network", act: "request", carrying: "nothing", method, target, loss: "nothing" };
}

/** `name @ https://…`, `git+ssh://…`, `github:user/repo`, `user/repo#branch`. */
function isAddress(word: Value): boolean {
  const text = headOf(word).replace(/^[\w.[\]-]+\s*@\s*(?=[a-z+]+:)/i, "");
  return /^(git\+)?(https?|git|ssh|ftp|svn|hg|bzr)(\+\w+)?:\/\//i.test(text) || /^(github|gitlab|bitbucket|gist|git):[^/]/.test(text);
}

/** What is published can be fetched by everybody from then on, and is often never taken back; what goes with it nobody has looked at. */
export function published(registry: string): Part {
  return {
    kind: "network",
    act: "request",
    carrying: "unknown",
    method: "PUBLISH",
    target: { name: registry, scope: "remote", known: true },
    loss: "nothing",
  };
}

type Change = Extract<Part, { kind: "infra" }>["change"];

/** Something that others see and use is changed where it is shared. */
export function shared(verb: string, resource: string, change: Change): Part {
  const target = { name: resource, scope: "remote" as const, known: true };
  return { kind: "infra", verb, resource, environment: "unknown", change, target, loss: change === "destroy" ? "forever" : "unknown" };
}

/** A package that is fetched by its name, and run at once. */
export function runsPackage(name: Value, manager: string): Part {
  const target = { name: `${manager} ${name.text}`, scope: "remote" as const, known: name.known };
  return { kind: "execute", from: "installed", target, loss: "unknown" };
}
