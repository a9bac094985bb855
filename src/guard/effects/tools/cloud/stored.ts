/** The table of programs that keep data for the long run: backups, file systems of many machines, directories, runners. */
import { type Part, request } from "../../describing/deeds.ts";
import { cargoOf } from "../../describing/flows.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { transferParts } from "./object-transfers.ts";

const backups: readonly Managed[] = [
  {
    names: "restic",
    where: "r repo",
    takes:
      "p password-file tag host H keep-last keep-daily keep-weekly keep-monthly keep-yearly keep-within path e exclude exclude-file target t include",
    variables: "RESTIC_REPOSITORY",
    verb: "none",
    looks: "n",
    does: { destroy: "forget, prune, key remove, rewrite --forget, unlock --remove-all" },
  },
  {
    names: "borg borgmatic",
    takes: "P a e C m s keep-daily keep-weekly keep-monthly keep-last config c",
    verb: "none",
    looks: "n",
    does: { destroy: "delete, prune, recreate" },
  },
  {
    names: "kopia",
    takes: "path config-file p password",
    verb: "none",
    does: {
      destroy:
        "snapshot delete --delete, snapshot expire --delete, repository disconnect --wipe, blob delete, content delete, policy delete",
    },
  },
  {
    names: "duplicity duplicacy rdiff-backup",
    takes: "r keep time older-than",
    verb: "none",
    does: { destroy: "remove-older-than, remove-all-but-n-full, cleanup --force, prune, --remove-older-than" },
  },
  { names: "tarsnap", takes: "f keyfile cachedir", verb: "none", looks: "dry-run", does: { destroy: "-d, --nuke" } },
  { names: "wal-g wal-e", takes: "config", verb: "none", does: { destroy: "delete * --confirm, delete everything, delete, wal-delete" } },
  {
    names: "pgbackrest barman",
    takes: "stanza set c config",
    where: "stanza",
    verb: "none",
    does: { destroy: "stanza-delete, expire, delete" },
  },
];

const rows: readonly Managed[] = [
  ...backups,
  {
    names: "hdfs hadoop",
    single: true,
    takes: "conf D fs",
    verb: "none",
    does: {
      destroy: "dfs|fs -rm -r, dfs|fs -rm -R, dfs|fs -rm -skipTrash, dfs|fs -rmr, dfs|fs -expunge, namenode -format, dfsadmin -format",
    },
  },
  {
    names: "ceph rados rbd radosgw-admin",
    where: "c conf cluster",
    takes: "p pool n name id",
    verb: "none",
    does: {
      destroy:
        "osd pool delete, osd pool rm, osd purge, osd destroy, osd rm, fs rm, fs volume rm, rmpool, rm, remove, purge, snap rm, snap purge, snap rollback, trash purge, bucket rm, user rm, mon remove, orch rm",
      update: "osd out, osd down, osd set, config set",
    },
  },
  {
    names: "gluster",
    takes: "mode",
    verb: "none",
    does: {
      destroy: "volume delete, volume reset, snapshot delete, snapshot restore, volume remove-brick",
      update: "volume stop, peer detach",
    },
  },
  { names: "ldapdelete", where: "H h", takes: "D w y f b p", verb: "first", looks: "n", does: { destroy: "*" } },
  {
    names: "certbot",
    takes: "cert-name d domains w webroot-path m email config-dir",
    verb: "none",
    does: { destroy: "delete, revoke, unregister" },
  },
  {
    names: "circleci drone woodpecker-cli jenkins-cli gitlab-runner buildkite bk",
    where: "s server host",
    takes: "t token u url name",
    verb: "none",
    does: {
      destroy:
        "unregister, repo rm, repo delete, delete-job, delete-builds, delete-node, secret rm, orgsecret rm, context delete, context remove-secret, pipeline delete",
    },
  },
];

/** `rclone VERB REMOTE:PATH`; a remote has its colon in front of any slash. */
const rclone: Tool = managedTool(
  {
    names: "rclone",
    takes:
      "config include exclude filter filter-from files-from max-age min-age max-size min-size transfers checkers bwlimit log-file log-level backup-dir retries stats",
    verb: "none",
    looks: "n",
    does: {
      destroy: "purge, delete, rmdirs, cleanup, dedupe, bisync --resync",
      update: "deletefile, rmdir, settier",
      secret: "config show, config dump",
      access: "link",
    },
  },
  { effects: copied },
);

function copied(use: Use): readonly Part[] {
  const [verb, ...operands] = use.line.operands;
  if (verb?.text === "rcat") return operands.map((to) => request(to, { carrying: cargoOf(use.stdin), method: "PUT" }));
  if (!/^(copy|copyto|sync|move|moveto)$/.test(verb?.text ?? "") || has(use.line, "n", "dry-run", "help")) return [];
  return transferParts(use, { operands, isThere: ({ text }) => /^(:|[\w.-]+:|[\w.-]+,[^/]*:)/.test(text), mirrors: verb?.text === "sync" });
}

export const stored: readonly Tool[] = [...rows.map((row) => managedTool(row)), rclone];
