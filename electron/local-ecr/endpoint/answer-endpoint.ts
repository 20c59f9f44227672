import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { CallFacts, OpenCall } from '../calls/call-log.ts';
import { answerOperation } from '../ecr-api/answer-operation.ts';
import { asEcrError } from '../registry/as-ecr-error.ts';
import { reply } from '../ecr-api/protocol/reply.ts';
import type { Services } from '../core/services.ts';
import { answerSts } from '../sts/answer-sts.ts';
import { answerStepFunctions, statesTarget } from '../step-functions-api/answer-step-functions.ts';
import { answerWebOperation } from './answer-web-operation.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import { readBody } from './read-body.ts';
import { webOperationOf } from './web-operations.ts';

const targetPrefix = 'AmazonEC2ContainerRegistry_V20150921.';

/**
 * Serves every AWS service that the app uses at one address, so that a profile's `endpoint_url` covers all of them. The
 * portal, OIDC and sign-in are recognized by path, STS by content type, Step Functions by target; other requests are for the ECR API.
 */
export async function answerEndpoint(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = services.calls.begin(factsOf(request));
  const bodyLength = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  const breakAfter = services.faults.take(['reset-request-body'], call.record, bodyLength)?.afterBytes;
  await services.network.latency(request.socket);
  response.setHeader('date', new Date(services.faults.now()).toUTCString());
  try {
    const body = await readBody(request, services.network, breakAfter);
    if (!body) {
      call.end(breakAfter === undefined ? 'aborted' : 'reset-request-body');
      response.destroy();
      return;
    }
    await answerRead(services, withBody(request, body), response, call);
  } catch (error) {
    const refused = asEcrError(error);
    call.end(refused.name);
    reply(response, refused.status, { __type: refused.name, message: refused.message });
  }
}

function factsOf({ method, url, headers }: IncomingMessage): CallFacts {
  const web = webOperationOf(method, url);
  if (web) return { service: web.service.service, operation: web.name };
  // STS names the operation only in the body.
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true)
    return { service: 'sts', operation: 'Unknown' };
  const target = String(headers['x-amz-target'] ?? '');
  if (target.startsWith(statesTarget))
    return { service: 'states', operation: target.slice(statesTarget.length) };
  return { service: 'api', operation: target.replace(targetPrefix, '') };
}

function withBody(
  { method = '', url = '/', headers, socket }: IncomingMessage,
  body: Buffer,
): EndpointRequest {
  const origin = `${socket instanceof TLSSocket ? 'https' : 'http'}://${headers.host}`;
  return { method, origin, url, headers, body };
}

async function answerRead(
  services: Services,
  request: EndpointRequest,
  response: ServerResponse,
  call: OpenCall,
): Promise<void> {
  const web = webOperationOf(request.method, request.url);
  if (web) answerWebOperation(services, web, request, response, call);
  else if (call.record.service === 'sts') answerSts(services, request, response, call);
  else if (call.record.service === 'states') answerStepFunctions(services, request, response, call);
  else await answerOperation(services, request, response, call);
}
