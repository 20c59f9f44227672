import type { SSMClient } from '@aws-sdk/client-ssm';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Configuration } from '../settings/configuration.ts';
import { InvalidEventError } from '../errors/failures.ts';
import type { Route } from './route.ts';
import { parseRoutes } from './parse-routes.ts';

/** Reads the routes of the function. @throws InvalidEventError when there are none, or they are not valid. */
export type LoadRoutes = () => Promise<readonly Route[]>;

/** Milliseconds for which a parameter is not read again. */
const parameterLifetime = 60_000;

/** @param createClient called at the first use. */
export function createRouteLoader(
  { routes, routesParameter }: Pick<Configuration, 'routes' | 'routesParameter'>,
  createClient: () => SSMClient,
): LoadRoutes {
  let client: SSMClient | undefined;
  let cached: { readonly routes: readonly Route[]; readonly expiresAt: number } | undefined;

  const readParameter = async (name: string): Promise<readonly Route[]> => {
    if (cached && cached.expiresAt > Date.now()) return cached.routes;
    client ??= createClient();
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    cached = { routes: parseRoutes(Parameter?.Value ?? ''), expiresAt: Date.now() + parameterLifetime };
    return cached.routes;
  };

  return async () => {
    if (routes !== undefined) return parseRoutes(routes);
    if (routesParameter !== undefined) return readParameter(routesParameter);
    throw new InvalidEventError(
      'The function has no routes: set ROUTES to their JSON, or ROUTES_PARAMETER to the name of an SSM parameter.',
    );
  };
}
