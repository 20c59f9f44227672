import { startLocalEcr, type LocalEcr } from '../local-ecr.ts';
import type { Registry } from '../registry/registry.ts';

/** A local ECR with one account and region and its registry endpoint, for tests of the registry API. */
export interface RegistryFixture {
  readonly ecr: LocalEcr;
  readonly registry: Registry;
  /** Host and port of the registry endpoint. */
  readonly host: string;
  /** A password as GetAuthorizationToken issues it. */
  readonly password: string;
  readonly principalArn: string;
  /** Sends a request to a path of the endpoint, with the password unless `init` has other credentials. Follows no redirect. */
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
}

const accountId = '111122223333';
const region = 'eu-west-1';

export async function openRegistry(): Promise<RegistryFixture> {
  const principal = {
    accessKeyId: 'AKIAREGISTRY',
    secretAccessKey: 'secret',
    arn: `arn:aws:iam::${accountId}:user/ana`,
  };
  const ecr = await startLocalEcr({
    accounts: [{ id: accountId, principals: [principal] }],
    regions: [region],
  });
  const host = await ecr.ociRegistry(accountId, region);
  const { password } = ecr.tokens.issue({ accountId, principal }, region);
  const authorization = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
  return {
    ecr,
    registry: ecr.registry(accountId, region),
    host,
    password,
    principalArn: principal.arn,
    send: async (method, path, init = {}) =>
      fetch(`http://${host}${path}`, {
        redirect: 'manual',
        ...init,
        method,
        headers: { authorization, ...Object.fromEntries(new Headers(init.headers)) },
      }),
  };
}
