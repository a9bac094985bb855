/** The words by which command lines of all kinds say that they make, change or destroy something. */
import type { Deed } from "../../effect.ts";

export type Change = Extract<Deed, { kind: "infra" }>["change"];

const rows: Readonly<Record<Change, string>> = {
  destroy: `delete del destroy terminate remove rm rmi purge drop wipe uninstall erase deprovision nuke obliterate teardown prune empty reset
    decommission dispose unprovision clear`,
  create: "create new add register provision allocate launch import insert clone restore copy cp upload put make mb install",
  update: `update set modify patch attach detach detach-role enable disable start stop restart reboot scale resize rename move mv edit replace
    rollback promote apply deploy upgrade revoke rotate invalidate unset suspend resume pause unpause failover deregister cancel abort
    associate disassociate authorize tag untag change configure assign unassign up down migrate redeploy release reload lock unlock
    rebuild grant transfer publish link unlink push sync power-off shutdown poweroff halt kill undeploy`,
  none: `describe list ls get show status logs log diff plan validate version help wait info inspect view history events top explain search
    lookup check whoami tail export estimate preview lint template fetch find query stat ps dump completion docs open test simulate
    head count browse print pull download batch-get filter select scan`,
};

const changes: ReadonlyMap<string, Change> = new Map(
  (Object.entries(rows) as [Change, string][]).flatMap(([change, words]) =>
    words.split(/\s+/).map((word): [string, Change] => [word, change]),
  ),
);

/** What a word such as `delete`, `apps:destroy` or `delete-bucket` says; undefined for one that says nothing. */
export function actionOf(word: string, joined: boolean): Change | undefined {
  const whole = changes.get(word.slice(word.lastIndexOf(":") + 1));
  if (whole !== undefined || !joined) return whole;
  const [, first = ""] = /^(?:batch-|admin-|force-|bulk-)?([a-z]+)-/.exec(word) ?? [];
  return changes.get(first);
}
