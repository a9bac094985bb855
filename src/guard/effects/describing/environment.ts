/** Which environment a cluster, profile or database belongs to, by the names that are said of it. */
import type { Value } from "../../shell/value.ts";

export type Environment = "production" | "development" | "unknown";

export function environmentOf(name: Value): Environment {
  if (!name.known) return "unknown";
  const text = name.text.replace(notProduction, " dev ").replace(beforeProduction, " ");
  if (production.test(text) || written.test(text)) return "production";
  return development.test(text) ? "development" : "unknown";
}

/** `non-prod` and `preprod` are called after what they are not. */
const notProduction = /(?<![a-z])(non|not)[-_. ]?prod(uction)?(?![a-z])/gi;
const beforeProduction = /(?<![a-z])pre[-_. ]?prod(uction)?(?![a-z])/gi;
/** `ProdStack`, `shopProd`; `LiveReload` is something else. */
const written = /(?<![A-Z])(Prod|Production)(?![a-z])|[a-z]Live(?![A-Za-z])/;
const production = /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i;
const development =
  /(^|[^a-z])(dev|devel|development|test|testing|local|localhost|localstack|sandbox|playground|scratch|qa|preview)([^a-z]|$)/i;
const own =
  /^(minikube|kind(-.*)?|k3d-.*|docker-desktop|docker-for-desktop|rancher-desktop|orbstack|colima.*|(https?|tcp):\/\/(localhost|127\.|0\.0\.0\.0|\[::1\]).*|localhost(:\d+)?|unix:.*)$/;

/** A cluster or address of this machine: nobody else uses it, and it is quickly made again. */
export function isOwnMachine(where: readonly Value[]): boolean {
  const others = where.filter(({ known, text }) => !known || !own.test(text));
  const leadsElsewhere = others.some((name) => !name.known || name.text.includes("://") || environmentOf(name) === "production");
  return others.length < where.length && !leadsElsewhere;
}

/**
 * Where somebody works says it; where that says nothing, whoever works on what is called production does it there.
 * Of a name that is not certain, what it seems to say clears nothing.
 */
export function environmentAmong(where: readonly Value[], what: readonly Value[]): Environment {
  if (isOwnMachine(where)) return "development";
  if (where.some(seemsProduction)) return "production";
  if (where.some((name) => environmentOf(name) === "development")) return "development";
  const isShared = where.some(({ known, text }) => known && /(^|[^a-z])(stag(e|ing)|uat|preprod|pre-prod)([^a-z]|$)/i.test(text));
  return !isShared && what.some(seemsProduction) ? "production" : "unknown";
}

function seemsProduction(name: Value): boolean {
  return environmentOf({ ...name, known: true }) === "production";
}
