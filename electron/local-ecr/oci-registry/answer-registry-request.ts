import type { IncomingMessage, ServerResponse } from 'node:http';
import { authorize } from '../accounts/authorize.ts';
import type { Caller } from '../accounts/accounts.ts';
import type { CallFacts, OpenCall } from '../calls/call-log.ts';
import { injectFault } from '../ecr-api/inject-fault.ts';
import type { Registry } from '../registry/registry.ts';
import type { Services } from '../core/services.ts';
import { sendEndlessBody } from '../server/send-endless-body.ts';
import { actionOf, answerRequest, refusal } from './answer-request.ts';
import { authenticate, challenge } from './basic-authentication.ts';
import type { Answer, Exchange } from './exchange.ts';
import { RegistryError } from './registry-error.ts';
import { routeOf, type Route } from './route.ts';

/**
 * Answers a request to the OCI registry API of one registry, for clients such as `docker` and `skopeo`. Calls are logged
 * with the name of the corresponding ECR API operation.
 */
export async function answerRegistryRequest(
  services: Services,
  registry: Registry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry');
  const route = routeOf(url.pathname);
  const call = services.calls.begin(factsOf(registry, route, request.method ?? ''));
  try {
    await services.network.latency(request.socket);
    const answered = await answerAs(services, registry, request, call, url, route);
    if (answered === 'stall') return;
    const fault = services.faults.take(['lose-answer', 'endless-answer'], call.record);
    call.end(outcomeOf(answered));
    if (fault?.kind === 'endless-answer' && answered.kind === 'response') {
      response.writeHead(answered.status, answered.headers);
      sendEndlessBody(response);
    } else send(fault ? { kind: 'hang-up' } : answered, request, response);
  } catch {
    call.end('aborted');
    response.destroy();
  }
}

async function answerAs(
  services: Services,
  registry: Registry,
  request: IncomingMessage,
  call: OpenCall,
  url: URL,
  route: Route | undefined,
): Promise<Answer | 'stall'> {
  try {
    const caller = authenticate(services.tokens, registry.region, request.headers.authorization);
    call.addFacts({ principalArn: caller.principal.arn });
    if (!route) throw new RegistryError(404, 'UNSUPPORTED', 'The operation is unsupported.');
    services.replications.advance();
    services.throttle.take(call.record.operation, registry.accountId, registry.region);
    const injected = await injectFault(services, call, {
      caller,
      action: `ecr:${call.record.operation}`,
      registry,
    });
    if (injected === 'stall') return injected;
    if (injected === 'reset') return { kind: 'hang-up' };
    return await answerRequest(exchangeOf(services, registry, request, call, url, caller), route);
  } catch (error) {
    return refusal(error);
  }
}

function exchangeOf(
  services: Services,
  registry: Registry,
  request: IncomingMessage,
  call: OpenCall,
  url: URL,
  caller: Caller,
): Exchange {
  const isLayer = call.record.uploadId !== undefined;
  const body = brokenBody(services, request, call, services.network.pass('up', request.socket, request));
  return {
    registry,
    method: request.method ?? '',
    headers: request.headers,
    query: url.searchParams,
    body: isLayer ? counted(body, call) : body,
    presign: (repository, layer) => services.downloads.presign(repository, layer),
    reportsStaleRange: () => services.faults.take(['stale-range'], call.record) !== undefined,
    onPush: (repository, image, tag) => services.replications.onPush(registry, repository, image, tag),
    permit: (action, repositoryName) =>
      authorize({ caller, action: `ecr:${action}`, registry, repositoryName }, services.denyRules),
  };
}

/** Applies a fault to a request body: the connection breaks after a number of bytes. */
async function* brokenBody(
  { faults }: Services,
  request: IncomingMessage,
  call: OpenCall,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const length = Number(request.headers['content-length'] ?? 0);
  const fault = faults.take(['reset-request-body'], call.record, length);
  let position = 0;
  for await (const chunk of body) {
    const left = (fault?.afterBytes ?? Number.POSITIVE_INFINITY) - position;
    if (chunk.length >= left) {
      if (!fault?.keepsNothing) yield chunk.subarray(0, left);
      request.socket.destroy();
      throw new Error('The connection was broken by a fault');
    }
    position += chunk.length;
    if (!fault?.keepsNothing) yield chunk;
  }
}

async function* counted(body: AsyncIterable<Uint8Array>, call: OpenCall): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    call.moved(chunk.length);
    yield chunk;
  }
}

function factsOf(registry: Registry, route: Route | undefined, method: string): CallFacts {
  const { accountId, region } = registry;
  const operation = (route && actionOf(route, method)) ?? 'Unknown';
  const facts = { service: 'registry', operation, accountId, region } as const;
  if (!route || route.kind === 'base') return { ...facts, operation: route ? 'CheckAccess' : operation };
  return {
    ...facts,
    repositoryName: route.name,
    ...('digest' in route && { digests: [route.digest] }),
    ...('reference' in route && route.reference.includes(':') && { digests: [route.reference] }),
    ...('uploadId' in route && { uploadId: route.uploadId }),
  };
}

function outcomeOf(answered: Answer): string {
  if (answered.kind === 'hang-up') return 'hang-up';
  return answered.errorCode ?? 'ok';
}

function send(answered: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (answered.kind === 'hang-up') {
    request.socket.destroy();
    return;
  }
  const { status, headers, body = '' } = answered;
  response.writeHead(status, {
    'docker-distribution-api-version': 'registry/2.0',
    ...(status === 401 && { 'www-authenticate': challenge(request.headers.host ?? '') }),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
    ...headers,
  });
  response.end(body);
}
