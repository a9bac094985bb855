/** Notices to an address of the operator's own, signed, so that whoever listens there knows that they are ours and new. */
import { done, fail } from "../../base/result.ts";
import { post, signatureOf } from "../../hosts/node/node.ts";
import type { SecretOf } from "./account-desk.ts";
import type { Channel } from "./channel.ts";
import type { ChannelPlan } from "./fleet-plan.ts";

const patienceMs = 10_000;

export type WebhookPorts = { readonly secretOf: SecretOf; readonly now: () => number };

/** The signature is over the time and the body, as `t.body`; the id stays the same when a notice is given again. */
export function webhook({ url, key }: Extract<ChannelPlan, { readonly is: "webhook" }>, { secretOf, now }: WebhookPorts): Channel {
  return {
    name: "webhook",
    deliver: async ({ id, incident, text, urgency, at }) => {
      const secret = await secretOf(key);
      if (!secret.ok) return secret;
      const body = JSON.stringify({ version: 1, id, incident, text, urgency, at: new Date(at).toISOString() });
      const seconds = Math.floor(now() / 1000);
      const signature = `t=${seconds},v1=${signatureOf(secret.value, `${seconds}.${body}`)}`;
      const headers = { "content-type": "application/json", "sheepdog-notice": id, "sheepdog-signature": signature };
      const posted = await post({ url, headers, body, timeoutMs: patienceMs });
      if (!posted.ok) return posted;
      const { status } = posted.value;
      return status >= 200 && status < 300 ? done(undefined) : fail({ code: "webhook.refused", what: `it answered ${status}` });
    },
  };
}
