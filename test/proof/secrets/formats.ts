/** A table of what secrets look like: seventy formats, each made from chance. Every value begins its random part with FAKE, and none opens anything. */
import type { Chance } from "../../lib/random.ts";

/** `places` are the carriers that such a value is found in: a bare password, for one, is nothing that anybody could tell from a word. */
export type Format = {
  readonly name: string;
  readonly make: (chance: Chance) => string;
  readonly places: "anywhere" | "named" | "address";
};

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
const alnum = lower + upper + digits;
const word = `${alnum}_-`;
const base64 = `${alnum}+/`;
const hex = "0123456789abcdef";

function some(chance: Chance, letters: string, length: number): string {
  return Array.from({ length }, () => letters.charAt(chance.below(letters.length))).join("");
}

/** So many characters in all, which say that they are made up. */
function fake(chance: Chance, letters: string, length: number): string {
  return `FAKE${some(chance, letters, length - 4)}`;
}

/** The same for those whose letters hold no capital. */
function fakeHex(chance: Chance, length: number): string {
  return `fa4e${some(chance, hex, length - 4)}`;
}

type Letters = readonly [letters: string, length: number];

const prefixed = (name: string, prefix: string, [letters, length]: Letters): Format => ({
  name,
  make: (chance) => prefix + fake(chance, letters, length),
  places: "anywhere",
});

const prefixedHex = (name: string, prefix: string, length: number): Format => ({
  name,
  make: (chance) => prefix + fakeHex(chance, length),
  places: "anywhere",
});

const tokens: readonly Format[] = [
  prefixed("GitHub personal", "ghp_", [alnum, 36]),
  prefixed("GitHub OAuth", "gho_", [alnum, 36]),
  prefixed("GitHub user", "ghu_", [alnum, 36]),
  prefixed("GitHub server", "ghs_", [alnum, 36]),
  prefixed("GitHub refresh", "ghr_", [alnum, 76]),
  prefixed("GitHub fine-grained", "github_pat_", [`${alnum}_`, 82]),
  prefixed("GitLab personal", "glpat-", [word, 20]),
  prefixed("GitLab deploy", "gldt-", [word, 20]),
  prefixed("GitLab runner", "glrt-", [word, 20]),
  prefixed("GitLab trigger", "glptt-", [alnum, 40]),
  prefixed("Atlassian", "ATATT3", [word, 180]),
  prefixed("Bitbucket", "ATBB", [alnum, 32]),
  prefixed("OpenAI", "sk-", [alnum, 48]),
  prefixed("OpenAI project", "sk-proj-", [word, 120]),
  prefixed("Anthropic", "sk-ant-api03-", [word, 95]),
  prefixed("Groq", "gsk_", [alnum, 52]),
  prefixed("xAI", "xai-", [alnum, 80]),
  prefixed("Hugging Face", "hf_", [alnum, 34]),
  prefixed("Replicate", "r8_", [alnum, 37]),
  prefixed("Perplexity", "pplx-", [alnum, 48]),
  prefixed("Stripe live", "sk_live_", [alnum, 24]),
  prefixed("Stripe restricted", "rk_live_", [alnum, 24]),
  prefixed("Stripe webhook", "whsec_", [alnum, 32]),
  prefixed("Square", "sq0atp-", [word, 22]),
  prefixed("Shopify", "shpat_", [alnum, 32]),
  prefixed("Slack bot", "xoxb-", [`${alnum}-`, 50]),
  prefixed("Slack user", "xoxp-", [`${alnum}-`, 72]),
  prefixed("Slack app", "xapp-1-", [`${alnum}-`, 90]),
  prefixed("Linear", "lin_api_", [alnum, 40]),
  prefixed("Notion", "secret_", [alnum, 43]),
  prefixed("Figma", "figd_", [word, 40]),
  prefixed("Sentry", "sntrys_", [alnum, 60]),
  prefixed("Grafana", "glsa_", [`${alnum}_`, 41]),
  prefixed("npm", "npm_", [alnum, 36]),
  prefixed("PyPI", "pypi-", [word, 150]),
  prefixed("RubyGems", "rubygems_", [hex, 48]),
  prefixed("Docker Hub", "dckr_pat_", [word, 27]),
  prefixed("New Relic", "NRAK-", [upper + digits, 27]),
  prefixed("Postman", "PMAK-", [`${alnum}-`, 59]),
  prefixed("AWS access key", "AKIA", [upper + digits, 16]),
  prefixed("AWS temporary access key", "ASIA", [upper + digits, 16]),
  prefixed("Google API", "AIza", [word, 35]),
  prefixed("Google OAuth", "ya29.", [word, 120]),
  prefixed("Google client secret", "GOCSPX-", [word, 28]),
  prefixed("NVIDIA", "nvapi-", [word, 64]),
  prefixed("Tailscale", "tskey-auth-", [alnum, 40]),
  prefixed("Supabase", "sbp_", [alnum, 40]),
  prefixed("Pulumi", "pul-", [alnum, 40]),
  prefixed("Vault", "hvs.", [word, 90]),
  prefixedHex("DigitalOcean", "dop_v1_", 64),
  prefixedHex("Databricks", "dapi", 32),
  prefixedHex("Mailgun", "key-", 32),
  prefixedHex("Twilio", "SK", 32),
];

