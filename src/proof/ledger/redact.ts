/** Takes secrets out of a text before anything is written: by the form of a token, by the name it is given to, by its place in an address. */

const mark = "[redacted]";

/** Tokens that say by their form what they are. */
const forms: readonly RegExp[] = [
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abposr]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bnpm_[A-Za-z0-9]{30,}\b/g,
  /\bpypi-[A-Za-z0-9_-]{20,}/g,
  /\bhf_[A-Za-z0-9]{20,}\b/g,
  /(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** A name that gives away that its value is a secret. */
const telling = /pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|auth/i;

/** Options whose value may stand apart; any other name is joined to its value. */
const option = /^--?(?:password|passwd|token|secret|api-key|auth-token)$/i;

const joinedValue = /(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"'&;|]+)/y;
const optionValue = /([= ]\s*)("[^"]*"|'[^']*'|[^\s"'&;|]+)/y;

const headers = /((?:authorization|x-api-key|x-auth-token|cookie|private-token)\s*:\s*)([^"'\n]+)/gi;
const addresses = /(:\/\/[^\s/:@]*):([^\s/@]+)@/g;
const userOption = /((?:^|\s)(?:-u|--user)[= ]?\s*["']?[^\s:"']+):([^\s"']+)/g;

export function redact(text: string): string {
  const withoutForms = forms.reduce((left, form) => left.replace(form, mark), text);
  const withoutPlaces = withoutForms
    .replace(headers, (_, name: string) => name + mark)
    .replace(addresses, (_, before: string) => `${before}:${mark}@`)
    .replace(userOption, (_, before: string) => `${before}:${mark}`);
  return withoutNamed(withoutPlaces);
}

/** Every word is looked at once: a pattern that tries each letter as the start of a name takes the square of the length. */
function withoutNamed(text: string): string {
  let left = "";
  let reached = 0;
  for (const { 0: name, index } of text.matchAll(/[\w-]+/g)) {
    if (index < reached || !telling.test(name)) continue;
    const found = valueAt(text, name, index + name.length);
    if (found === undefined) continue;
    left += text.slice(reached, found.start) + mark;
    reached = found.end;
  }
  return left + text.slice(reached);
}

function valueAt(text: string, name: string, at: number): { readonly start: number; readonly end: number } | undefined {
  const patterns = option.test(name) ? [joinedValue, optionValue] : [joinedValue];
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const [whole, between, value] = pattern.exec(text) ?? [];
    if (whole === undefined || between === undefined || value === undefined) continue;
    if (value.startsWith("$") || value === mark) return undefined;
    return { start: at + between.length, end: at + whole.length };
  }
  return undefined;
}
