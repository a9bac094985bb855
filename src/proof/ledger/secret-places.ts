/** Places where a secret stands whatever it looks like: headers, addresses, and lines of files that hold passwords. */

const headers =
  /((?:authorization|x-[a-z-]{0,40}(?:key|token|secret|signature|auth)|api-key|apikey|cookie|set-cookie|private-token|job-token|deploy-token|circle-token|dd-api-key|dd-application-key)\s*:\s*)([^"'\n\\]+)/gi;

/** Up to the last `@` before the path: a password may hold one. */
const addresses = /(:\/\/[^\s/:@"'\\]*):([^\s/"'\\]+)@/g;
/** A token alone in front of the host; who is only a user has a short name or one of the usual ones. */
const tokenAddress = /(https?:\/\/)((?=[^\s/@:"']*\d)[A-Za-z0-9_.~%-]{16,})@/g;
/** What an address is signed or opened with. */
const queries =
  /([?&](?:sig|signature|x-amz-signature|x-goog-signature|key|code|ticket|apikey|api_key|appid|sas|auth|access|hash|h)=)([^\s"'&\\]{12,})/gi;

/** `machine x login y password z`, and `host:port:database:user:password`. */
const netrc = /(\blogin\s+\S+\s+password\s+)(?!\$)([^\s"']+)/g;
const pgpass = /((?:^|[\s"'])[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w*-]+:)(?!\$)([^\s"':]+)/g;

export function withoutPlaced(text: string, mark: string): string {
  const marked = (_: string, before: string): string => before + mark;
  let left = text;
  if (left.includes("login ")) left = left.replace(netrc, marked);
  if (!left.includes(":")) return left;
  left = left.replace(headers, marked).replace(pgpass, marked);
  if (!left.includes("://")) return left;
  left = left
    .replace(addresses, (_, before: string) => `${before}:${mark}@`)
    .replace(tokenAddress, (_, before: string) => `${before}${mark}@`);
  return left.includes("=") ? left.replace(queries, marked) : left;
}
