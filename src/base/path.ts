/** Path text, without asking the machine: join, fold, and "does this lie below that". */

/** An absolute path with `.`, `..` and doubled slashes folded. Links are not followed: only World can do that. */
export function absolutePath(path: string, cwd: string): string {
  const whole = path.startsWith("/") ? path : `${cwd}/${path}`;
  const kept: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") kept.pop();
    else kept.push(part);
  }
  return `/${kept.join("/")}`;
}

export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || isBelow(path, folder);
}

const slashCode = "/".charCodeAt(0);

export function isBelow(path: string, folder: string): boolean {
  if (folder === "/") return path.length > 1 && path.startsWith("/");
  return path.charCodeAt(folder.length) === slashCode && path.startsWith(folder);
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
