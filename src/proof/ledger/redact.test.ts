/** Secrets go, everything else stays readable. All secrets here are made up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { redact } from "./redact.ts";

const hides = (text: string, secret: string) =>
  test(`no secret is left of ${text.slice(0, 50)}`, () => {
    assert.ok(text.includes(secret));
    assert.ok(!redact(text).includes(secret), redact(text));
  });

hides("curl -H 'Authorization: Bearer FAKEfakeFAKEfake' https://x", "FAKEfakeFAKEfake");
hides("export GITHUB_TOKEN=ghp_FAKE0000000000000000FAKE", "ghp_FAKE0000000000000000FAKE");
hides("git clone https://me:fake-password@example.com/x.git", "fake-password");
hides("mysql --password=fakefake db", "fakefake");
hides("mysql --password fakefake db", "fakefake");
hides("curl -u me:fakefake https://x", "fakefake");
hides("AWS_SECRET_ACCESS_KEY='fake/fake+fake' aws s3 ls", "fake/fake+fake");
hides('{"api_key": "fake-fake-fake"}', "fake-fake-fake");
hides("echo sk-ant-FAKEfakeFAKEfake0000", "sk-ant-FAKEfakeFAKEfake0000");
hides("-----BEGIN RSA PRIVATE KEY-----\nfakefake\n-----END RSA PRIVATE KEY-----", "fakefake");

const keeps = (text: string) => test(`${text} stays as it is`, () => assert.equal(redact(text), text));

keeps("git checkout 3f2a9c81d0b7e6f5a4c3b2a1908f7e6d5c4b3a29");
keeps("rm -rf /tmp/0b7e6f5a-4c3b-42a1-908f-7e6d5c4b3a29");
keeps("TOKEN=$TOKEN ./deploy.sh");
keeps("cat src/tokens/author.ts");
keeps("https://example.com/path:80/x@y");

const texts: Readonly<Record<string, (length: number) => string>> = {
  "one long word": (length) => "a".repeat(length),
  "names of secrets without a value": (length) => "token-".repeat(length / 6),
  "names with values": (length) => "token=x ".repeat(length / 8),
  "beginnings of tokens": (length) => "eyJ-".repeat(length / 4),
};

/** The least of many: other work on the machine only ever adds. */
function fastest(text: string): number {
  const times = Array.from({ length: 25 }, () => {
    const start = performance.now();
    redact(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

for (const [what, make] of Object.entries(texts)) {
  test(`twice as much text takes about twice as long: ${what}`, () => {
    redact(make(64 * 1024));
    const [quarter, whole] = [fastest(make(64 * 1024)), fastest(make(256 * 1024))];
    // Doubled twice: at most 2.5 times each. What is quadratic takes sixteen times as long.
    assert.ok(whole < 2.5 * 2.5 * quarter + 1, `${quarter} ms, then ${whole} ms`);
  });
}
