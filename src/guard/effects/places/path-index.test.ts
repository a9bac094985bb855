/** A pattern takes the same paths as when it is tried on each of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { indexOfPaths } from "./path-index.ts";

const patterns = [
  "~/.ssh/",
  "*.key",
  "id_{rsa,dsa}",
  ".env.*",
  "~/.aws/{credentials,sso/cache/}",
  "/proc/*/environ",
  "~/.*/auth.json",
  "a b",
];
const takes = indexOfPaths(patterns);

const taken = (path: string) => test(`\`${path}\` is taken`, () => assert.ok(takes(path)));
const left = (path: string) => test(`\`${path}\` is left`, () => assert.ok(!takes(path)));

taken("~/.ssh");
taken("~/.ssh/deep/in/it");
taken("/data/x.key");
taken("x.key");
taken("/data/id_dsa");
taken("/data/.env.local");
taken("~/.aws/credentials");
taken("~/.aws/sso/cache/x.json");
taken("/proc/self/environ");
taken("~/.tool/auth.json");
taken("/data/a b");

left("/data/.ssh/x");
left("~/.sshd");
left("/data/x.key.txt");
left("/data/id_rsa.d");
left("/data/id_{rsa,dsa}");
left("/data/.env.d/x");
left("~/.aws/sso/x");
left("/proc/a/b/environ");
left("~/tool/auth.json");
left("");
left("/");
