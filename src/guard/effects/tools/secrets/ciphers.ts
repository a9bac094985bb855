/** openssl, gpg, age: what they read flows on in another form, and holds what it held. */
import type { Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part, request, secretRead } from "../../describing/deeds.ts";
import { cargoOf, heldBy, holding } from "../../describing/flows.ts";
import { has, type Shape, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

/** Its options stand behind one dash: `openssl enc -in FILE -out FILE`. */
function optionOf(use: Use, ...names: readonly string[]): readonly Value[] {
  return use.words.filter((_, position) => names.includes(use.words[position - 1]?.text ?? ""));
}

const openssl: Tool = {
  names: ["openssl", "libressl"],
  verbs: 1,
  shape: { short: "", long: [] },
  effects: (use) => {
    const written = optionOf(use, "-out", "-keyout").flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
    const [host] = optionOf(use, "-connect");
    const reached = host === undefined ? [] : [request(host, { carrying: cargoOf(use.stdin), method: "SOCKET" })];
    return [...readBy(use).map((file) => fileRead(file, use.place)), ...written, ...reached];
  },
  saves: (use) => optionOf(use, "-out").map((path) => ({ path, flow: coded(use, readBy(use)), append: false })),
  output: (use) => (optionOf(use, "-connect").length > 0 ? { from: "download" } : coded(use, readBy(use))),
};

/** Of a key only its public half is shown where that is asked for. */
function readBy(use: Use): readonly Value[] {
  return use.words.some((word) => word.text === "-pubout" || word.text === "-noout") ? [] : optionOf(use, "-in", "-inkey");
}

function coded(use: Use, files: readonly Value[]): ReturnType<typeof holding> {
  return holding(
    { from: use.stdin?.from === "download" ? "download" : "unread" },
    heldBy([...files.map((file) => use.content(file)), use.stdin]),
  );
}

const shape: Shape = {
  short: "oruiRdpj",
  long: "output recipient local-user homedir passphrase passphrase-file batch keyring default-key recipients-file identity symmetric-cipher".split(
    " ",
  ),
  exact: true,
};

/** What they sign or encrypt for somebody is for that one alone; what they decrypt or hand out is as it was. */
const gpg: Tool = {
  names: ["gpg", "gpg2", "age", "rage", "sops", "ansible-vault", "ccrypt", "mcrypt"],
  shape,
  effects: (use) => {
    const removes = has(use.line, "delete-secret-keys", "delete-secret-and-public-key", "delete-secret-key");
    const exported = has(use.line, "export-secret-keys", "export-secret-subkeys", "export-secret-key")
      ? [secretRead(`a secret key of ${use.name}`)]
      : [];
    const lost: readonly Part[] = removes
      ? [{ kind: "delete", whole: true, target: { name: "~/.gnupg", scope: "settings", known: true, nature: "secret" }, loss: "forever" }]
      : [];
    const written = valuesOf(use.line, "o", "output").flatMap((file) =>
      file.text === "-" ? [] : (fileWrite(file, use.place, "overwrite") ?? []),
    );
    return [...exported, ...lost, ...written];
  },
  output: (use) => {
    const isKey = has(use.line, "export-secret-keys", "export-secret-subkeys", "export-secret-key");
    return isKey ? { from: "unread", holds: "secret" } : coded(use, use.line.operands);
  },
  saves: (use) => valuesOf(use.line, "o", "output").map((path) => ({ path, flow: coded(use, use.line.operands), append: false })),
};

export const ciphers: readonly Tool[] = [openssl, gpg];
