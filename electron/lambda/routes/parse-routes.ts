import { z } from 'zod';
import { registryHost } from '../../../shared/models/reference.ts';
import { describeIssues } from '../errors/describe-issues.ts';
import { InvalidEventError } from '../errors/failures.ts';
import { findEndlessRoute } from './find-endless-route.ts';
import type { Route } from './route.ts';
import { nameDestination, routeSchema } from './route.ts';

/** Whether a destination of a route is not among its sources, where each schedule copies it once more. */
const leadsElsewhere = (route: Route): boolean => {
  const { source, destination } = route;
  if (source.account_id !== destination.account_id || source.region !== destination.region) return true;
  if (source.repository_name !== undefined)
    return nameDestination(route, source.repository_name) !== source.repository_name;
  const prefix = source.repository_prefix ?? '';
  const suffix = '{suffix}';
  // Whatever the suffix is, the names of the destination begin with what is before it.
  const [beginning = ''] = nameDestination(route, `${prefix}${suffix}`).split(suffix);
  return !beginning.startsWith(prefix);
};

const sideOf = ({ account_id: accountId, region }: Route['source'] | Route['destination']): string =>
  registryHost({ accountId, region });

const describeEndless = ({ source, destination }: Route): string =>
  `The copies of the route from ${sideOf(source)} to ${sideOf(destination)} are copied by other routes again and again, into repositories with ever longer names: give one of these routes a destination that is not among the sources of the others.`;

const routesSchema = z
  .array(
    routeSchema.refine(
      leadsElsewhere,
      'A route copies repositories into themselves, or copies its own copies again: give it a destination that is not among its sources.',
    ),
  )
  .max(100, 'There are at most 100 routes.')
  .superRefine((routes, context) => {
    const endless = findEndlessRoute(routes);
    if (endless) context.addIssue({ code: 'custom', message: describeEndless(endless) });
  });

/** @throws InvalidEventError that names what is wrong. */
export function parseRoutes(text: string): readonly Route[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InvalidEventError('The routes of the function are not JSON.');
  }
  const { success, data, error } = routesSchema.safeParse(json);
  if (success) return data;
  throw new InvalidEventError(`The routes of the function are not valid. ${describeIssues(error)}`);
}
