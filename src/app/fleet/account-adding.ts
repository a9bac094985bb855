/** An account is written into the settings, after its plan was looked at as a whole. */
import { fail, type Result } from "../../base/result.ts";
import { absolutePath } from "../../base/path.ts";
import type { Json } from "../../base/json.ts";
import { suggestion } from "../../base/nearest.ts";
import type { AccountKind } from "../../agents/agents.ts";
import { runnables } from "../../agents/agents.ts";
import { entryItself, ownUid, realPath } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { settingsNow } from "../settings/settings-now.ts";
import { accountFaults } from "./account-faults.ts";
import { planFromSettings } from "./plan-from-settings.ts";

export const kinds: readonly AccountKind[] = ["subscription", "api-key", "bedrock", "vertex", "gateway"];

export type NewAccount = {
  readonly folder: string;
  readonly kind: AccountKind;
  readonly product: string;
  readonly rank: number;
  readonly most: number;
  readonly budget?: string;
  readonly secret?: string;
};

export async function addAccount(desk: Desk, name: string, wanted: NewAccount): Promise<Result<void>> {
  const { home, cwd } = desk.around;
  const root = rootIn(home);
  const settings = await settingsNow(root);
  if (!settings.ok) return settings;
  const before = planFromSettings(settings.value, home);
  if (before.accounts.some(({ id }) => id === name))
    return fail({ ...nothingDone, code: "account.there", what: `there is an account \`${name}\` already` });
  const products = runnables.map(({ client }) => client.name);
  if (!products.includes(wanted.product))
    return fail({
      ...nothingDone,
      code: "account.product",
      what: `\`${wanted.product}\` is no product that the fleet can run${suggestion(wanted.product, products)}`,
    });
  const folder = absolutePath(wanted.folder.replace(/^~(?=\/|$)/, home), cwd);
  const said = new Map<string, Json>([
    ["folder", folder],
    ["product", wanted.product],
    ["kind", wanted.kind],
    ["rank", wanted.rank],
    ["most", wanted.most],
    ...(wanted.budget === undefined ? [] : ([["budget", wanted.budget]] as const)),
    ...(wanted.secret === undefined ? [] : ([["secret", wanted.secret]] as const)),
  ]);
  const { withSetting } = await import("../settings/with-setting.ts");
  const { changeSettings } = await import("../settings/changing.ts");
  const { settingsFiles } = await import("../settings/settings-files.ts");
  const { user: file } = settingsFiles(root);
  const account = {
    ...{ id: name, folder, kind: wanted.kind, product: wanted.product, rank: wanted.rank, most: wanted.most },
    ...{ secret: wanted.secret ?? null, variables: {}, budgetMicroUsd: wanted.budget === undefined ? 0 : 1 },
  };
  const world = { home, user: ownUid(), entryOf: entryItself, realPath };
  const wrong = accountFaults({ accounts: [...before.accounts, account], projects: before.projects }, world).find(
    (one) => one.account === name,
  );
  if (wrong !== undefined) return fail({ ...wrong.fault, ...nothingDone });
  return changeSettings(root, (text) => {
    let changed: Result<string> = { ok: true, value: text };
    for (const [key, value] of said) {
      if (changed.ok)
        changed = withSetting({ layer: "user", file, text: changed.value }, { path: ["fleet", "accounts", name, key], value });
    }
    return changed;
  });
}

const nothingDone = { follows: "nothing was changed" };
