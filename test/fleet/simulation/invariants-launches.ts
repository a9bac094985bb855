/** What must hold of launches and folders: a session is started as its lease says, where its task's work lies, and told what it may cost. */
import type { Order, Rows } from "../../../src/fleet/fleet.ts";
import { changed, find, type Moment } from "./moment.ts";

type Launch = Extract<Order, { readonly do: "launch" }>;

export function checkLaunches(moment: Moment): void {
  for (const order of moment.fresh) {
    if (order.do === "launch") checkLaunch(moment, order);
    if (order.do === "make-worktree") checkBranch(moment, order);
  }
  for (const { id, was, is } of changed(moment, "sessions")) {
    if (is?.kind === "worker" && was === undefined) checkSession(moment, is);
    if (is?.kind === "worker" && was?.kind === "worker" && is.account !== was.account)
      moment.violate("launch", `${id} changed its account`);
  }
}

function checkLaunch({ after, violate }: Moment, order: Launch): void {
  const lease = find(after, "leases", order.task);
  const session = find(after, "sessions", order.session);
  const settings = find(after, "fleet", "fleet")?.settings;
  if (lease === undefined || session?.kind !== "worker" || settings === undefined) return;
  const [account, scope] = [order.account === lease.account, order.scope === lease.scope];
  if (!account || !scope)
    violate("launch", `${order.session} is started on ${order.account}/${order.scope}, its lease says ${lease.account}/${lease.scope}`);
  if (order.mostMicroUsd !== lease.reservedMicroUsd)
    violate("launch", `${order.session} may cost ${order.mostMicroUsd}, ${lease.reservedMicroUsd} were put aside`);
  if (order.slot !== session.slot || order.agent !== settings.agent || order.driver !== settings.driver)
    violate("launch", `${order.session} is started otherwise than was decided`);
  const project = find(after, "projects", lease.project);
  const due = project?.worktrees === true ? find(after, "worktrees", order.task)?.folder : project?.folder;
  if (order.folder !== due) violate("launch", `${order.session} is started in ${order.folder}, its work lies in ${due}`);
}

function checkBranch({ after, violate }: Moment, order: Extract<Order, { readonly do: "make-worktree" }>): void {
  const lease = find(after, "leases", order.task);
  if (lease?.fence !== order.fence || lease.project !== order.project)
    violate("launch", `a folder is made for ${order.task} without its lease`);
  if (!order.branch.endsWith(`/${order.task}`)) violate("launch", `${order.task} gets branch ${order.branch}`);
}

/** A session is of its lease from the first moment on. */
function checkSession({ after, violate }: Moment, session: Extract<Rows["sessions"], { readonly kind: "worker" }>): void {
  const lease = find(after, "leases", session.task);
  const isAlike =
    lease?.session === session.id &&
    lease.fence === session.fence &&
    lease.account === session.account &&
    lease.scope === session.scope &&
    lease.project === session.project;
  if (!isAlike) violate("launch", `${session.id} is not as the lease of ${session.task}`);
}
