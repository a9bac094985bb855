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
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** A name that gives away that its value is a secret, and the value. */
const named =
  /((?:[\w-]*(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|auth)[\w-]*)["']?\s*[=:]\s*|--?(?:password|passwd|token|secret|api-key|auth-token)[= ]\s*)("[^"]*"|'[^']*'|[^\s"'&;|]+)/gi;

const headers = /((?:authorization|x-api-key|x-auth-token|cookie|private-token)\s*:\s*)([^"'\n]+)/gi;
const addresses = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):([^\s/@]+)@/gi;
const userOption = /((?:^|\s)(?:-u|--user)[= ]?\s*["']?[^\s:"']+):([^\s"']+)/g;

export function redact(text: string): string {
  const withoutForms = forms.reduce((left, form) => left.replace(form, mark), text);
  return withoutForms
    .replace(headers, (_, name: string) => name + mark)
    .replace(addresses, (_, before: string) => `${before}:${mark}@`)
    .replace(userOption, (_, before: string) => `${before}:${mark}`)
    .replace(named, (whole, name: string, value: string) => (value.startsWith("$") || value === mark ? whole : name + mark));
}