const shaped: readonly Format[] = [
  { name: "SendGrid", make: (chance) => `SG.${fake(chance, word, 22)}.${some(chance, word, 43)}`, places: "anywhere" },
  {
    name: "JSON Web Token",
    make: (chance) => `eyJ${fake(chance, alnum, 33)}.eyJ${some(chance, word, 80)}.${some(chance, word, 43)}`,
    places: "anywhere",
  },
  { name: "Telegram bot", make: (chance) => `${some(chance, "123456789", 10)}:AA${fake(chance, word, 33)}`, places: "anywhere" },
  {
    name: "Discord bot",
    make: (chance) => `MT${fake(chance, alnum, 22)}.${some(chance, word, 6)}.${some(chance, word, 38)}`,
    places: "anywhere",
  },
  {
    name: "Slack webhook",
    make: (chance) =>
      `hooks.slack.com/services/T${fake(chance, upper + digits, 8)}/B${some(chance, upper + digits, 8)}/${some(chance, alnum, 24)}`,
    places: "anywhere",
  },
  {
    name: "Discord webhook",
    make: (chance) => `discord.com/api/webhooks/${some(chance, digits, 18)}/${fake(chance, word, 68)}`,
    places: "anywhere",
  },
  { name: "Terraform Cloud", make: (chance) => `${fake(chance, alnum, 14)}.atlasv1.${some(chance, word, 67)}`, places: "anywhere" },
  { name: "age", make: (chance) => `AGE-SECRET-KEY-1${fake(chance, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`, places: "anywhere" },
  {
    name: "private key in armor",
    make: (chance) =>
      `-----BEGIN RSA PRIVATE KEY-----\n${fake(chance, base64, 64)}\n${some(chance, base64, 64)}\n-----END RSA PRIVATE KEY-----`,
    places: "anywhere",
  },
  {
    name: "private key of OpenSSH",
    make: (chance) => `-----BEGIN OPENSSH PRIVATE KEY-----\n${fake(chance, base64, 70)}\n-----END OPENSSH PRIVATE KEY-----`,
    places: "anywhere",
  },
  {
    name: "private key in a service account",
    make: (chance) => `-----BEGIN PRIVATE KEY-----\\n${fake(chance, base64, 64)}\\n-----END PRIVATE KEY-----\\n`,
    places: "anywhere",
  },
  { name: "random base 62", make: (chance) => `${some(chance, digits + upper, 2)}${some(chance, alnum, 42)}`, places: "named" },
];

/** Only their name, or the place where they stand, gives these away. */
const silent: readonly Format[] = [
  { name: "AWS secret key", make: (chance) => fake(chance, base64, 40), places: "named" },
  { name: "AWS session token", make: (chance) => fake(chance, base64, 356), places: "named" },
  { name: "Azure storage key", make: (chance) => `${fake(chance, base64, 86)}==`, places: "named" },
  { name: "Datadog", make: (chance) => fakeHex(chance, 32), places: "named" },
  { name: "Heroku", make: (chance) => [8, 4, 4, 4, 12].map((length) => fakeHex(chance, length)).join("-"), places: "named" },
  { name: "session", make: (chance) => fake(chance, alnum, 26), places: "named" },
  { name: "short password", make: (chance) => `fake${some(chance, lower + digits, 5)}`, places: "address" },
  { name: "long password", make: (chance) => `Fake${some(chance, `${alnum}!#%^*()_+.,~-`, 16)}`, places: "named" },
  { name: "passphrase", make: (chance) => ["fake", ...Array.from({ length: 4 }, () => some(chance, lower, 5))].join("-"), places: "named" },
  { name: "PIN", make: (chance) => `0000${some(chance, digits, 4)}`, places: "named" },
];

export const formats: readonly Format[] = [...tokens, ...shaped, ...silent];
