/** An effect as one line for a reviewer: the deed, what it is about, and in brackets where that lies and what is lost. */
import type { Effect } from "../../src/guard/guard.ts";
import { home } from "../lib/home.ts";

export function effectText(effect: Effect): string {
  const { target, loss, certainty, on } = effect;
  const about = [
    target.scope,
    target.nature,
    target.known ? undefined : "unknown",
    loss === "nothing" ? undefined : loss,
    certainty === "possible" ? certainty : undefined,
  ];
  const where = on === undefined ? "" : ` on ${on.kind} ${on.name}`;
  const name = target.name.replaceAll(home, "~").replaceAll(/\s+/g, " ");
  return `${deedText(effect)} ${name} (${about.filter((word) => word !== undefined).join(", ")})${where}`;
}

function deedText(deed: Effect): string {
  switch (deed.kind) {
    case "delete":
      return deed.whole ? "delete all of" : "delete";
    case "overwrite":
    case "write":
    case "read":
      return deed.kind;
    case "chmod":
      return `chmod ${deed.mode}`;
    case "execute":
      return `execute ${deed.from}`;
    case "network":
      return `${deed.act} ${deed.method} ${deed.carrying}`;
    case "kill":
      return `kill ${deed.signal}`;
    case "persist":
      return `persist ${deed.place}`;
    case "privilege":
      return `privilege ${deed.as}`;
    case "infra":
      return `${deed.of ?? "service"} ${deed.change} \`${deed.verb}\` ${deed.environment}`;
    case "vcs":
      return `${deed.act} ${deed.branch}`;
    case "data":
      return [deed.statement, deed.whole ? "all of" : "some of", deed.of, deed.environment].join(" ");
    case "system":
      return `system ${deed.part} ${deed.change}`;
    case "tamper":
      return `tamper ${deed.part}`;
  }
}
