import { createHash } from 'node:crypto';
import type { TemporaryCredentials } from '../../accounts/temporary-sessions.ts';
import type { XmlElements } from './xml.ts';

/** The unique id of a user (`AIDA`) or a role (`AROA`), derived from its name. */
export function principalId(prefix: 'AIDA' | 'AROA', name: string): string {
  return `${prefix}${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`;
}

export function credentialsResult(credentials: TemporaryCredentials): XmlElements {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    // STS returns whole seconds.
    Expiration: credentials.expiration.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  };
}

export function assumedRoleUser(roleArn: string, arn: string, sessionName: string): XmlElements {
  return { AssumedRoleId: `${principalId('AROA', roleArn)}:${sessionName}`, Arn: arn };
}
