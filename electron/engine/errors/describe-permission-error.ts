import type { DeniedAccess } from '../../../shared/models/result.ts';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import type { AwsError } from './aws-error.ts';
import type { ErrorContext, Description, Descriptions } from './description.ts';

const getReason = ({ reason, action }: DeniedAccess): string =>
  reason === undefined ? '' : ` (${reason.replace(`the ${action} action`, 'it')})`;

function denied({ profile, operation, service }: ErrorContext, { message }: AwsError): Description {
  const unparsed: DeniedAccess = { action: `${service === 'STS' ? 'sts' : 'ecr'}:${operation}` };
  const facts = parseAccessDenied(message) ?? unparsed;
  const { resourceArn } = facts;
  // For calls without a repository, AWS names no resource or all repositories.
  const hasNoResource = resourceArn === undefined || resourceArn.endsWith(':repository/*');
  const where = hasNoResource ? '' : ` on ${describeResource(resourceArn)}`;
  return {
    code: 'access-denied',
    message: `Profile ${profile} is not allowed ${facts.action}${where}${getReason(facts)}. Ask for this permission, or choose another profile.`,
    action: 'choose-profile',
    profile,
    denied: facts,
  };
}

const blockedByOrganization = ({ repositoryName, region }: ErrorContext): Description => ({
  code: 'access-denied',
  message: `A policy of the organization blocks this operation${repositoryName === undefined ? '' : ` in repository ${repositoryName}`} in ${region}. Ask your administrator.`,
  action: 'choose-profile',
});

const regionDisabled = ({ region, service = 'ECR' }: ErrorContext): Description => ({
  code: 'region-disabled',
  message: `Region ${region} is not enabled for ${service} in this account. Choose another region, or enable it in the AWS account settings.`,
  action: 'choose-region',
});

/** Descriptions of denied calls and disabled regions, by AWS's error name. */
export const permissionErrors: Descriptions = {
  AccessDeniedException: denied,
  AccessDenied: denied,
  BlockedByOrganizationPolicyException: blockedByOrganization,
  RegionDisabledException: regionDisabled,
  OptInRequired: regionDisabled,
};
