import type { DeniedAccess } from '../../../shared/models/result.ts';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import type { AwsError } from './aws-error.ts';
import type { CallContext, Description, Descriptions } from './description.ts';

const reasonOf = ({ reason, action }: DeniedAccess): string =>
  reason === undefined ? '' : ` (${reason.replace(`the ${action} action`, 'it')})`;

function denied({ profile, operation, service }: CallContext, { message }: AwsError): Description {
  const unparsed: DeniedAccess = { action: `${service === 'STS' ? 'sts' : 'ecr'}:${operation}` };
  const facts = parseAccessDenied(message) ?? unparsed;
  const { resourceArn } = facts;
  // Calls that are about no single repository name all repositories of the registry, where they name any.
  const isAboutAll = resourceArn === undefined || resourceArn.endsWith(':repository/*');
  const where = isAboutAll ? '' : ` on ${describeResource(resourceArn)}`;
  return {
    code: 'access-denied',
    message: `Profile ${profile} is not allowed ${facts.action}${where}${reasonOf(facts)}. Ask for this permission, or choose another profile.`,
    action: 'choose-profile',
    profile,
    denied: facts,
  };
}

const forbidden = ({ repositoryName, region }: CallContext): Description => ({
  code: 'access-denied',
  message: `A policy of the organization forbids this${repositoryName === undefined ? '' : ` in repository ${repositoryName}`} in ${region}. Ask your administrator.`,
  action: 'choose-profile',
});

const regionDisabled = ({ region, service = 'ECR' }: CallContext): Description => ({
  code: 'region-disabled',
  message: `Region ${region} is not enabled for ${service} in this account. Choose another region, or have it enabled.`,
  action: 'choose-region',
});

export const permissionErrors: Descriptions = {
  AccessDeniedException: denied,
  AccessDenied: denied,
  BlockedByOrganizationPolicyException: forbidden,
  RegionDisabledException: regionDisabled,
  OptInRequired: regionDisabled,
};
