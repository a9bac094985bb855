/** The house: all doors behind one front, which knows who asks and lets nobody through a door that takes more. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Instant } from "../../base/instant.ts";
import type { Root } from "../install/root.ts";
import type { Door, House, HouseEnv } from "./door.ts";
import type { Log } from "./duty.ts";
import { type Caller, isEnough } from "./role.ts";
import { tokenOf } from "./tokens.ts";

export type Building = {
  readonly root: Root;
  readonly through: Caller["through"];
  readonly doors: readonly Door[];
  readonly log: Log;
  readonly now: () => Instant;
  readonly requested: (door: string, status: number) => void;
};

const document = {
  openapi: "3.1.0",
  info: { title: "Sheepdog's daemon", version: "1", description: "Behind a unix socket of this user, or on loopback with a token." },
  security: [{ token: [] }],
};

export function buildHouse(building: Building): House {
  const house: House = new OpenAPIHono<HouseEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const [issue] = result.error.issues;
      const at = issue === undefined || issue.path.length === 0 ? "what was sent" : `\`${issue.path.join(".")}\``;
      return c.json({ fault: { code: "http.shape", what: `${at} does not fit: ${issue?.message ?? "it has another form"}` } }, 400);
    },
  });
  house.use("*", async (c, next) => {
    const caller = callerOf(c.req.header("authorization"), building);
    if (caller === undefined) c.res = c.json({ fault: strangerFault }, 401, { "www-authenticate": "Bearer" });
    else {
      c.set("caller", caller);
      await next();
    }
    for (const [name, value] of safeHeaders) c.res.headers.set(name, value);
    building.requested(c.req.routePath, c.res.status);
  });
  for (const door of building.doors) {
    // Of the same path and method, before the door itself is asked.
    house.on(door.method.toUpperCase(), routingPath(door.path), async (c, next) => {
      const { role } = c.get("caller");
      return isEnough(role, door.needs) ? next() : c.json({ fault: notEnough(role, door.needs) }, 403);
    });
    door.open(house);
  }
  house.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  house.doc31("/v1/openapi.json", document);
  house.notFound((c) => c.json({ fault: { code: "http.nothing", what: "there is nothing at this path" } }, 404));
  house.onError((error, c) => {
    // What was sent could not even be read as JSON.
    if (error instanceof HTTPException) return c.json({ fault: { code: "http.shape", what: error.message } }, error.status);
    building.log.error(`a bug behind \`${c.req.method} ${c.req.routePath}\`: ${error.stack ?? error.message}`);
    return c.json({ fault: { code: "http.bug", what: "the daemon met a bug", todo: "look at its log" } }, 500);
  });
  return house;
}

/** What answers is for the one who asked, and for nobody's page. */
const safeHeaders = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["cross-origin-resource-policy", "same-origin"],
  ["referrer-policy", "no-referrer"],
] as const;

/** A token that is wrong is never taken for none. */
function callerOf(shown: string | undefined, { root, through, now }: Building): Caller | undefined {
  if (shown === undefined) return through === "socket" ? { role: "human", token: null, through } : undefined;
  const text = /^Bearer ([\x21-\x7e]+)$/.exec(shown)?.[1];
  const token = text === undefined ? undefined : tokenOf(root, text, now());
  return token === undefined ? undefined : { role: token.role, token: token.id, through };
}

const strangerFault = {
  code: "http.stranger",
  what: "nobody here knows who asks",
  todo: "send a token that is still good (`sheepdog token add`) as `Authorization: Bearer …`",
};

function notEnough(role: string, needs: string): { readonly code: string; readonly what: string } {
  return { code: "http.role", what: `this takes the role \`${needs}\`, and who asks is \`${role}\`` };
}

/** `/v1/tasks/{id}` as the router has it. */
function routingPath(path: string): string {
  return path.replace(/\/{(.+?)}/g, "/:$1");
}
