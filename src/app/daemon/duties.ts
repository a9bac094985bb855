/** All duties of the daemon, in the order in which they begin. */
import { fleetDuty } from "../fleet/fleet-duty.ts";
import { approvalDuty } from "../statements/approval-duty.ts";
import type { Duty } from "./duty.ts";
import { integrityDuty } from "./integrity-duty.ts";
import { ledgerDuty } from "./ledger-duty.ts";
import { policyDuty } from "./policy-duty.ts";

export const duties: readonly Duty[] = [ledgerDuty, integrityDuty, policyDuty, approvalDuty, fleetDuty];
