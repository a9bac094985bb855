/** Values whose name gives away that they are secret: `GITHUB_TOKEN=…`, `"api_key": "…"`, `--password …`. */

/** Whether a text has any such name at all; nearly every command has none. */
const anyName = /pass|secret|token|key|cred|auth|webhook|phrase|sig|sess|cookie|pwd|jwt|bearer|nonce|otp/i;

/** A name that gives away that its value is a secret. */
const telling =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase|code)?|pwd|sig(?:nature)?|jwt|bearer|otp|sid|session[_-]?(?:id|key|token)|cookie)$|passw|passphrase|secret|token|api[_-]?key|app[_-]?key|access[_-]?key|private[_-]?key|account[_-]?key|encryption[_-]?key|signing[_-]?key|master[_-]?key|client[_-]?key[_-]?data|license[_-]?key|credentials?|auth(?!or)|webhook/i;

/** Names that only speak of a secret: where it lies, whether there is one, whose it is. */
const speaking =
  /(?:file|path|dir|stdin|name|url|uri|type|count|length|limit|size|max|min|expir\w*|ttl|policy|author\w*|authority|id|store|manager|provider|prompt|helper|enabled|required|format|version|regex|pattern|env|var)$/i;

/** Options whose value may stand apart; any other name is joined to its value. */
const option =
  /^--?(?:[\w-]*-)?(?:password|passwd|passphrase|pass|pwd|token|secret|api-key|apikey|access-key|secret-key|private-key|auth-token|client-secret|secret-access-key|secret-string|session-token|access-token|credentials|webhook)$/i;

/** A quote that is opened and never closed ends with the text, which may have been cut. */
const value = String.raw`("[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'&;|]+)`;

/** A colon counts where a value follows it, as in JSON, and not where it joins the parts of a name. */
const joinedValue = new RegExp(String.raw`(\\?["']?\s*=\s*\\?|\\?["']\s*:\s*\\?|\s*:\s+)${value}`, "y");
const anyJoinedValue = new RegExp(String.raw`(\\?["']?\s*[=:]\s*\\?)${value}`, "y");
const optionValue = new RegExp(String.raw`([= ]\s*)${value}`, "y");

/** Every word is looked at once: a pattern that tries each letter as the start of a name takes the square of the length. */
export function withoutNamed(text: string, mark: string): string {
  if (!anyName.test(text)) return text;
  let left = "";
  let reached = 0;
  for (const { 0: name, index } of text.matchAll(/[\w.-]+/g)) {
    if (index < reached || name.length > nameLength || !telling.test(name) || speaking.test(name)) continue;
    const found = valueAt({ text, mark }, name, index + name.length);
    if (found === undefined) continue;
    left += text.slice(reached, found.start) + mark;
    reached = found.end;
  }
  return left + text.slice(reached);
}

const nameLength = 80;

type Place = { readonly start: number; readonly end: number };

function valueAt({ text, mark }: { readonly text: string; readonly mark: string }, name: string, at: number): Place | undefined {
  const named = /passw|passphrase/i.test(name) ? anyJoinedValue : joinedValue;
  const patterns = option.test(name) ? [named, optionValue] : [named];
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const [whole, between, found] = pattern.exec(text) ?? [];
    if (whole === undefined || between === undefined || found === undefined) continue;
    if (isHarmless(found) || isMarked(found, mark) || (between.trim() === "" && found.startsWith("-"))) return undefined;
    return { start: at + between.length, end: at + whole.length };
  }
  return undefined;
}

/** Taken out before, whole; where only a part was, the rest of the value goes as well. */
function isMarked(found: string, mark: string): boolean {
  const bare = found.replace(/^["']/, "");
  return bare.startsWith(mark) && /^\\?["'}\]),]*$/.test(bare.slice(mark.length));
}

/** A variable, a command whose answer it will be, nothing, or a word of the language. */
function isHarmless(found: string): boolean {
  return /^["']?(?:\$|`|<|["']?$|(?:true|false|null|none|undefined|nil)["',}\]]*$)/i.test(found);
}
