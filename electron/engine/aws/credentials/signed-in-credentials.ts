import { fromIni } from '@aws-sdk/credential-providers';
import { assertNever } from '../../../../shared/result.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeAwsError } from '../../errors/describe-aws-error.ts';
import { describeSignInError } from '../../errors/describe-sign-in-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import type { SignInSession } from '../profiles/cached-tokens.ts';
import { sessionKey } from '../profiles/cached-tokens.ts';
import type { ServiceName } from '../profiles/custom-endpoint.ts';
import { endpointFor } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { Reroutes } from './witnessed-handler.ts';
import { witnessedHandler } from './witnessed-handler.ts';

/** The profile that holds a sign-in, and where it is used from. */
export interface SignedInRequest {
  readonly entry: ProfileEntry;
  readonly session: SignInSession;
  readonly catalog: ProfileCatalog;
  readonly region: string;
}

/** Gives the credentials of a sign-in; never signs in. */
export type SignedInCredentials = (request: SignedInRequest) => Promise<AwsCredentials>;

/** For so long the SDK refreshes no token again after it has failed to, in milliseconds (token-providers, fromSso). */
const refreshPause = 30_000;

/** The portal and OIDC have one set of options between them, so that their endpoints cannot be given there. */
function reroutesOf(entry: ProfileEntry, catalog: ProfileCatalog): Reroutes {
  const hosts: readonly (readonly [host: string, service: ServiceName])[] = [
    ['portal', 'sso'],
    ['oidc', 'sso_oidc'],
  ];
  return new Map(
    hosts.flatMap(([host, service]) => {
      const endpoint = endpointFor(service, entry, catalog);
      return endpoint === undefined ? [] : [[host, endpoint] as const];
    }),
  );
}

const serviceOf = ({ kind }: SignInSession): 'IAM Identity Center' | 'AWS sign-in' => {
  switch (kind) {
    case 'sso':
      return 'IAM Identity Center';
    case 'login':
      return 'AWS sign-in';
  }
  return assertNever(kind);
};

/**
 * Resolves sign-ins through `fromIni` alone. The SDK's default chain would go on to the environment, a container
 * or the machine's role when the profile is broken, and act as somebody whom nobody chose.
 */
export function createSignedInCredentials(network: Network): SignedInCredentials {
  /** The SDK tells a refresh that failed on the way like a token that has expired, and for a while does not even try. */
  const failures = new Map<string, { readonly at: number; readonly failure: unknown }>();

  return async ({ entry, session, catalog, region }) => {
    const { name: profile, values } = entry;
    const key = sessionKey(session);
    const { handler, failure } = witnessedHandler(network.requestHandler, reroutesOf(entry, catalog));
    const signin = session.kind === 'login' ? endpointFor('signin', entry, catalog) : undefined;
    const settings = session.kind === 'sso' ? catalog.ssoSessions.get(session.session) : undefined;
    const ownRegion = (settings ?? values).get('sso_region') ?? values.get('region') ?? region;
    try {
      const credentials = await fromIni({
        profile,
        ignoreCache: true,
        // No region here: it would send the calls of IAM Identity Center to the wrong region.
        clientConfig: {
          requestHandler: handler,
          ignoreConfiguredEndpointUrls: true,
          ...(signin !== undefined && { endpoint: signin }),
        },
      })({ callerClientConfig: { profile, region: () => Promise.resolve(region) } });
      failures.delete(key);
      return credentials;
    } catch (error) {
      const seen = failure();
      if (seen !== undefined) failures.set(key, { at: Date.now(), failure: seen });
      const last = failures.get(key);
      const told = readAwsError(error);
      const isExpiry = /Token is expired|has expired/.test(told.message);
      const recent = last && isExpiry && Date.now() - last.at < refreshPause ? last.failure : undefined;
      const onTheWay = seen ?? recent;
      if (onTheWay !== undefined) {
        const context = { profile, region: ownRegion, operation: 'Sign-in', service: serviceOf(session) };
        throw new EngineError(describeAwsError(readAwsError(onTheWay), context), error);
      }
      throw new EngineError(
        describeSignInError(told, {
          profile,
          session: session.kind === 'sso' ? session.session : 'the AWS console',
          roleName: values.get('sso_role_name'),
          accountId: values.get('sso_account_id'),
        }),
        error,
      );
    }
  };
}
