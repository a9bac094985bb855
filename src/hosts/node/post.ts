/** One message to an address that the operator has named: never anywhere else, not even where that address sends us on to. */
import { createHmac } from "node:crypto";
import { done, fail, type Result } from "../../base/result.ts";

export type Posting = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
};

export type Posted = { readonly status: number; readonly body: string };

/** What an answer says is read up to here. */
const mostAnswer = 64 * 1024;

/** The address itself may hold a secret, so no fault names it. */
export async function post({ url, headers, body, timeoutMs }: Posting): Promise<Result<Posted>> {
  try {
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    const text = await answer.text();
    return done({ status: answer.status, body: text.slice(0, mostAnswer) });
  } catch (error) {
    const why = error instanceof Error ? error.name : "unknown";
    return fail({ code: "post.failed", what: `no answer came (${why})` });
  }
}

/** In hexadecimal letters. */
export function signatureOf(key: string, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("hex");
}
