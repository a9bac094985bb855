/** s3cmd, s5cmd, mc and s4cmd: buckets of any provider. */
import { awsProfile } from "../../contexts/aws-profile.ts";
import type { Part } from "../../describing/deeds.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { transferParts } from "./object-transfers.ts";

const s3: Managed = {
  names: "s3cmd s4cmd s5cmd",
  where: "profile endpoint-url host",
  takes: "c config access_key secret_key region acl-grant mime-type add-header numworkers retry-count log include exclude",
  configured: awsProfile,
  verb: "none",
  looks: "n",
  does: {
    destroy: "del, rm, rb, expire, rmr",
    create: "mb",
    access: "setacl, setpolicy, delpolicy",
  },
};

function copied(use: Use): readonly Part[] {
  const [verb, ...operands] = use.line.operands;
  if (!/^(put|get|sync|cp|mv)$/.test(verb?.text ?? "") || has(use.line, "n", "dry-run", "help")) return [];
  const mirrors = verb?.text === "sync" && has(use.line, "delete-removed", "delete");
  return transferParts(use, { operands, isThere: ({ text }) => text.startsWith("s3://"), mirrors });
}

/** An alias stands in front of the path: `mc cp FILE myminio/bucket`. */
const minio: Tool = managedTool(
  {
    names: "mc mcli minio-client",
    takes: "C config-dir newer-than older-than name with limit-upload limit-download attr encrypt-key",
    verb: "none",
    looks: "fake",
    does: {
      destroy: "rm, rb, admin user remove, admin policy remove, ilm rule remove, version suspend, replicate rm, undo",
      create: "mb, pipe",
      access: "anonymous set, policy set, admin user add, admin policy attach, admin policy set, share upload",
      update: "admin service stop, admin service restart, admin config set",
    },
  },
  {
    effects: (use) => {
      const [verb, ...operands] = use.line.operands;
      const isMirror = verb?.text === "mirror";
      if (!/^(cp|mv|mirror|put|get)$/.test(verb?.text ?? "") || has(use.line, "fake", "dry-run", "help")) return [];
      return transferParts(use, {
        operands,
        isThere: ({ text }) => /^[A-Za-z][\w-]*\/./.test(text) && !isFolderHere(text, use),
        mirrors: isMirror && has(use.line, "remove"),
      });
    },
  },
);

function isFolderHere(text: string, { place }: Use): boolean {
  const entry = place.ground.world.entry(`${place.cwd.text}/${text.split("/", 1)[0] ?? ""}`);
  return entry.known && entry.value.kind === "folder";
}

export const objectStores: readonly Tool[] = [managedTool(s3, { effects: copied }), minio];
