/** Long runs of letters and digits that nobody would choose: by how they are mixed, not by what they are called. Hashes, ids, paths and words stay. */

/** What base 64 and its kin are made of, also as addresses write it; long enough that chance cannot make it of words. */
const runs = /[A-Za-z0-9+/=_%-]{20,}/g;

export function withoutRandomRuns(text: string, mark: string): string {
  return text.replace(runs, (run: string, at: number) => (isPublic(text, run, at) ? run : withoutRandomParts(run, mark)));
}

/** What is known to be no secret by what stands around it: sums of packages, images in place, public keys, places in stores. */
function isPublic(text: string, run: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - aroundLength), at);
  return (
    (before !== "" && /(?:base64,|\bh1:|ssh-[a-z0-9-]+ |ecdsa-[a-z0-9-]+ |CERTIFICATE-----\s*)$/.test(before)) ||
    /^(?:sha(?:1|256|384|512)-|AAAA[BCE]3Nza|\/(?:nix|gnu)\/store\/)/.test(run)
  );
}

const aroundLength = 48;

/** Slashes may join a path or belong to base 64: as a whole where it is random as a whole, else part by part. */
function withoutRandomParts(run: string, mark: string): string {
  if (!run.includes("/")) return withoutRandomWords(run, mark);
  if (run.length >= 32 && !hasPathParts(run) && isRandom(run.replaceAll("/", ""))) return mark;
  return run
    .split("/")
    .map((part) => (part.length >= leastLength ? withoutRandomWords(part, mark) : part))
    .join("/");
}

/** A part in lower case that could be a word, as nearly every path has one. */
function hasPathParts(run: string): boolean {
  return run.startsWith("/") || run.split("/").some((part) => /^[a-z]{3,}$|^[a-z]+[-_.][a-z]+/.test(part));
}

/** A name and its value may be one run: `session=…`. */
function withoutRandomWords(run: string, mark: string): string {
  const [, name = "", value = run] = /^([A-Za-z_-]{1,40}=)(.+)$/.exec(run) ?? [];
  return isRandom(value) ? `${name}${mark}` : run;
}

const leastLength = 20;

/**
 * Upper case, lower case and digits change places as often as chance has it; in words and numbers they seldom do. Hyphens and underscores join
 * words, hashes and numbers, which do not count, or belong to what is random.
 */
function isRandom(padded: string): boolean {
  const run = padded.endsWith("=") ? padded.replace(/=+$/, "") : padded;
  const parts = (run.includes("%") ? unescaped(run) : run)
    .split("-")
    .flatMap((part) => part.split("_"))
    .filter((part) => !plain.test(part));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length < leastLength) return false;
  const letters = parts.join("");
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((one) => one.test(letters)).length;
  if (classes < 2 || !/\d/.test(letters)) return false;
  const changes = parts.reduce((sum, part) => sum + changesIn(part), 0) / (length - parts.length);
  return classes === 3 ? changes >= 0.34 : length >= 24 && changes >= 0.26;
}

/** As an address writes it; any other escape joins like a hyphen. What fills base 64 up counts for nothing. */
function unescaped(run: string): string {
  return run
    .replace(/(?:%3D)+$/i, "")
    .replace(/%2[BF]/gi, "+")
    .replace(/%(?:[0-9A-F]{2})?/gi, "-");
}

/** A word, a number, both, or a hash. */
const plain = /^(?:[0-9a-f]*|[0-9A-F]+|[A-Z]?[a-z]+\d{0,4}|[A-Z]+\d{0,4}|v?\d+[a-z]?)$/;

function changesIn(part: string): number {
  let changes = 0;
  for (let at = 1; at < part.length; at += 1) if (classOf(part.charCodeAt(at)) !== classOf(part.charCodeAt(at - 1))) changes += 1;
  return changes;
}

function classOf(code: number): number {
  if (code >= 0x61) return 1;
  if (code >= 0x41) return 2;
  return code >= 0x30 ? 3 : 4;
}
