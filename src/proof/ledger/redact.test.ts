/** Secrets go, everything else stays readable. All secrets here are made up. */
import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
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
hides("mysql -pfakefake shop", "fakefake");
hides("mysqldump -u root -pfakefake shop > x.sql", "fakefake");
hides("sshpass -p fakefake ssh host", "fakefake");
hides("docker login -u me -p fakefake registry.example.com", "fakefake");
hides("redis-cli -h cache -a fakefake PING", "fakefake");
hides("git clone https://FAKE0fake1FAKE2fake3@example.com/x.git", "FAKE0fake1FAKE2fake3");
hides("psql postgres://me:fakefake@db.example.com/shop", "fakefake");
hides("kubectl create secret generic x --from-literal=password=fakefake", "fakefake");
hides("echo sk_live_FAKEfakeFAKEfake0000", "sk_live_FAKEfakeFAKEfake0000");
hides('curl -H "X-Api-Key: fakefake" https://x', "fakefake");
hides('curl -u "me:fakefake" https://x', "fakefake");
hides("curl --user me:fakefake https://x", "fakefake");
hides("vault login -method=userpass username=me password=fakefake", "fakefake");
hides("aws configure set aws_secret_access_key=fakefake", "fakefake");
hides("gh auth login --with-token glpat-FAKEfakeFAKEfake0000", "glpat-FAKEfakeFAKEfake0000");
hides("curl https://hooks.slack.com/services/T0FAKE000/B0FAKE000/FAKEfakeFAKE", "FAKEfakeFAKE");
hides("echo password:fakefake", "fakefake");
hides("bash -c 'mysql -pfakefake shop'", "fakefake");
hides("export CLIENT_SECRET=fakefake", "fakefake");
hides("az login --service-principal -u x -p fakefake --tenant y", "fakefake");
hides("npm config set //registry.example.com/:_authToken=fakefake", "fakefake");
hides("openssl enc -aes-256-cbc -k fakefake -in x", "fakefake");
hides("aws secretsmanager put-secret-value --secret-string fakefake", "fakefake");
hides("-----BEGIN RSA PRIVATE KEY-----\nfakefake\n-----END RSA PRIVATE KEY-----", "fakefake");

const keeps = (text: string) => test(`${text} stays as it is`, () => assert.equal(redact(text), text));

keeps("git checkout 3f2a9c81d0b7e6f5a4c3b2a1908f7e6d5c4b3a29");
keeps("rm -rf /tmp/0b7e6f5a-4c3b-42a1-908f-7e6d5c4b3a29");
keeps("TOKEN=$TOKEN ./deploy.sh");
keeps("cat src/tokens/author.ts");
keeps("https://example.com/path:80/x@y");
keeps("mysql -u root -p shop");
keeps("mkdir -p build && cp -p a b");
keeps("docker run -p 8080:80 -u 1000:1000 image");
keeps("git commit --author 'me <me@example.com>'");
keeps("git clone https://me@example.com/x.git");
keeps("curl -u me https://example.com/");
keeps('curl -H "Accept: text/html" https://example.com/');
keeps("docker login --password-stdin registry.example.com");
keeps("kubectl get secret web-tls -o yaml");
keeps("psql --password -c 'select 1'");
keeps("npm run token:generate");
keeps("const compass = north; author: me");
keeps("sha256sum x: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
keeps("ssh -p 2222 host");
keeps('curl -d "client_secret=$CLIENT_SECRET" https://id.example.com/');

const texts: Readonly<Record<string, (length: number) => string>> = {
  "one long word": (length) => "a".repeat(length),
  "names of secrets without a value": (length) => "token-".repeat(length / 6),
  "names with values": (length) => "token=x ".repeat(length / 8),
  "beginnings of tokens": (length) => "eyJ-".repeat(length / 4),
  "commands that take secrets": (length) => "mysql -u root ".repeat(length / 14),
  "commands with addresses": (length) => "curl https://a:".repeat(length / 15),
  "one word of a command after the other": (length) => "curl -u ".repeat(length / 8),
  "names of headers": (length) => `a: ${"x-".repeat(length / 2)}`,
  "beginnings of keys in armor": (length) => "-----BEGIN PRIVATE KEY".repeat(length / 22),
  "ends of keys in armor": (length) => `-----BEGIN PRIVATE KEY${"-----END AAAA".repeat(length / 13)}`,
  "quotes that are never closed": (length) => "token='".repeat(length / 7),
  "logins without a password": (length) => `://${"login ".repeat(length / 6)}`,
  "lines of passwords": (length) => " a:5432:b:".repeat(length / 10),
  "passwords as systems store them": (length) => "$5$5".repeat(length / 4),
  "random runs and slashes": (length) => "aB3/x9Zq".repeat(length / 8),
  "percent signs": (length) => "%2B%".repeat(length / 4),
  "signs of equality": (length) => "a=".repeat(length / 2),
  spaces: (length) => `token${" ".repeat(length)}`,
};

/** The least of many, in time of this process alone: other work on the machine does not count. */
function fastest(text: string): number {
  const times = Array.from({ length: 25 }, () => {
    const start = cpuUsage();
    redact(text);
    const { user, system } = cpuUsage(start);
    return (user + system) / 1_000;
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
