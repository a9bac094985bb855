/** Which paths are secrets, and which are only called like one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { holdsSecrets, natureOf } from "./natures.ts";

const homes = ["/home/dev"];

const is = (nature: string | undefined, ...paths: readonly string[]) => {
  for (const path of paths) test(`${path}: ${nature ?? "a file like any other"}`, () => assert.equal(natureOf(path, homes), nature));
};

is(
  "secret",
  "/home/dev/.ssh",
  "/home/dev/.ssh/id_rsa",
  "/home/dev/.ssh/deploy",
  "/root/.ssh/id_ed25519",
  "/Users/other/.ssh/id_rsa",
  "/home/dev/.aws/credentials",
  "/home/dev/.aws/sso/cache/x.json",
  "/home/dev/.config/gcloud/credentials.db",
  "/home/dev/.kube/config",
  "/home/dev/.docker/config.json",
  "/home/dev/.gnupg/private-keys-v1.d/x.key",
  "/home/dev/.mozilla/firefox/abc.default/logins.json",
  "/home/dev/.mozilla/firefox/abc.default",
  "/home/dev/.config/google-chrome/Default/Login Data",
  "/home/dev/.config/google-chrome",
  "/home/dev/Library/Keychains/login.keychain-db",
  "/home/dev/.npmrc",
  "/home/dev/.bitcoin/wallet.dat",
  "/home/dev/proj/.env",
  "/home/dev/proj/.env.production",
  "/home/dev/proj/terraform.tfstate",
  "/home/dev/proj/prod.tfvars",
  "/home/dev/proj/server.key",
  "/home/dev/proj/private-key.pem",
  "/home/dev/proj/config/master.key",
  "/home/dev/proj/service-account.json",
  "/home/dev/proj/secrets.yaml",
  "/etc/shadow",
  "/etc/ssh/ssh_host_rsa_key",
  "/etc/ssl/private/x.pem",
  "/etc/wireguard/wg0.conf",
  "/proc/1/environ",
  "/proc/*/mem",
  "/run/secrets/db",
);

is(
  undefined,
  "/home/dev/.ssh/id_rsa.pub",
  "/home/dev/.ssh/known_hosts",
  "/home/dev/.aws/config",
  "/home/dev/.docker/contexts",
  "/home/dev/.mozilla/firefox/abc.default/prefs.js",
  "/home/dev/.config/google-chrome/Default/Preferences",
  "/home/dev/proj/.env.example",
  "/home/dev/proj/.env.test",
  "/home/dev/proj/.npmrc",
  "/home/dev/proj/fullchain.pem",
  "/home/dev/proj/public-key.pem",
  "/home/dev/proj/docs/secrets.md",
  "/home/dev/proj/src/tokens.ts",
  "/home/dev/proj/keyboard.ts",
  "/home/dev/proj/environment.ts",
  "/etc/ssh/ssh_host_rsa_key.pub",
  "/etc/hosts",
  "/proc/cpuinfo",
  "/proc/1/status",
);

is("access", "/etc/passwd", "/home/dev/.ssh/authorized_keys", "/home/dev/.ssh/config");
is("history", "/home/dev/.bash_history", "/home/dev/.history");
is("trust", "/usr/local/share/ca-certificates/x.crt");

test("a folder that is wide enough holds secrets without being one", () => {
  for (const path of ["/home/dev", "/", "/home", "/root", "/etc", "/home/dev/.aws"]) assert.ok(holdsSecrets(path, homes), path);
  for (const path of ["/home/dev/proj", "/tmp", "/usr", "/home/dev/proj/src"]) assert.ok(!holdsSecrets(path, homes), path);
});

/** The least of many: other work on the machine only ever adds. */
function fastest(path: string): number {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    natureOf(path, homes);
    return performance.now() - start;
  });
  return Math.min(...times);
}

for (const part of ["a/.config/key-", "key-", ".env.", "~/.ssh/"]) {
  test(`a path four times as long takes about four times as long: ${part}`, () => {
    fastest(`/home/dev/${part.repeat(500)}x`);
    const [quarter, whole] = [fastest(`/home/dev/${part.repeat(500)}x`), fastest(`/home/dev/${part.repeat(2_000)}x`)];
    // Doubled twice: at most 2.5 times each. What is quadratic takes sixteen times as long.
    assert.ok(whole < 2.5 * 2.5 * quarter + 1, `${quarter} ms, then ${whole} ms`);
  });
}
