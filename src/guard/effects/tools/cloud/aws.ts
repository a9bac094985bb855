/** aws: `aws SERVICE VERB-NOUN`, and the transfers of `aws s3`. */
import { literal } from "../../../shell/value.ts";
import { awsProfile } from "../../contexts/aws-profile.ts";
import { type Part, request } from "../../describing/deeds.ts";
import { fileCargo } from "../../describing/flows.ts";
import { managedTool } from "../../describing/managed.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { transferParts } from "./object-transfers.ts";

export const aws: Tool = managedTool(
  {
    names: "aws awslocal",
    where: "profile endpoint-url",
    takes: `region output query color cli-read-timeout cli-connect-timeout ca-bundle page-size max-items starting-token cli-binary-format
      exclude include acl storage-class sse sse-kms-key-id content-type cache-control metadata expires source-region body payload
      cli-input-json cli-input-yaml filters filter`,
    configured: (use) => (use.name === "awslocal" ? [literal("http://localhost:4566")] : awsProfile(use)),
    looks: "no-execute-changeset generate-cli-skeleton",
    verb: "second",
    does: {
      none: `configure *, configure, s3 cp|mv|sync, s3 presign, s3 website, sso login|logout, help, ecr get-login-password, cloudformation estimate-template-cost,
        logs start-query, logs put-log-events, athena start-query-execution, cloudwatch put-metric-data, s3api select-object-content, sts get-caller-identity,
        eks update-kubeconfig, * create-*snapshot, * create-*backup, backup start-backup-job, iam simulate-*, iam generate-*, kms encrypt|sign|verify|generate-*, sqs send-message, sqs receive-message, sns publish, events put-events,
        cloudformation validate-template, cloudformation create-change-set, cloudformation detect-*, deploy push, ssm start-session,
        batch submit-job, codebuild start-build, codepipeline start-pipeline-execution, stepfunctions start-execution, lambda invoke`,
      create: "ec2 run-instances, cloudformation deploy",
      update:
        "s3 rm, s3api delete-object, dynamodb delete-item, sqs delete-message, sqs delete-message-batch, * delete-tags, * untag-*, ssm send-command, cloudformation execute-change-set, lambda publish-version, route53 change-resource-record-sets, ec2 release-address",
      destroy: `s3 rm --recursive, s3 rb, kms schedule-key-deletion, kms disable-key, ec2 release-hosts, s3api put-bucket-lifecycle-configuration, ecr batch-delete-image,
        organizations close-account, organizations leave-organization, redshift delete-cluster, cloudformation delete-stack`,
      access: `iam create-access-key, iam create-login-profile, iam update-login-profile, iam create-user, iam attach-*-policy, iam put-*-policy,
        iam update-assume-role-policy, iam add-user-to-group, iam create-policy-version, iam set-default-policy-version, iam deactivate-mfa-device,
        s3api put-bucket-policy, s3api put-bucket-acl, s3api put-object-acl, s3api delete-public-access-block, s3api put-public-access-block,
        * add-permission, kms put-key-policy, kms create-grant, ec2 authorize-security-group-ingress, ec2 modify-snapshot-attribute,
        ec2 modify-image-attribute, rds modify-db-snapshot-attribute, secretsmanager put-resource-policy, ecr set-repository-policy,
        ec2-instance-connect send-ssh-public-key, sso-admin create-account-assignment`,
      secret: `secretsmanager get-secret-value, secretsmanager batch-get-secret-value, ssm get-parameter|get-parameters|get-parameters-by-path --with-decryption,
        sts get-session-token, sts assume-role, sts assume-role-with-*, sts get-federation-token, kms decrypt, ec2 get-password-data,
        configure export-credentials, configure get aws_secret_access_key, configure get aws_session_token,
        rds generate-db-auth-token, ecr get-authorization-token, codeartifact get-authorization-token, eks get-token, redshift get-cluster-credentials,
        lightsail get-relational-database-master-user-password, lightsail download-default-key-pair`,
      blind: `cloudtrail stop-logging, cloudtrail delete-trail, guardduty delete-detector, guardduty stop-monitoring-members, securityhub disable-security-hub,
        configservice stop-configuration-recorder, configservice delete-configuration-recorder, ec2 delete-flow-logs, macie2 disable-macie,
        accessanalyzer delete-analyzer, cloudtrail put-event-selectors`,
    },
  },
  { effects: transfers },
);

function transfers(use: Use): readonly Part[] {
  const [service, verb, ...operands] = use.line.operands;
  if (service?.text === "s3api" && verb?.text === "put-object") {
    const [file] = valuesOf(use.line, "body");
    return file === undefined ? [] : [request(file, { carrying: fileCargo(file, use), method: "PUT" })];
  }
  if (service?.text !== "s3" || !/^(cp|mv|sync)$/.test(verb?.text ?? "") || has(use.line, "dryrun", "help")) return [];
  return transferParts(use, {
    operands,
    isThere: (operand) => operand.text.startsWith("s3://"),
    mirrors: verb?.text === "sync" && has(use.line, "delete"),
  });
}
