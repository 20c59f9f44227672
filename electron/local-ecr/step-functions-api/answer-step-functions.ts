import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Caller } from '../accounts/accounts.ts';
import type { OpenCall } from '../calls/call-log.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import type { Services } from '../core/services.ts';
import { asEcrError } from '../registry/as-ecr-error.ts';
import { EcrError } from '../registry/ecr-error.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { readOperation } from './operations.ts';

/** The start of the header `x-amz-target` in a call of Step Functions. */
export const statesTarget = 'AWSStepFunctions.';

/** @throws EcrError AccessDeniedException */
function authorize({ denyRules }: Services, caller: Caller, action: string, resource: string): void {
  const { arn } = caller.principal;
  if (!denyRules.denies(caller, action, undefined) && denyRules.allows(arn, action, resource)) return;
  throw new EcrError(
    'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** @throws EcrError the error of the fault that matches this call. */
function injectFault({ faults }: Services, call: OpenCall): void {
  const fault = faults.take(['throttle', 'server-error'], call.record);
  if (fault?.kind === 'throttle') throw new EcrError('ThrottlingException', 'Rate exceeded');
  if (fault) throw new EcrError('InternalFailure', 'Internal failure', { status: fault.status });
}

/** Answers a call of the Step Functions API in JSON 1.0: reading executions that tests declare. */
export function answerStepFunctions(
  services: Services,
  request: EndpointRequest,
  response: ServerResponse,
  call: OpenCall,
): void {
  const reply = (status: number, body: object): void => {
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': randomUUID(),
    });
    response.end(JSON.stringify(body));
  };
  try {
    const { caller, region } = authenticate(request, 'states', services.accounts, services.faults.now());
    call.addFacts({ principalArn: caller.principal.arn, accountId: caller.accountId, region });
    const { operation } = call.record;
    const { resource, run } = readOperation(operation, JSON.parse(request.body.toString()));
    authorize(services, caller, `states:${operation}`, resource);
    injectFault(services, call);
    const output = run(services.executions);
    call.end('ok');
    reply(200, output);
  } catch (error) {
    const { name, message, status } = asEcrError(error);
    call.end(name);
    reply(status, { __type: name, message });
  }
}
