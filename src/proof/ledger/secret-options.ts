/** Commands that take a secret by an option that no name gives away: `mysql -pX`, `sshpass -p X`, `curl -u me:X`. */

type Takes = {
  /** The secret is the rest of the word: `-pX`. */
  readonly joined?: RegExp;
  /** It is the next word. */
  readonly apart?: RegExp;
  /** It stands behind the colon or percent sign of the next word, or of the rest of this one. */
  readonly user?: RegExp;
  /** A word that has to stand before it. */
  readonly behind?: string;
  /** It is a secret only where it holds an equals sign; else it names a file. */
  readonly isPair?: true;
};

const rows: readonly (readonly [string, Takes])[] = [
  // Joined alone: `mysql -p shop` asks for the password of the database `shop`.
  ["mysql mysqldump mysqladmin mysqlimport mysqlsh mysqlcheck mariadb mariadb-dump mariadb-admin mycli", { joined: /^-p(?=.)/ }],
  ["sshpass", { joined: /^-p(?=.)/, apart: /^-p$/ }],
  ["docker podman nerdctl helm oras crane skopeo az oc", { apart: /^-p$/, joined: /^-p=?(?=.)/, behind: "login" }],
  ["redis-cli valkey-cli iredis", { apart: /^(-a|--pass)$/ }],
  ["mongo mongosh mongodump mongorestore cqlsh sqoop", { apart: /^-p$/ }],
  ["sqlcmd osql bcp", { apart: /^-P$/, joined: /^-P(?=.)/ }],
  ["ldapsearch ldapmodify ldapadd ldapdelete", { apart: /^-w$/ }],
  ["7z 7za 7zz rar unrar", { joined: /^-p(?=.)/ }],
  ["zip unzip", { apart: /^-P$/ }],
  ["openssl", { apart: /^-(k|K|pass|passin|passout)$/ }],
  ["curl wget", { user: /^(-u|-U|--user|--proxy-user)/ }],
  ["curl", { apart: /^(-b|--cookie)$/, isPair: true }],
  [
    "curl wget",
    { apart: /^(--oauth2-bearer|--http-password|--ftp-password|--proxy-password)$/, joined: /^--(?:http|ftp|proxy)-password=(?=.)/ },
  ],
  ["aws", { apart: /^(?:\S*\.)?aws_(?:secret_access_key|session_token)$/i }],
  ["gh glab", { apart: /^(-t|--token)$/ }],
  ["ansible-vault sops gpg", { apart: /^(--passphrase|--vault-password)$/, joined: /^--passphrase=(?=.)/ }],
  ["http https xh xhs", { user: /^(-a|--auth)/ }],
  ["smbclient rpcclient", { user: /^(-U|--user)/ }],
  ["snmpwalk snmpget", { apart: /^-c$/ }],
  ["useradd usermod", { apart: /^(-p|--password)$/ }],
];

/** Each with all its rows. */
const commands: ReadonlyMap<string, readonly Takes[]> = new Map(
  [...new Set(rows.flatMap(([names]) => names.split(" ")))].map((name) => [
    name,
    rows.flatMap(([names, takes]) => (names.split(" ").includes(name) ? [takes] : [])),
  ]),
);

const anyCommand = new RegExp(String.raw`(?:^|[\s"'&;|/(])(?:${[...commands.keys()].join("|")})\s`);

/** Nearly every text names none of these commands. */
export function withoutOptionSecrets(text: string, mark: string): string {
  return anyCommand.test(text) ? withoutOptions(text, mark, false) : text;
}

/** Each word is looked at once. What stands in quotes may be a command of its own. */
function withoutOptions(text: string, mark: string, nested: boolean): string {
  let left = "";
  let reached = 0;
  let takes: readonly Takes[] = [];
  let words: string[] = [];
  for (const { 0: word, index } of text.matchAll(/"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'&;|]+|[\n;&|]+/g)) {
    if (/^[\n;&|]/.test(word)) {
      takes = [];
      continue;
    }
    const kept = keptOf(word, words, takes);
    const inner = kept === undefined && !nested && /^["'].*\s/.test(word) ? withoutOptions(word.slice(1, -1), mark, true) : undefined;
    if (kept !== undefined && !isHarmless(word.slice(kept))) left += text.slice(reached, index + kept) + mark;
    else if (inner !== undefined) left += text.slice(reached, index + 1) + inner + word.at(-1);
    else left += text.slice(reached, index + word.length);
    reached = index + word.length;
    const named = commands.get(word.slice(word.lastIndexOf("/") + 1));
    if (named !== undefined) {
      takes = named;
      words = [];
    } else if (takes.length > 0) words = [...words.slice(-wordsKept), word];
  }
  return left + text.slice(reached);
}

const wordsKept = 8;

/** How much of the word stays; undefined where it holds no secret. */
function keptOf(word: string, before: readonly string[], takes: readonly Takes[]): number | undefined {
  for (const one of takes) {
    const kept = lengthKept(word, before, one);
    if (kept !== undefined) return kept;
  }
  return undefined;
}

function lengthKept(word: string, before: readonly string[], { joined, apart, user, behind, isPair }: Takes): number | undefined {
  if (behind !== undefined && !before.includes(behind)) return undefined;
  const last = before.at(-1) ?? "";
  if (apart?.test(last) === true && (isPair !== true || word.includes("="))) return word.startsWith("pass:") ? 5 : 0;
  const start = joined?.exec(word)?.[0].length;
  if (start !== undefined) return start;
  const flag = user?.exec(last)?.[0] ?? user?.exec(word)?.[0];
  const at = flag === undefined ? -1 : word.search(/[:%]/);
  return at < 0 ? undefined : at + 1;
}

/** A variable, another option, or a number such as the user of `docker run -u 1000:1000`. */
function isHarmless(value: string): boolean {
  return value === "" || /^["']?(\$|\[redacted\]|-|\/\/)/.test(value);
}
