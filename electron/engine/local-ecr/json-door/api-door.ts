import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../services.ts';
import { answerGetCallerIdentity } from '../sts/answer-sts.ts';
import { answerOperation } from './answer-operation.ts';
import { readBody } from './read-body.ts';
import type { ApiRequest } from './api-request.ts';
import { reply } from './reply.ts';
import { asEcrError } from './as-ecr-error.ts';

const targetPrefix = 'AmazonEC2ContainerRegistry_V20150921.';

/** The API door: ECR's JSON 1.1 protocol and, because the app asks who it is, STS's GetCallerIdentity. */
export async function answerApi(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const isSts = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const operation = isSts ? 'GetCallerIdentity' : target.replace(targetPrefix, '');
  const call = services.calls.begin({ door: 'api', operation });
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
    const { method = '', url = '/', headers } = request;
    const apiRequest: ApiRequest = { method, url, headers, body, operation };
    if (isSts) answerGetCallerIdentity(services, apiRequest, response, call);
    else await answerOperation(services, apiRequest, response, call);
  } catch (error) {
    const refused = asEcrError(error);
    call.end(refused.name);
    reply(response, refused.status, { __type: refused.name, message: refused.message });
  }
}
