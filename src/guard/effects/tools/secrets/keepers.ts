/** The table of programs that hand out secrets they keep, take them from the memory of others, or search for them. */
import { headOf } from "../../../shell/value.ts";
import { type Part, secretRead, systemPart } from "../../describing/deeds.ts";
import { has, type Shape } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

type Row = {
  readonly names: string;
  readonly shape?: Shape;
  /** The first operands with which a secret comes out; without any it always does. `*` is any word. */
  readonly shows?: readonly string[];
  /** Only together with one of these. */
  readonly needs?: readonly string[];
  /** With these nothing is shown. */
  readonly unless?: readonly string[];
  /** The first operands with which what it keeps is gone. */
  readonly loses?: readonly string[];
  /** The first operands with which nobody gets anything any more until somebody opens it again. */
  readonly stops?: readonly string[];
};

const rows: readonly Row[] = [
  { names: "pass gopass passage", shows: ["show *", "otp *", "grep *"], unless: ["c", "clip"], loses: ["rm", "remove", "delete"] },
  { names: "secret-tool", shows: ["lookup", "search"], loses: ["clear"] },
  { names: "keyring", shows: ["get"], loses: ["del"] },
  {
    names: "bw rbw",
    shows: ["get password", "get item", "get totp", "get notes", "export", "list items", "get"],
    loses: ["delete", "purge"],
  },
  { names: "op", shows: ["read", "item get", "document get"], loses: ["item delete", "vault delete"] },
  { names: "lpass", shows: ["show", "export"], loses: ["rm"] },
  { names: "keepassxc-cli kpcli", shows: ["show", "export", "clip"], loses: ["rm", "rmdir"] },
  {
    names: "vault bao",
    shows: ["kv get", "read", "token create"],
    loses: ["kv delete", "kv destroy", "kv metadata delete", "delete", "secrets disable", "auth disable"],
    stops: ["operator seal", "operator step-down"],
    unless: ["output-policy"],
  },
  { names: "aws-vault", shows: ["export"], loses: ["remove", "clear"] },
  {
    names: "doppler infisical chamber",
    shows: ["secrets get", "secrets download", "secrets", "export", "read"],
    loses: ["secrets delete", "delete"],
    unless: ["only-names"],
  },
  { names: "kwallet-query kwalletcli", needs: ["r", "read-password"] },
  { names: "unshadow ssh2john keepass2john gpg2john zip2john" },
  // From the memory of others.
  {
    names: "gcore mimipenguin mimipenguin.sh mimipenguin.py lazagne laZagne LaZagne.py laZagne.py procdump",
    unless: ["help", "h", "version"],
  },
  {
    names:
      "pypykatz mimikatz mimikatz.exe secretsdump.py chainbreaker firefox_decrypt.py hack-browser-data dumpscan linikatz swap_digger 3snake",
    unless: ["help", "h"],
  },
  { names: "avml lime fmem volatility vol.py", unless: ["help", "h", "info"] },
];

export const keepers: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  verbs: 1,
  shape: row.shape ?? { short: "", long: [] },
  effects: (use) => effects(use, row),
  output: (use) => (isShown(use, row) ? { from: "unread", holds: "secret" } : { from: "unread" }),
}));

function effects(use: Use, row: Row): readonly Part[] {
  const lost: readonly Part[] = begins(use, row.loses ?? [])
    ? [
        {
          kind: "delete",
          whole: true,
          target: { name: `what ${use.name} keeps`, scope: "settings", known: true, nature: "secret" },
          loss: "forever",
        },
      ]
    : [];
  if (begins(use, row.stops ?? [])) return [systemPart("service", "stop", use.name)];
  return lost.length > 0 ? lost : isShown(use, row) ? [secretRead(`what ${use.name} keeps`)] : [];
}

function isShown(use: Use, { shows, needs, unless }: Row): boolean {
  if (unless !== undefined && has(use.line, ...unless)) return false;
  if (needs !== undefined && !has(use.line, ...needs)) return false;
  return shows === undefined || begins(use, shows);
}

function begins(use: Use, phrases: readonly string[]): boolean {
  return phrases.some((phrase) =>
    phrase.split(" ").every((word, position) => {
      const operand = use.line.operands[position];
      return operand !== undefined && (word === "*" || headOf(operand) === word);
    }),
  );
}
