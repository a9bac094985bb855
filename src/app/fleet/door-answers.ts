/** What the fleet's doors answer with, in the OpenAPI document and on the wire. */
import type { z } from "@hono/zod-openapi";
import type { Fault } from "../../base/fault.ts";
import { faultAnswer } from "./schemas.ts";

type Answered<S extends z.ZodType> = {
  readonly description: string;
  readonly content: { readonly "application/json": { readonly schema: S } };
};

export function json<S extends z.ZodType>(schema: S, description: string): Answered<S> {
  return { description, content: { "application/json": { schema } } };
}

export const none = json(faultAnswer, "there is no such thing");
export const refused = {
  400: json(faultAnswer, "it does not fit"),
  403: json(faultAnswer, "it may not be done"),
  409: json(faultAnswer, "not as it is now"),
};
export const busy = json(faultAnswer, "it is not kept yet, and is safe to send again");

export function nothing(what: string, id: string): Fault {
  return { code: "fleet.nothing", what: `there is no ${what} \`${id}\`` };
}
