/** Takes secrets out of a text before anything is written: by the form of a token, by the name it is given to, by its place in an address or a command. */
import { withoutOptionSecrets } from "./secret-options.ts";

const mark = "[redacted]";

/** Tokens that say by their form what they are. */
const forms: readonly RegExp[] = [
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/g,
  /\bgl(?:pat|ptt|dt|rt|cbt|soat|ft|agent|oas|imt)-[A-Za-z0-9_-]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\b(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bxapp-\d-[A-Za-z0-9-]{10,}/g,
  /\bhooks\.slack\.com\/services\/[A-Za-z0-9/]{20,}/g,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/g,
  /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{20,}/g,
  /\bGOCSPX-[A-Za-z0-9_-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}\b/g,
  /\bpypi-[A-Za-z0-9_-]{20,}/g,
  /\b(?:hf|r8|gsk|dop_v1|doo_v1|dckr_pat|shpat|shpss|lin_api|fio-u|nvapi|tskey|pul|sntrys|sbp|rubygems)[_-][A-Za-z0-9_-]{20,}/g,
  /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\b\d{8,10}:AA[A-Za-z0-9_-]{30,}/g,
  /(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
];

/** A name that gives away that its value is a secret. */
const telling =
  /(?:^|[-_])pass(?:word|wd|phrase|code)?$|passw|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|account[_-]?key|encryption[_-]?key|credentials?|auth(?!or)|webhook/i;

/** Names that only speak of a secret: where it lies, whether there is one, whose it is. */
const speaking = /(?:file|path|dir|stdin|name|url|uri|type|count|length|expir\w*|ttl|policy|author\w*|id|store|manager|provider|prompt)$/i;

/** Options whose value may stand apart; any other name is joined to its value. */
const option =
  /^--?(?:[\w-]*-)?(?:password|passwd|passphrase|pass|token|secret|api-key|apikey|access-key|secret-key|private-key|auth-token|client-secret|secret-access-key|secret-string)$/i;

/** A colon counts where a value follows it, as in JSON, and not where it joins the parts of a name. */
const joinedValue = /(["']?\s*=\s*|["']\s*:\s*|\s*:\s+)("[^"]*"|'[^']*'|[^\s"'&;|]+)/y;
const anyJoinedValue = /(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"'&;|]+)/y;
const optionValue = /([= ]\s*)("[^"]*"|'[^']*'|[^\s"'&;|]+)/y;

const headers =
  /((?:authorization|x-[a-z-]*key|x-[a-z-]*token|api-key|apikey|cookie|set-cookie|private-token|job-token)\s*:\s*)([^"'\n]+)/gi;
const addresses = /(:\/\/[^\s/:@"']*):([^\s/@"']+)@/g;
/** A token alone in front of the host; who is only a user has a short name or one of the usual ones. */
const tokenAddress = /(https?:\/\/)((?=[^\s/@:"']*\d)[A-Za-z0-9_-]{16,})@/g;

export function redact(text: string): string {
  const withoutForms = forms.reduce((left, form) => left.replace(form, mark), text);
  const withoutPlaces = withoutForms
    .replace(headers, (_, name: string) => name + mark)
    .replace(addresses, (_, before: string) => `${before}:${mark}@`)
    .replace(tokenAddress, (_, before: string) => `${before}${mark}@`);
  return withoutNamed(withoutOptionSecrets(withoutPlaces, mark));
}

/** Every word is looked at once: a pattern that tries each letter as the start of a name takes the square of the length. */
function withoutNamed(text: string): string {
  let left = "";
  let reached = 0;
  for (const { 0: name, index } of text.matchAll(/[\w-]+/g)) {
    if (index < reached || name.length > nameLength || !telling.test(name) || speaking.test(name)) continue;
    const found = valueAt(text, name, index + name.length);
    if (found === undefined) continue;
    left += text.slice(reached, found.start) + mark;
    reached = found.end;
  }
  return left + text.slice(reached);
}

const nameLength = 80;

function valueAt(text: string, name: string, at: number): { readonly start: number; readonly end: number } | undefined {
  const named = /passw|passphrase/i.test(name) ? anyJoinedValue : joinedValue;
  const patterns = option.test(name) ? [named, optionValue] : [named];
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const [whole, between, value] = pattern.exec(text) ?? [];
    if (whole === undefined || between === undefined || value === undefined) continue;
    if (/^["']?\$/.test(value) || value.includes(mark) || (between.trim() === "" && value.startsWith("-"))) return undefined;
    return { start: at + between.length, end: at + whole.length };
  }
  return undefined;
}
