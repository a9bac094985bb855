/** Places of Windows, as places of this machine that weigh the same: the disk is the root, `C:\Users` is where the homes lie. */
import { folderOf, nameOf } from "../../../base/path.ts";
import { literal, type Value } from "../../shell/value.ts";

/** A path as cmd and PowerShell write it; one that is written as here stays. */
export function placeHere(path: Value, home: string): Value {
  const text = pathHere(path.text, home);
  if (text === path.text) return path;
  return { ...path, text, ...(path.head === undefined ? {} : { head: pathHere(path.head, home) }) };
}

function pathHere(written: string, home: string): string {
  const [, drive, rest] = /^(?:Microsoft\.PowerShell\.Core\\FileSystem::)?([A-Za-z]):(?:[\\/](.*))?$/s.exec(written) ?? [];
  if (drive !== undefined) return onDrive(drive.toLowerCase(), (rest ?? "").replaceAll("\\", "/"), home);
  if (/^HK(LM|CR|U|CC|EY_(?!CURRENT_USER)\w+):?\\/i.test(written)) return `/etc/registry/${written.replaceAll("\\", "/")}`;
  if (/^HK(CU|EY_CURRENT_USER):?\\/i.test(written)) return `${home}/.registry/${written.replaceAll("\\", "/")}`;
  if (/^\\\\[\w.-]+\\/.test(written)) return `/mnt/${written.slice(2).replaceAll("\\", "/")}`;
  return written.includes("\\") ? written.replaceAll("\\", "/") : written;
}

/** Other drives are where Linux on Windows sees them. */
function onDrive(drive: string, path: string, home: string): string {
  if (drive !== "c") return `/mnt/${drive}/${path}`;
  if (/^users(\/|$)/i.test(path)) return inHomes(path.slice("users/".length), home);
  if (/^windows\/temp(\/|$)/i.test(path)) return `/tmp/${path}`;
  if (/^(windows|program files( \(x86\))?|programdata|boot|recovery|system volume information|efi)(\/|$)/i.test(path))
    return `/usr/${path}`;
  return path === "" || /^[*.]+$/.test(path) ? `/${path}` : `/mnt/c/${path}`;
}

function inHomes(path: string, home: string): string {
  const [user = "", ...rest] = path.split("/");
  if (user === "" || user.startsWith("*")) return [folderOf(home), ...path.split("/").filter((part) => part !== "")].join("/");
  const own = user.toLowerCase() === nameOf(home).toLowerCase() ? home : `${folderOf(home)}/${user}`;
  const [first = ""] = rest;
  // Programs keep their settings there, as they do in dot folders here.
  if (/^appdata$/i.test(first)) return [own, /^temp$/i.test(rest[2] ?? "") ? ".cache" : ".config", ...rest.slice(1)].join("/");
  return [own, ...rest].join("/");
}

/** Variables that Windows itself sets. */
export function windowsVariable(name: string, home: string): Value | undefined {
  const value = variables.get(name.toLowerCase());
  return value === undefined ? undefined : literal(value.replace(/^~/, home));
}

const variables: ReadonlyMap<string, string> = new Map(
  Object.entries({
    userprofile: "~",
    homepath: "~",
    homedrive: "",
    home: "~",
    appdata: "~/.config",
    localappdata: "~/.config",
    temp: "/tmp",
    tmp: "/tmp",
    systemdrive: "C:",
    systemroot: "C:\\Windows",
    windir: "C:\\Windows",
    programfiles: "C:\\Program Files",
    programdata: "C:\\ProgramData",
    allusersprofile: "C:\\ProgramData",
    public: "C:\\Users\\Public",
  }),
);
