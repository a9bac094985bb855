/** Which environment a cluster, profile or database belongs to, by its name. */
import type { Value } from "../shell/value.ts";

export type Environment = "production" | "development" | "unknown";

export function environmentOf(name: Value): Environment {
  if (!name.known) return "unknown";
  if (/(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i.test(name.text)) return "production";
  return /(^|[^a-z])(dev|development|test|testing|local|minikube|kind|docker-desktop|k3d|sandbox)([^a-z]|$)/i.test(name.text)
    ? "development"
    : "unknown";
}
