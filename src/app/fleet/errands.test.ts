/** Errands: every order is answered, once, by the hands that it needs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, fail } from "../../base/result.ts";
import { type Errand, type Happening, type Order, orderVersion } from "../../fleet/fleet.ts";
import { errands, type Hands } from "./errands.ts";

let orders = 0;
const order = (errand: Errand): Order => ({ version: orderVersion, id: `o${(orders += 1)}`, ...errand });

const seen = { there: true, owned: true, dirty: false, unmerged: false, inUse: false } as const;

function hands(did: string[], more: Partial<Hands> = {}): Hands {
  return {
    sessions: { carryOut: ({ id, do: what }, tell) => void (did.push(what), tell({ is: "order-done", order: id })) },
    worktrees: {
      make: async ({ task, fence, branch }) => ({ saw: [{ is: "worktree-ready", task, fence, folder: "/w", branch }] }),
      inspect: async () => seen,
      collect: async () => ({ saw: [], trouble: { code: "impossible", detail: "it holds work" } }),
    },
    settleFile: () => done(undefined),
    readAccount: async (account) => [{ is: "account-health", account, identity: null, health: "good" }],
    archive: () => fail({ code: "x", what: "no room" }),
    notify: async () => done(undefined),
    record: () => done(undefined),
    ...more,
  };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const all: readonly (readonly [Errand, readonly string[]])[] = [
  [{ do: "probe", session: "s", fence: 1 }, ["order-done"]],
  [{ do: "make-worktree", task: "t", fence: 1, project: "p", branch: "b" }, ["worktree-ready", "order-done"]],
  [{ do: "inspect-worktree", task: "t", folder: "/w" }, ["worktree-seen", "order-done"]],
  [{ do: "collect-worktree", task: "t", folder: "/w" }, ["order-failed impossible: it holds work"]],
  [{ do: "settle-file", task: "t", as: "done" }, ["order-done"]],
  [{ do: "read-account", account: "a" }, ["account-health", "order-done"]],
  [{ do: "archive", task: "t", body: "{}" }, ["order-failed busy: no room"]],
  [{ do: "notify", incident: "i", text: "x", urgency: "info", at: 1 }, ["order-done"]],
  [{ do: "record", leaf: "{}" }, ["order-done"]],
];

for (const [errand, answers] of all)
  test(`${errand.do}: answered once, after what it caused`, async () => {
    const told: Happening[] = [];
    errands(hands([]), (one) => void told.push(one))(order(errand));
    await settled();
    const words = told.map((one) => (one.is === "order-failed" ? `${one.is} ${one.code}: ${one.detail}` : one.is));
    assert.deepEqual(words, answers);
  });

test("an order that is given again while it is being done is done once", async () => {
  let asked = 0;
  const slow = Promise.withResolvers<void>();
  const notify = async (): Promise<ReturnType<typeof done<undefined>>> => {
    asked += 1;
    await slow.promise;
    return done(undefined);
  };
  const told: Happening[] = [];
  const carryOut = errands(hands([], { notify }), (one) => void told.push(one));
  const one = order({ do: "notify", incident: "i", text: "x", urgency: "info", at: 1 });
  carryOut(one);
  carryOut(one);
  await settled();
  slow.resolve();
  await settled();
  assert.deepEqual([asked, told.length], [1, 1]);
  carryOut(one);
  await settled();
  assert.equal(asked, 2, "once it was answered it is another time");
});

test("orders about one task are carried out in their order, and those about others do not wait for them", async () => {
  const did: string[] = [];
  const slow = Promise.withResolvers<void>();
  const { worktrees } = hands(did);
  const make: typeof worktrees.make = async (one) => {
    if (one.task === "t") await slow.promise;
    did.push(`make ${one.task}`);
    return { saw: [] };
  };
  const settleFile: Hands["settleFile"] = ({ task }) => {
    did.push(`settle ${task}`);
    return done(undefined);
  };
  const carryOut = errands(hands(did, { worktrees: { ...worktrees, make }, settleFile }), () => undefined);
  carryOut(order({ do: "make-worktree", task: "t", fence: 1, project: "p", branch: "b" }));
  carryOut(order({ do: "settle-file", task: "t", as: "done" }));
  carryOut(order({ do: "settle-file", task: "u", as: "done" }));
  await settled();
  assert.deepEqual(did, ["settle u"]);
  slow.resolve();
  await settled();
  assert.deepEqual(did, ["settle u", "make t", "settle t"]);
});

const breaks: Hands["record"] = () => {
  throw new Error("broken");
};

test("hands that break answer as well: the order is tried again", async () => {
  const told: Happening[] = [];
  errands(hands([], { record: breaks }), (one) => void told.push(one))(order({ do: "record", leaf: "{}" }));
  await settled();
  assert.deepEqual(
    told.map((one) => (one.is === "order-failed" ? [one.code, one.detail] : one.is)),
    [["busy", "broken"]],
  );
});
