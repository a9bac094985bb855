/** One compiled time zone (RFC 9636) as the line that the table of Rego has. */
import { changesIn, readRule } from "../../src/rego/builtins/zone.ts";

type Kind = { readonly seconds: number; readonly isSummer: boolean; readonly name: string };

type Compiled = { readonly kinds: readonly Kind[]; readonly changes: readonly Change[]; readonly rule: string };

type Change = { readonly from: number; readonly kind: number };

const letters = 26;

export function zoneLine(bytes: Buffer): string {
  const { kinds, changes, rule } = withoutForeseen(readCompiled(bytes));
  const order = orderOf(kinds, changes);
  if (order.length > letters) throw new Error("a zone has more kinds of time than there are letters");
  const offsets = order.map((index) => `${(kinds[index] as Kind).name} ${(kinds[index] as Kind).seconds}`);
  let before = 0;
  const steps = changes.map(({ from, kind }) => {
    const step = from - before;
    before = from;
    return `${String.fromCharCode(65 + order.indexOf(kind))}${step < 0 ? "-" : ""}${sizeText(Math.abs(step))}`;
  });
  return [offsets.join(" "), steps.join(""), rule].join("|");
}

function sizeText(seconds: number): string {
  return seconds % 900 === 0 ? (seconds / 900).toString(36) : `'${seconds.toString(36)}`;
}

/** The second block of the file has 64 bits for each time; the first is for readers of old. */
function readCompiled(bytes: Buffer): Compiled {
  const counts = (at: number): number[] => Array.from({ length: 6 }, (_, index) => bytes.readUInt32BE(at + 20 + 4 * index));
  const [utcs = 0, walls = 0, leaps = 0, times = 0, types = 0, chars = 0] = counts(0);
  const second = 44 + times * 5 + types * 6 + chars + leaps * 8 + walls + utcs;
  const [utcCount = 0, wallCount = 0, leapCount = 0, count = 0, kindCount = 0, nameBytes = 0] = counts(second);
  const at = second + 44;
  const kindsAt = at + count * 9;
  const namesAt = kindsAt + kindCount * 6;
  const names = bytes.subarray(namesAt, namesAt + nameBytes).toString("latin1");
  const kinds = Array.from({ length: kindCount }, (_, index): Kind => {
    const place = kindsAt + index * 6;
    const name = names.slice(bytes[place + 5]).split("\0")[0] ?? "";
    return { seconds: bytes.readInt32BE(place), isSummer: bytes[place + 4] === 1, name };
  });
  const changes = Array.from({ length: count }, (_, index): Change => {
    return { from: Number(bytes.readBigInt64BE(at + index * 8)), kind: bytes[at + count * 8 + index] as number };
  });
  const rule = bytes
    .subarray(namesAt + nameBytes + leapCount * 12 + wallCount + utcCount)
    .toString("latin1")
    .trim();
  return { kinds, changes, rule };
}

/** Without the changes at the end that the rule for the years to come says as well. */
function withoutForeseen({ kinds, changes, rule }: Compiled): Compiled {
  const yearly = readRule(rule);
  if (yearly.standard.name === "") throw new Error(`the rule \`${rule}\` is not understood`);
  const isForeseen = ({ from, kind }: Change): boolean =>
    changesIn(yearly, new Date(from * 1000).getUTCFullYear()).some(
      (one) => one.from === from && one.name === kinds[kind]?.name && one.seconds === kinds[kind]?.seconds,
    );
  const last = changes.findLastIndex((change) => !isForeseen(change));
  // The rule holds from the last change that is kept: one that it foresees.
  return { kinds, changes: changes.slice(0, last + 2), rule };
}

/** First what holds before the first change, as Go chooses it: what no change leads to, or else the first that is no summer time. */
function orderOf(kinds: readonly Kind[], changes: readonly Change[]): readonly number[] {
  const used = [...new Set(changes.map(({ kind }) => kind))];
  const first = used.includes(0) ? firstOf(kinds, changes) : 0;
  return [first, ...used.filter((kind) => kind !== first)];
}

function firstOf(kinds: readonly Kind[], changes: readonly Change[]): number {
  const led = changes[0]?.kind ?? 0;
  if (kinds[led]?.isSummer === true) for (let kind = led - 1; kind >= 0; kind--) if (kinds[kind]?.isSummer === false) return kind;
  return Math.max(
    0,
    kinds.findIndex(({ isSummer }) => !isSummer),
  );
}
