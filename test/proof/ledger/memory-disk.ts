/** A disk held in memory that takes every change in its smallest steps, and can end at any of them: killed, or with the power gone. */
import { done, fail, type Result } from "../../../src/base/result.ts";
import { joinedBytes } from "../../../src/base/bytes.ts";
import type { Disk } from "../../../src/proof/ledger/ledger.ts";

export type Files = ReadonlyMap<string, Uint8Array>;

/** Thrown where the process would be dead. */
export class Died extends Error {}

export type MemoryDisk = Disk & {
  /** What a process that starts now finds: everything that was written, or only what was brought to the disk. */
  readonly left: (after: "kill" | "power loss") => Files;
  /** How many steps were taken. */
  readonly steps: () => number;
  /** A hook opens the file of this name; what it writes then goes to that file, whatever its name is by now, and is on the disk at once. */
  readonly open: (name: string) => (bytes: Uint8Array) => void;
  readonly hook: (name: string, bytes: Uint8Array) => void;
};

/** A file without its name: what it holds, and what of it is on the disk. */
type Inode = { bytes: Uint8Array; safe: Uint8Array };

type State = { readonly now: Map<string, Inode>; safe: Map<string, Inode>; readonly step: () => void };

const nothing = new Uint8Array(0);

/** `onStep` is called after each step with its number; it may throw, or let hooks write. */
export function memoryDisk(files: Files = new Map(), onStep: (step: number, disk: MemoryDisk) => void = () => undefined): MemoryDisk {
  let steps = 0;
  const now = new Map([...files].map(([name, bytes]) => [name, { bytes, safe: bytes }]));
  const step = (): void => {
    steps += 1;
    onStep(steps, disk);
  };
  const state: State = { now, safe: new Map(now), step };
  const open = (name: string): ((bytes: Uint8Array) => void) => hookOn(state, name);
  const disk: MemoryDisk = {
    ...reader(state),
    ...writer(state),
    left: (after) => (after === "kill" ? contents(state.now, (inode) => inode.bytes) : contents(state.safe, (inode) => inode.safe)),
    steps: () => steps,
    open,
    hook: (name, bytes) => open(name)(bytes),
  };
  return disk;
}

function contents(names: ReadonlyMap<string, Inode>, of: (inode: Inode) => Uint8Array): Files {
  return new Map([...names].map(([name, inode]) => [name, of(inode)]));
}

function reader({ now }: State): Pick<Disk, "names" | "size" | "read"> {
  return {
    names: (folder) =>
      done([...now.keys()].flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : [])).sort()),
    size: (name) => done(now.get(name)?.bytes.length ?? null),
    read: (name, { from, bytes }) => {
      const inode = now.get(name);
      return inode === undefined ? fail({ code: "test.absent", what: `no \`${name}\`` }) : done(inode.bytes.slice(from, from + bytes));
    },
  };
}

/** Each change is made in half, made, and brought to the disk. */
function writer(state: State): Pick<Disk, "append" | "cut" | "replace" | "rename" | "remove" | "sync"> {
  const { now, step } = state;
  const change = (inode: Inode, bytes: Uint8Array): void => {
    inode.bytes = bytes;
    step();
  };
  const keep = (inode: Inode): Result<void> => {
    inode.safe = inode.bytes;
    step();
    return done(undefined);
  };
  const keepNames = (): Result<void> => {
    state.safe = new Map(now);
    step();
    return done(undefined);
  };
  return {
    append: (name, bytes) => {
      const inode = inodeOf(now, name);
      const before = inode.bytes;
      change(inode, joinedBytes(before, bytes.subarray(0, bytes.length / 2)));
      change(inode, joinedBytes(before, bytes));
      keep(inode);
      return keepNames();
    },
    cut: (name, bytes) => {
      const inode = inodeOf(now, name);
      change(inode, inode.bytes.slice(0, bytes));
      return keep(inode);
    },
    replace: (name, bytes) => {
      const draft: Inode = { bytes: nothing, safe: nothing };
      now.set(`${name}.new`, draft);
      change(draft, bytes.slice(0, bytes.length / 2));
      change(draft, bytes);
      keep(draft);
      now.delete(`${name}.new`);
      now.set(name, draft);
      step();
      return keepNames();
    },
    rename: (from, to) => {
      now.set(to, inodeOf(now, from));
      now.delete(from);
      step();
      return keepNames();
    },
    remove: (name) => {
      now.delete(name);
      step();
      return keepNames();
    },
    sync: (name) => keep(inodeOf(now, name)),
  };
}

function inodeOf(now: Map<string, Inode>, name: string): Inode {
  const inode = now.get(name) ?? { bytes: nothing, safe: nothing };
  now.set(name, inode);
  return inode;
}

/** Where a file is new, syncing it brings its name to the disk as well, and every change of names before it: so it is with journals. */
function hookOn(state: State, name: string): (bytes: Uint8Array) => void {
  const inode = inodeOf(state.now, name);
  return (bytes) => {
    inode.bytes = joinedBytes(inode.bytes, bytes);
    inode.safe = inode.bytes;
    if (![...state.safe.values()].includes(inode)) state.safe = new Map(state.now);
  };
}
