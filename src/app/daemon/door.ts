/** Door: one thing that the daemon does for whoever asks over HTTP, with its place in the OpenAPI document and the role that it takes. */
import type { OpenAPIHono, RouteConfig, RouteHandler, z } from "@hono/zod-openapi";
import type { Caller, Role } from "./role.ts";

export type HouseEnv = { readonly Variables: { readonly caller: Caller } };
export type House = OpenAPIHono<HouseEnv>;

export type Door = {
  readonly method: string;
  readonly path: string;
  readonly needs: Role;
  readonly open: (house: House) => void;
};

/** `route` is what zod-openapi's `createRoute` makes; body, query and parameters that do not fit it never reach `answer`. */
export function door<R extends RouteConfig & { getRoutingPath(): string }>(route: R, needs: Role, answer: RouteHandler<R, HouseEnv>): Door {
  return { method: route.method, path: route.path, needs, open: (house) => house.openapi(route, answer) };
}

type Answered<S> = { readonly description: string; readonly content: { readonly "application/json": { readonly schema: S } } };

/** An answer of `createRoute`, as JSON of this form. */
export function jsonAs<S extends z.ZodType>(schema: S, description: string): Answered<S> {
  return { description, content: { "application/json": { schema } } };
}
