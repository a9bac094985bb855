/** An error of the system, as the fault that a person reads. */
import { fail } from "../../base/result.ts";

export function systemFault(code: string, what: string, error: unknown): ReturnType<typeof fail> {
  return fail({ code, what: `${what}: ${error instanceof Error ? error.message : String(error)}` });
}

/** `ENOENT` and its like. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  return typeof code === "string" ? code : undefined;
}
