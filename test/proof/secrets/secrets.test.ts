/** Ten thousand secrets of seventy formats: none is left in clear. What people read every day stays readable. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { redact } from "../../../src/proof/ledger/ledger.ts";
import { type Chance, chanceFrom, rounds, seed } from "../../lib/random.ts";
import { addresses, anywhere, type Carrier, named } from "./carriers.ts";
import { type Format, formats } from "./formats.ts";

const count = rounds(10_000, 200_000);

function carriersOf({ places }: Format): readonly Carrier[] {
  if (places === "anywhere") return [...anywhere, ...named];
  return places === "named" ? named : addresses;
}

/** The longest part of it without anything that a carrier had to write differently; half of that in clear would be too much. */
function tellingPart(secret: string): string {
  const parts = secret.split(/[^A-Za-z0-9_-]|-----[A-Z ]+-----|\\n/).toSorted((one, other) => other.length - one.length);
  const [longest = ""] = parts;
  return longest.slice(Math.floor(longest.length / 4), Math.ceil(longest.length * 0.75));
}

test(`${count} secrets in ${formats.length} formats: none is left`, () => {
  const chance = chanceFrom(seed);
  const left: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const format = formats[at % formats.length] as Format;
    const carrier = chance.of(carriersOf(format));
    const secret = format.make(chance);
    const text = carrier.carry(secret);
    const redacted = redact(text);
    if (redacted.includes(tellingPart(secret))) left.push(`${format.name} in ${carrier.name}: ${text} became ${redacted}`);
  }
  assert.deepEqual(left.slice(0, 10), [], `${left.length} are left, seed ${seed}`);
});

test("a text is redacted as a whole: what was taken out leaves nothing more to take out", () => {
  const chance = chanceFrom(seed + 1);
  for (let at = 0; at < 2_000; at += 1) {
    const format = chance.of(formats);
    const redacted = redact(chance.of(carriersOf(format)).carry(format.make(chance)));
    assert.equal(redact(redacted), redacted);
  }
});

const sum = (kind: string, chance: Chance, as: "hex" | "base64"): string =>
  createHash(kind)
    .update(String(chance.below(1e9)))
    .digest(as);
const uuid = (chance: Chance): string => sum("md5", chance, "hex").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");

/** Each made anew every time; none may change. */
const readable: readonly (readonly [string, (chance: Chance) => string])[] = [
  ["a commit", (chance) => `git show ${sum("sha1", chance, "hex")}`],
  ["a short commit", (chance) => `git revert ${sum("sha1", chance, "hex").slice(0, 9)} --no-edit`],
  ["a sum of a file", (chance) => `echo "${sum("sha256", chance, "hex")}  x.tar.gz" | sha256sum -c`],
  ["a long sum", (chance) => `sha512sum x | grep ${sum("sha512", chance, "hex")}`],
  ["an image by its digest", (chance) => `docker pull alpine@sha256:${sum("sha256", chance, "hex")}`],
  ["a UUID", (chance) => `rm -rf /tmp/${uuid(chance)}`],
  ["a UUID in capitals", (chance) => `diskutil info ${uuid(chance).toUpperCase()}`],
  ["a package's integrity", (chance) => `"integrity": "sha512-${sum("sha512", chance, "base64")}"`],
  ["a sum of Go", (chance) => `golang.org/x/mod v0.17.0 h1:${sum("sha256", chance, "base64")}`],
  [
    "an image in place",
    (chance) => `<img src="data:image/png;base64,${sum("sha512", chance, "base64")}${sum("sha512", chance, "base64")}">`,
  ],
  ["a public key", (chance) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${sum("sha256", chance, "base64").slice(0, 42)} me@example.com`],
  ["a place in a store", (chance) => `ls /nix/store/${sum("sha256", chance, "hex").slice(0, 32)}-bash-5.2/bin`],
  ["a bundle's file", (chance) => `cat dist/assets/index-${sum("md5", chance, "hex").slice(0, 8)}.js`],
  ["an instant", (chance) => `touch -d @${1_700_000_000 + chance.below(1e8)} backup-2026-01-${10 + chance.below(20)}T10-00-00Z.tar`],
];

test("hashes, ids, sums, images and public keys stay as they are", () => {
  const chance = chanceFrom(seed + 2);
  for (const [what, make] of readable) {
    for (let at = 0; at < 200; at += 1) {
      const text = make(chance);
      assert.equal(redact(text), text, `${what}, seed ${seed}`);
    }
  }
});

for (const text of [
  "cat src/components/UserSettingsDialog/UserSettingsDialog.test.tsx",
  "cd /home/dev/projects/some-company/customer-portal/packages/server && npm run build:production",
  "kubectl -n kube-system logs deployment/cluster-autoscaler-aws-cluster-autoscaler --tail=50",
  "docker build -t registry.example.com/team/service:2026-11-21-release-candidate-3 .",
  "git checkout -b feature/JIRA-12345-make-the-parser-twice-as-fast",
  "aws s3 ls s3://my-company-production-backups/2026/11/21/",
  "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole",
  "node --max-old-space-size=8192 node_modules/.bin/webpack --config webpack.production.config.js",
  "python -m pytest tests/test_authentication_middleware.py::TestTokenRefresh::test_expired",
  "rg -n 'handleAuthenticationTokenRefresh' src/",
  "java -XX:+UseG1GC -XX:MaxGCPauseMillis=200 -jar build/libs/application-1.0.0-SNAPSHOT-all.jar",
  "curl -s https://example.com/api/v2/organizations/acme/repositories?per_page=100",
  "psql -c 'select count(*) from user_password_reset_requests'",
  "go test ./internal/tokenizer/... -run TestTokenizeKeyValuePairs",
  "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
  "SECRET_FILE=/run/secrets/db TOKEN_TTL=3600 ./start",
  "terraform apply -var-file=production.tfvars -target=module.database_credentials",
  "helm upgrade web ./chart --set image.tag=v1.2.3-20261121T101112-abcdef1",
  "xcodebuild -scheme MyApplicationScheme -destination 'platform=iOS Simulator,name=iPhone 15 Pro Max'",
  "gcloud compute instances list --project my-project-123456 --format='table(name,zone)'",
  "ffmpeg -i IMG_20261121_101112345.mp4 -vf scale=1280:720 out.mp4",
  "git log --author=someone --since=2026-01-01 --pretty=format:'%h %s'",
  "cat docs/secret_rotation_schedule_for_teams.md",
  "rm src/key-value-store-implementation.ts && pip install sk-learn-contrib-extensions",
  "docker run hf_transformers_inference_server npm_config_registry",
  "git commit -m 'Co-authored-by: somebody-else-entirely <else@example.com>'",
  "const MAX_CONNECTION_RETRY_ATTEMPTS_BEFORE_GIVING_UP = 5",
]) {
  test(`${text} stays as it is`, () => assert.equal(redact(text), text));
}
