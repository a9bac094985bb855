/** Which mounts are not touched, network, FUSE and autofs: even asking one for its kind can wait for ever. */
import { readFileSync } from "node:fs";

const kinds: ReadonlySet<string> = new Set([
  "nfs",
  "nfs4",
  "cifs",
  "smb3",
  "smbfs",
  "ncpfs",
  "afs",
  "coda",
  "9p",
  "ceph",
  "gfs",
  "gfs2",
  "ocfs2",
  "lustre",
  "glusterfs",
  "orangefs",
  "pvfs2",
  "beegfs",
  "fuse",
  "fuseblk",
  "autofs",
  "davfs",
]);

/** Where foreign file systems are mounted, as bytes in Latin 1; `undefined` where nobody can say. */
export function foreignMounts(): ReadonlySet<string> | undefined {
  try {
    return foreignIn(readFileSync("/proc/self/mountinfo", "latin1"));
  } catch {
    // Without a mount table nobody can say what is safe to touch.
    return undefined;
  }
}

/** `36 35 98:0 /root /mount/point options optional… - kind source options` */
export function foreignIn(table: string): ReadonlySet<string> {
  const places = table.split("\n").flatMap((line) => {
    const fields = line.split(" ");
    const kind = fields[fields.indexOf("-", 5) + 1] ?? "";
    return fields[4] !== undefined && (kinds.has(kind) || kind.startsWith("fuse.")) ? [unquoted(fields[4])] : [];
  });
  return new Set(places);
}

/** The table writes blank, tab, line feed and backslash as three octal digits. */
function unquoted(place: string): string {
  return place.replace(/\\([0-3][0-7][0-7])/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
