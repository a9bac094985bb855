/** Notices on their way to two channels, one of them in trouble, before doubles of both on loopback. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Reply, Request } from "../../base/exchange.ts";
import { sentenceOf } from "../../base/fault.ts";
import { done, fail } from "../../base/result.ts";
import { serveLoopback } from "../../hosts/node/node.ts";
import type { SecretOf } from "./account-desk.ts";
import type { Channel, Notice } from "./channel.ts";
import { deliver } from "./deliver.ts";
import { telegram } from "./telegram.ts";
import { webhook } from "./webhook.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-notices-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const notice: Notice = {
  version: 1,
  id: "o7",
  do: "notify",
  incident: "disk:fleet",
  text: "the disk is full",
  urgency: "alarm",
  at: Date.UTC(2026, 0, 2),
};
const secretOf: SecretOf = async (name) => (name === "none" ? fail({ code: "secret.none", what: "there is none" }) : done(`FAKE-${name}`));
const ok: Reply = { status: 200, headers: {}, body: "{}" };

async function before(answer: (request: Request) => Reply, work: (url: string, heard: readonly Request[]) => Promise<void>): Promise<void> {
  const heard: Request[] = [];
  const server = await serveLoopback((request) => {
    heard.push(request);
    return answer(request);
  });
  assert.ok(server.ok);
  try {
    await work(server.value.url, heard);
  } finally {
    await server.value.close();
  }
}

test("a webhook gets what happened as JSON, under a signature that only the holder of the key can make", async () => {
  await before(
    () => ok,
    async (url, heard) => {
      const channel = webhook({ is: "webhook", url: `${url}/hook`, key: "key" }, { secretOf, now: () => 1_700_000_000_500 });
      assert.deepEqual(await channel.deliver(notice), done(undefined));
      const [request] = heard;
      assert.ok(request !== undefined);
      assert.deepEqual([request.method, request.path], ["POST", "/hook"]);
      const said = JSON.parse(request.body) as object;
      assert.deepEqual(said, {
        version: 1,
        id: "o7",
        incident: "disk:fleet",
        text: "the disk is full",
        urgency: "alarm",
        at: "2026-01-02T00:00:00.000Z",
      });
    },
  );
});

test("the signature covers the time and the body", async () => {
  const { createServer } = await import("node:http");
  const signatures: string[] = [];
  let body = "";
  const server = createServer((request, answer) => {
    signatures.push(String(request.headers["sheepdog-signature"]), String(request.headers["sheepdog-notice"]));
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => answer.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { readonly port: number };
  const channel = webhook({ is: "webhook", url: `http://127.0.0.1:${port}/`, key: "key" }, { secretOf, now: () => 1_700_000_000_500 });
  await channel.deliver(notice);
  server.close();
  server.closeAllConnections();
  const expected = createHmac("sha256", "FAKE-key").update(`1700000000.${body}`).digest("hex");
  assert.deepEqual(signatures, [`t=1700000000,v1=${expected}`, "o7"]);
});

test("a webhook that refuses, sends elsewhere or is not there has not heard", async () => {
  for (const reply of [
    { ...ok, status: 500 },
    { ...ok, status: 302, headers: { location: "http://127.0.0.1:1/elsewhere" } },
  ]) {
    await before(
      () => reply,
      async (url, heard) => {
        const channel = webhook({ is: "webhook", url, key: "key" }, { secretOf, now: () => 0 });
        assert.equal((await channel.deliver(notice)).ok, false);
        assert.equal(heard.length, 1, "and nobody is asked a second time at another address");
      },
    );
  }
  const absent = await webhook({ is: "webhook", url: "http://127.0.0.1:1/secret-part", key: "key" }, { secretOf, now: () => 0 }).deliver(
    notice,
  );
  assert.ok(!absent.ok && !sentenceOf(absent.fault).includes("secret-part"), "the address is in no fault: it may hold a secret");
  assert.equal(
    (await webhook({ is: "webhook", url: "http://127.0.0.1:1", key: "none" }, { secretOf, now: () => 0 }).deliver(notice)).ok,
    false,
  );
});

test("Telegram gets plain text for one chat, loud where it matters, and cut to what it takes", async () => {
  await before(
    () => ok,
    async (url, heard) => {
      const channel = telegram({ is: "telegram", chat: "42", token: "bot:token", api: url }, secretOf);
      await channel.deliver(notice);
      await channel.deliver({ ...notice, urgency: "info", text: "x".repeat(9_000) });
      assert.equal(heard[0]?.path, "/botFAKE-bot%3Atoken/sendMessage");
      assert.deepEqual(JSON.parse(heard[0]?.body ?? ""), { chat_id: "42", text: "alarm: the disk is full", disable_notification: false });
      const long = JSON.parse(heard[1]?.body ?? "") as { readonly text: string; readonly disable_notification: boolean };
      assert.ok(long.text.length <= 4_096 && long.disable_notification);
    },
  );
  await before(
    () => ({ ...ok, status: 429 }),
    async (url) => {
      const answer = await telegram({ is: "telegram", chat: "42", token: "t", api: url }, secretOf).deliver(notice);
      assert.ok(!answer.ok && !sentenceOf(answer.fault).includes("FAKE"), "the token is in no fault");
    },
  );
});

function channelThat(name: string, told: string[], works: () => boolean): Channel {
  return {
    name,
    deliver: async ({ id }) => {
      if (!works()) return fail({ code: "x", what: "not now" });
      told.push(`${name} ${id}`);
      return done(undefined);
    },
  };
}

test("each channel hears of it once, also when another one had to be tried again and a daemon died in between", async () => {
  const told: string[] = [];
  let works = false;
  const channels = [channelThat("one", told, () => true), channelThat("two", told, () => works)];
  const first = await deliver(notice, channels, folder);
  assert.equal(first.ok ? "" : first.fault.what, "two: not now");
  works = true;
  assert.deepEqual(await deliver(notice, channels, folder), done(undefined));
  assert.deepEqual(told, ["one o7", "two o7"]);
  assert.deepEqual(await deliver(notice, channels, folder), done(undefined));
  assert.equal(told.length, 2, "given again before it was committed that all have it");
  await deliver({ ...notice, at: notice.at + 1 }, channels, folder);
  assert.equal(told.length, 4, "the same number in another store is another notice");
});

test("without a channel it stands in the log and in the incidents alone", async () => {
  assert.deepEqual(await deliver(notice, [], folder), done(undefined));
});
