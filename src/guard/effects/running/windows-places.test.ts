/** Paths of Windows, as places of this machine that weigh the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, unknownValue } from "../../shell/value.ts";
import { placeHere, windowsVariable } from "./windows-places.ts";

const home = "/home/dev";
const lies = (path: string, wanted: string): void =>
  void test(`\`${path}\` is \`${wanted}\``, () => assert.equal(placeHere(literal(path), home).text, wanted));

lies("C:\\", "/");
lies("C:", "/");
lies("c:\\*", "/*");
lies("C:\\Users", "/home");
lies("C:\\Users\\dev", "/home/dev");
lies("C:\\Users\\DEV\\x", "/home/dev/x");
lies("C:/Users/ann/.ssh/id_rsa", "/home/ann/.ssh/id_rsa");
lies("C:\\Users\\*", "/home/*");
lies("C:\\Users\\dev\\AppData\\Roaming\\x", "/home/dev/.config/Roaming/x");
lies("C:\\Users\\dev\\AppData\\Local\\Temp\\x", "/home/dev/.cache/Local/Temp/x");
lies("C:\\Windows\\System32", "/usr/Windows/System32");
lies("C:\\Windows\\Temp\\x", "/tmp/Windows/Temp/x");
lies("C:\\work\\x", "/mnt/c/work/x");
lies("D:\\data", "/mnt/d/data");
lies("\\\\server\\share\\x", "/mnt/server/share/x");
lies("HKLM:\\Software\\X", "/etc/registry/HKLM:/Software/X");
lies("HKCU:\\Software\\X", "/home/dev/.registry/HKCU:/Software/X");
lies(".\\build\\x", "./build/x");
lies("./build/x", "./build/x");
lies("/home/dev", "/home/dev");

test("what is not known stays so, from where it begins", () => {
  const path = placeHere({ ...unknownValue("C:\\Users\\$name"), head: "C:\\Users\\" }, home);
  assert.deepEqual([path.known, path.head], [false, "/home"]);
});

test("Windows sets some variables itself, and no others", () => {
  assert.equal(windowsVariable("UserProfile", home)?.text, home);
  assert.equal(windowsVariable("systemroot", home)?.text, "C:\\Windows");
  assert.equal(windowsVariable("CONSTRUCTOR", home), undefined);
});
