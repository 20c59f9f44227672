import type { ServerResponse } from 'node:http';
import { authorize } from '../accounts/authorize.ts';
import type { OpenCall } from '../calls/call-log.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Registry } from '../registry/registry.ts';
import type { Services } from '../core/services.ts';
import { authenticate, type Authenticated } from '../sigv4/authenticate.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import { asEcrError } from '../registry/as-ecr-error.ts';
import { injectFault } from './inject-fault.ts';
import type { CallTarget, Operation, PreparedCall } from './protocol/operation.ts';
import { operations } from './operations.ts';
import { reply } from './protocol/reply.ts';

/**
 * Answers one call of the ECR API. ECR's own order of checks is not documented; it is defined here: signature, rate,
 * input, permission, fault, and then the operation with its repository.
 */
export async function answerOperation(
  services: Services,
  request: EndpointRequest,
  response: ServerResponse,
  call: OpenCall,
): Promise<void> {
  try {
    const authenticated = authenticate(request, 'ecr', services.accounts, services.faults.now());
    const { caller, region } = authenticated;
    call.addFacts({ principalArn: caller.principal.arn, accountId: caller.accountId, region });
    requireRegion(services, region);
    services.replications.advance();
    services.throttle.take(call.record.operation, caller.accountId, region);

    const operation = requireOperation(request, call.record.operation);
    const prepared = operation.prepare(parseJson(request.body));
    const registry = services.registries.of(prepared.target.registryId ?? caller.accountId, region);
    addTargetFacts(call, prepared.target, registry);
    const action = operation.action ?? `ecr:${call.record.operation}`;
    authorizeAll(services, authenticated, action, registry, prepared.target);

    const injected = await injectFault(services, call, { caller, action, registry });
    if (injected === 'stall') return;
    if (injected === 'reset') {
      call.end('reset-request');
      response.destroy();
      return;
    }
    finish(services, response, call, await run(prepared, { services, authenticated, registry }, call));
  } catch (error) {
    const { name, message, members, status } = asEcrError(error);
    call.end(name);
    reply(response, status, { __type: name, message, ...members });
  }
}

async function run(
  prepared: PreparedCall,
  context: { services: Services; authenticated: Authenticated; registry: Registry },
  call: OpenCall,
): Promise<object> {
  const output = await prepared.run(context);
  const { part } = prepared.target;
  if (part) call.moved(part.lastByte - part.firstByte + 1);
  return output;
}

function finish({ faults }: Services, response: ServerResponse, call: OpenCall, output: object): void {
  call.end('ok');
  if (faults.take(['lose-answer'], call.record)) response.destroy();
  else reply(response, 200, output);
}

function addTargetFacts(call: OpenCall, target: CallTarget, registry: Registry): void {
  const { digests, uploadId, part, repositoryNames } = target;
  call.addFacts({
    accountId: registry.accountId,
    repositoryName: repositoryNames[0],
    digests,
    uploadId,
    part,
  });
}

function authorizeAll(
  services: Services,
  { caller }: Authenticated,
  action: string,
  registry: Registry,
  { repositoryNames }: CallTarget,
): void {
  if (repositoryNames.length === 0) authorize({ caller, action, registry }, services.denyRules);
  for (const repositoryName of repositoryNames) {
    authorize({ caller, action, registry, repositoryName }, services.denyRules);
  }
}

function requireRegion(services: Services, region: string): void {
  if (services.regions.has(region)) return;
  throw new EcrError('InvalidSignatureException', `Credential should be scoped to a valid region.`);
}

function requireOperation({ method, url, headers }: EndpointRequest, name: string): Operation {
  const found = operations.get(name);
  const isJson = String(headers['content-type']).startsWith('application/x-amz-json-1.1');
  if (found && isJson && method === 'POST' && url === '/') return found;
  throw new EcrError('UnknownOperationException', `The local ECR does not know the operation '${name}'.`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new EcrError('SerializationException', 'The request body is not JSON.');
  }
}
