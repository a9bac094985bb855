/** Tokens that say by their form what they are: a table of how those who give them out begin them. */

/** What may stand before a token: no letter and no digit that would make it the end of another word. */
const start = String.raw`(?<![A-Za-z0-9])`;

/** Beginnings, and behind them at least so many letters, digits, underscores and hyphens. */
const beginnings: readonly (readonly [number, string])[] = [
  // Forges and registries of packages.
  [16, "gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt|soat|ft|agent|oas|imt|wt|ffct)-|GR1348941|ATBB|ATATT3|ATCTT3"],
  [16, "npm_|pypi-|rubygems_|dckr_(?:pat|oat)_|fio-u-|NRAK-|NRJS-|NRRA-|PMAK-|PMAT-"],
  // Clouds and hosts.
  [
    16,
    "AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ABIA|ACCA|do[opr]_v1_|AIza|GOCSPX-|ya29[._-]|1//0|dapi|tskey-|fo1_|fm2_|rnd_|sbp_|pul-|nvapi-|LTAI|HRKU-",
  ],
  [16, "hv[sbr][._-]|dp\\.(?:pt|st|ct|sa|scim|audit)\\.|ops_|vault:v\\d+:"],
  // Models.
  [16, "sk-|hf_|api_org_|r8_|gsk_|xai-|pplx-|fw_|tvly-"],
  // Money, messages, shops, watching.
  [16, "(?:sk|rk|pk|whsec)_(?:live_|test_)?|sq0[a-z]{3}-|shp(?:at|ss|ca|pa)_|key-|SK(?=[0-9a-f]{32})|AC(?=[0-9a-f]{32})"],
  [12, "xox[abeoprs]-|xoxe\\.|xapp-\\d-|lin_(?:api|oauth)_|secret_|ntn_|figd_|sntry[su]_|glsa_|glc_|eyJrIjoi|CFPAT-"],
  [20, "LS0tLS1CRUdJTi"],
];

const bodies = beginnings.map(([least, words]) => `(?:${words})[A-Za-z0-9_-]{${least},}(?:[.][A-Za-z0-9_-]{4,})*[A-Za-z0-9+/=_-]*`);

/** Forms that are more than a beginning. */
const shapes: readonly string[] = [
  // JSON Web Tokens and their kin.
  String.raw`(?<![_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*`,
  String.raw`SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`,
  String.raw`[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}`,
  // Bots of Telegram and Discord.
  String.raw`(?:bot)?\d{8,10}:AA[A-Za-z0-9_-]{30,}`,
  String.raw`[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}`,
  // Addresses that whoever knows them may write to.
  String.raw`hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{20,}`,
  String.raw`discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]{20,}`,
  String.raw`webhook\.office\.com\/webhookb2\/[\w@/-]{40,}`,
  String.raw`hooks\.zapier\.com\/hooks\/catch\/[\w/]{8,}`,
  String.raw`AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,}`,
];

const tokens = new RegExp(`${start}(?:${[...bodies, ...shapes].join("|")})`, "g");

/** Keys in armor, also as addresses or texts of code hold them; and passwords as systems store them. */
const armored = /-----BEGIN[A-Z0-9 %+]*PRIVATE(?: |%20|\+)KEY[\s\S]*?(?:-----END[A-Z0-9 %+]*PRIVATE[A-Z0-9 %+]*-----|$)/g;
const puttyKey = /(Private-Lines: \d+)[\s\S]*?(?=Private-MAC|$)/g;
const hashedPasswords = /\$(?:2[abxy]?|5|6|7|y|gy|apr1|argon2(?:id?|d)|scrypt|pbkdf2-sha\d+)\$[A-Za-z0-9./+=,$_-]{20,}/g;

export function withoutForms(text: string, mark: string): string {
  const left = text.replace(tokens, (token) => (isWords(token) ? token : mark));
  const bare = left.includes("-----BEGIN") ? left.replace(armored, mark) : left;
  const plain = bare.includes("Private-Lines") ? bare.replace(puttyKey, (_, head: string) => `${head}\n${mark}\n`) : bare;
  return plain.includes("$") ? plain.replace(hashedPasswords, mark) : plain;
}

/** Names of files and branches may begin like a token, and go on with words. */
function isWords(token: string): boolean {
  return token.split(/[-_./]/).every((part) => /^(?:[a-z]{0,20}|[A-Z][a-z]{1,20}|[A-Z]{1,12}|\d{1,4})$/.test(part));
}
