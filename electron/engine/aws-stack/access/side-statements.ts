import { repositoryArn } from '../../../../shared/models/reference.ts';
import type { Side } from '../../../../shared/models/result.ts';
import {
  createDestinationPolicy,
  createSourcePolicy,
  findAction,
} from '../../../../shared/policies/identity-policies.ts';
import type { PolicyStatement } from '../../../../shared/policies/policy-document.ts';
import type { PolicyRoute } from '../../../../shared/policies/policy-route.ts';

/** Lists the images of a destination, so that planning reads none that a pull-through cache would import. */
const listAction = 'ecr:DescribeImages';

/** The app lists all repositories; the function describes the ones that it copies from or into. */
function ofRepository(statement: PolicyStatement, arn: string): PolicyStatement {
  const { Action } = statement;
  if (Action.includes(findAction)) return { ...statement, Resource: arn };
  return Action.includes('ecr:PutImage') && !Action.includes(listAction)
    ? { ...statement, Action: [listAction, ...Action] }
    : statement;
}

/** The statements with which a role acts at one side of a route. */
export function listSideStatements(side: Side, route: PolicyRoute): readonly PolicyStatement[] {
  const { Statement } = side === 'source' ? createSourcePolicy(route) : createDestinationPolicy(route);
  const arn = repositoryArn(route[side]);
  return Statement.map((statement) => ofRepository(statement, arn));
}
