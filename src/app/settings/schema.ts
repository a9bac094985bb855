/** What can be set, and what holds where nobody says anything. The annotated file, its documentation and every check are made from it. */
import { z } from "zod";
import { fleetSection } from "./fleet-section.ts";
import { bytes, choice, count, duration, section, truth, words, wordsOrNone } from "./setting-kinds.ts";

const day = 86_400_000;
const hour = 3_600_000;

const daemon = section({
  tcp: truth(false, {
    says: "Whether the daemon also listens on loopback, for a browser or a phone's tunnel. A token is needed there.",
    stricter: [true, false],
  }),
  port: count(7878, { says: "The port on loopback.", stricter: null }, { least: 1_024, most: 65_535 }),
  log: choice(["error", "warn", "info"], { says: "The least that goes to the log.", stricter: null }, "info"),
  logSize: bytes(
    8 * 2 ** 20,
    { says: "A log file that is larger is put aside; one older one is kept.", stricter: null },
    { least: 2 ** 16, most: 2 ** 30 },
  ),
  tokenLife: duration(
    90 * day,
    { says: "How long a new token is good for where nobody says.", stricter: "less" },
    { least: 60_000, most: 366 * day },
  ),
});

const ledger = section({
  seal: duration(
    5 * 60_000,
    { says: "New records become provable after this at the latest.", stricter: "less" },
    { least: 1_000, most: day },
  ),
  rotateSize: bytes(
    64 * 2 ** 20,
    { says: "Records that are larger are put aside in a segment.", stricter: null },
    { least: 2 ** 16, most: 2 ** 32 },
  ),
  rotateAge: duration(
    7 * day,
    { says: "Records that were begun earlier are put aside in a segment.", stricter: null },
    { least: hour, most: 366 * day },
  ),
  keep: duration(
    30 * day,
    { says: "What records said is given up after this; their hashes stay for ever.", stricter: "more" },
    { least: hour, most: 3_660 * day },
  ),
});

const integrity = section({
  look: duration(60_000, { says: "Signed files are looked at this often, whatever stirs.", stricter: "less" }, { least: 1_000, most: day }),
});

const vaultName = /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/;

const notices = section({
  webhook: wordsOrNone(
    { says: "Where notices are sent to, as JSON.", stricter: null },
    {
      wanted: "an address with `https://`, or `http://` on loopback",
      pattern: /^(?:https:\/\/[^\s/]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?)(?:\/\S*)?$/,
    },
  ),
  webhookKey: wordsOrNone(
    { says: "The vault's entry with the key that signs them.", stricter: null },
    { wanted: "the name of an entry in the vault", pattern: vaultName },
  ),
  telegramToken: wordsOrNone(
    { says: "The vault's entry with the token of a Telegram bot.", stricter: null },
    { wanted: "the name of an entry in the vault", pattern: vaultName },
  ),
  telegramChat: words("", { says: "The chat that the bot writes to.", stricter: null }, 100),
});

export const settingsSchema = z.strictObject({
  daemon,
  ledger,
  integrity,
  notices,
  fleet: fleetSection,
});

/** Durations are milliseconds, sizes bytes, amounts millionths of a US dollar. */
export type Settings = z.output<typeof settingsSchema>;
