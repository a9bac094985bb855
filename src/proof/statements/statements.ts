/** Front door of statements: what a person signs to loosen something, the lines in which it lies, and whether it counts. */
export { approvalIdOf, isApprovalId } from "./approval-id.ts";
export { keyIdOf, keyText, readKey, type StatementKey } from "./key.ts";
export {
  lineOf,
  readStatements,
  revocationLine,
  revocationMark,
  type Signed,
  signedIn,
  statementFiles,
  type StatementLines,
  statementLimits,
  withLine,
} from "./lines.ts";
export { claimOf, spentIn } from "./spent.ts";
export { isSshSigned, sshNamespace } from "./ssh-signature.ts";
export { type Standing, standingOf } from "./standing.ts";
export { type About, messageOf, readStatement, type Statement, statementVersion, type Where } from "./statement.ts";
