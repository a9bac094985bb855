/** Notices as messages of a Telegram bot to one chat. */
import { done, fail } from "../../base/result.ts";
import { post } from "../../hosts/node/node.ts";
import type { SecretOf } from "./account-desk.ts";
import type { Channel, Notice } from "./channel.ts";
import type { ChannelPlan } from "./fleet-plan.ts";

const patienceMs = 15_000;
/** Its bound is 4,096 characters of UTF-16. */
const mostText = 4_000;

export function telegram({ chat, token, api }: Extract<ChannelPlan, { readonly is: "telegram" }>, secretOf: SecretOf): Channel {
  return {
    name: "telegram",
    deliver: async (notice) => {
      const secret = await secretOf(token);
      if (!secret.ok) return secret;
      const body = JSON.stringify({ chat_id: chat, text: wordsOf(notice), disable_notification: notice.urgency === "info" });
      const url = `${api}/bot${encodeURIComponent(secret.value)}/sendMessage`;
      const posted = await post({ url, headers: { "content-type": "application/json" }, body, timeoutMs: patienceMs });
      if (!posted.ok) return posted;
      const { status } = posted.value;
      return status === 200 ? done(undefined) : fail({ code: "telegram.refused", what: `Telegram answered ${status}` });
    },
  };
}

/** Plain text: what an incident names may hold any sign. */
function wordsOf({ text, urgency }: Notice): string {
  const words = `${urgency}: ${text}`;
  return words.length <= mostText ? words : `${words.slice(0, mostText)} …`;
}
