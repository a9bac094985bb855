/** A folder for sockets that nobody but this user can enter: then whoever connects is this user, or root, and the kernel is who checks it. */
import { chmodSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { done, fail, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

export function ownUid(): number {
  return process.getuid?.() ?? 0;
}

/** Where the system has one for this user: it is on this machine alone, in memory, and gone with the user's last session. */
export function runtimeFolder(): string | undefined {
  const folder = `/run/user/${ownUid()}`;
  return isPrivateFolder(folder) ? folder : undefined;
}

/** Itself a folder, this user's, and closed to everybody else. */
export function isPrivateFolder(path: string): boolean {
  try {
    const entry = lstatSync(path);
    return entry.isDirectory() && entry.uid === ownUid() && (entry.mode & 0o077) === 0;
  } catch {
    // Not there, or not for us to see.
    return false;
  }
}

/** Linux takes 107 bytes for the name of a socket, others 103. */
const mostPathBytes = 103;

/** Sockets that an earlier process left lead nowhere and go: whoever makes new ones holds the lock of their root. */
export function readySocketFolder(folder: string, names: readonly string[]): Result<void> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    if (!isPrivateFolder(folder)) return fail(open(folder));
    for (const name of names) {
      const path = `${folder}/${name}`;
      if (Buffer.byteLength(path) > mostPathBytes) return fail(tooLong(path));
      rmSync(path, { force: true });
    }
    return done(undefined);
  } catch (error) {
    return systemFault("socket.unmakeable", `\`${folder}\` cannot hold sockets`, error);
  }
}

export function dropSockets(folder: string, names: readonly string[]): void {
  for (const name of names) {
    try {
      rmSync(`${folder}/${name}`, { force: true });
    } catch {
      // A socket that nobody listens at refuses whoever comes.
    }
  }
}

/** The folder keeps others out already; this says the same of the socket itself. */
export function closeToOthers(socket: string): Result<void> {
  try {
    chmodSync(socket, 0o600);
    return done(undefined);
  } catch (error) {
    return systemFault("socket.unmakeable", `\`${socket}\` could not be closed to others`, error);
  }
}

function open(folder: string): { readonly code: string; readonly what: string; readonly follows: string } {
  return {
    code: "socket.open",
    what: `\`${folder}\` is not this user's alone`,
    follows: "anybody could speak to what listens in it, so nothing does",
  };
}

function tooLong(path: string): { readonly code: string; readonly what: string; readonly todo: string } {
  return {
    code: "socket.path-too-long",
    what: `\`${path}\` is too long for a socket, which may have ${mostPathBytes} bytes`,
    todo: "log in so that the system makes `/run/user/…` for you, or use a shorter home",
  };
}

const newsBytes = 4_096;
const newsMs = 1_000;

/** Hooks ring here, one line each, and go away: what the line says is not looked at. */
export function hearBell(socket: string, ring: () => void): Promise<Result<{ readonly close: () => void }>> {
  const server = createServer((guest: Socket) => {
    let bytes = 0;
    guest.setTimeout(newsMs, () => guest.destroy());
    guest.on("error", () => guest.destroy());
    guest.on("data", (chunk) => {
      bytes += chunk.length;
      if (bytes > newsBytes) guest.destroy();
      else if (chunk.includes(10)) ring();
    });
  });
  server.maxConnections = 256;
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(systemFault("socket.unmakeable", `nobody can listen at \`${socket}\``, error)));
    server.listen(socket, () => resolve(done({ close: () => server.close() })));
  });
}
