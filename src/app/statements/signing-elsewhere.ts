/** Signed on another device: a machine writes down what it asks for, the device shows and signs it, and the machine keeps what comes back. */
import { canonicalJson, readJson } from "../../base/json.ts";
import { exactly, list, object, type Reader, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readTextFile, writeTextFile } from "../../hosts/node/node.ts";
import { lineOf, readStatement, signedIn, type Statement } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { countingKeys, keyPlaces } from "./key-places.ts";
import { keepStatements } from "./keeping.ts";
import { draftsOf, signDrafts, type Wish } from "./making.ts";
import { deviceSigner, type KeyChoice } from "./signer.ts";

const requestVersion = 1;

/** For the one key whose private half is elsewhere, or the one that is named. */
export function askDevice(desk: Desk, wish: Wish, asking: KeyChoice & { readonly file: string }): Result<void> {
  const keys = countingKeys(keyPlaces(desk.around));
  if (!keys.ok) return keys;
  const [key, ...more] = keys.value.keys.filter(({ id }) => id.startsWith(asking.key ?? ""));
  if (key === undefined || more.length > 0) return fail(whichKey);
  const drafts = draftsOf(wish.sentences, key.id);
  if (!drafts.ok) return drafts;
  const request = { version: requestVersion, is: "request", call: wish.call ?? "", statements: drafts.value } as const;
  return writeTextFile(asking.file, `${canonicalJson(request)}\n`);
}

const whichKey = {
  code: "key.which",
  what: "it is not clear which key is to sign",
  follows: "nothing was written",
  todo: "name the key of the device: `--key ID`; `sheepdog key list` shows them",
};

const statement: Reader<Statement> = (value, at) => readStatement(value, at);
const readRequest = object({ version: exactly(requestVersion), is: exactly("request"), call: text, statements: list(statement) });

/** What the machine says of a call stands beside what is signed, and is not part of it; the device shows both. */
export async function signElsewhere(desk: Desk, file: string, choice: KeyChoice): Promise<Result<string>> {
  const written = readTextFile(file);
  const json = written.ok ? readJson(written.value) : written;
  const request = json.ok ? readRequest(json.value, "request") : json;
  if (!request.ok)
    return fail({ code: "request.unreadable", what: `\`${file}\` asks for nothing that can be signed: ${request.fault.what}` });
  const { statements, call } = request.value;
  const signer = deviceSigner(desk, { key: choice.key ?? statements[0]?.by });
  if (!signer.ok) return signer;
  const signed = await signDrafts(desk, { drafts: statements, call: call === "" ? undefined : call, signer: signer.value });
  if (!signed.ok) return signed;
  const kept = writeTextFile(`${file}.signed`, signed.value.map((one) => `${lineOf(one)}\n`).join(""));
  return kept.ok ? done(`${file}.signed`) : kept;
}

/** Whoever brings it: what counts is the signature. */
export function acceptSigned(desk: Desk, file: string): Result<readonly Statement[]> {
  const written = readTextFile(file);
  if (!written.ok) return written;
  const signed = written.value
    .split("\n")
    .filter((line) => line !== "")
    .map(signedIn);
  const whole = signed.filter((one) => one !== undefined);
  if (whole.length === 0 || whole.length < signed.length)
    return fail({
      code: "statement.unreadable",
      what: `\`${file}\` holds no signed statement, or a damaged one`,
      follows: "nothing was kept",
    });
  const kept = keepStatements(desk, { signed: whole });
  return kept.ok ? done(whole.map((one) => one.statement)) : kept;
}
