import type { SignedStsCall } from '../query-protocol/sts-call.ts';
import { principalId } from '../query-protocol/sts-result.ts';
import type { XmlElements } from '../query-protocol/xml.ts';

/** Returns the identity of the caller. No permission is required. */
export function getCallerIdentity({ caller }: SignedStsCall): XmlElements {
  const { accountId, principal, session } = caller;
  const sessionName = session?.roleArn === undefined ? undefined : principal.arn.split('/').at(-1);
  const UserId =
    sessionName === undefined
      ? principalId('AIDA', principal.accessKeyId)
      : `${principalId('AROA', session?.roleArn ?? '')}:${sessionName}`;
  return { Arn: principal.arn, UserId, Account: accountId };
}
