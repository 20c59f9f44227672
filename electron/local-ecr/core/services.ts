import type { Accounts } from '../accounts/accounts.ts';
import type { AuthorizationTokens } from '../accounts/authorization-tokens.ts';
import type { DenyRules } from '../accounts/deny-rules.ts';
import type { CallLog } from '../calls/call-log.ts';
import type { Downloads } from '../downloads/downloads.ts';
import type { Faults } from '../faults/faults.ts';
import type { ShapedNetwork } from '../network/shaped-network.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import type { Registries } from '../registry/registries.ts';
import type { Replications } from '../replication/replications.ts';
import type { LoginSessions } from '../sign-in/login-sessions.ts';
import type { Executions } from '../step-functions/executions.ts';
import type { TokenBuckets } from '../throttle/token-buckets.ts';

/** What the endpoints of one local ECR share. */
export interface Services {
  readonly accounts: Accounts;
  readonly denyRules: DenyRules;
  readonly identityCenter: IdentityCenter;
  readonly logins: LoginSessions;
  readonly tokens: AuthorizationTokens;
  readonly registries: Registries;
  readonly replications: Replications;
  readonly regions: ReadonlySet<string>;
  readonly downloads: Downloads;
  readonly network: ShapedNetwork;
  readonly faults: Faults;
  readonly throttle: TokenBuckets;
  readonly calls: CallLog;
  readonly executions: Executions;
  /** `host:port` of the endpoint of one registry; it starts listening at the first call. */
  ociRegistry(accountId: string, region: string): Promise<string>;
  /** The scheme of the registry endpoints. */
  readonly registryScheme: 'http' | 'https';
}
