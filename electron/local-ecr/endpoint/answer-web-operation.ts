import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { OpenCall } from '../calls/call-log.ts';
import type { Services } from '../core/services.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import { WebError } from '../core/web-error.ts';
import { jsonReply, refusals, type WebOperation, type WebReply } from '../core/web-operation.ts';

/** One call of a service that tells its operations by method and path: the fault that waits for it, else its answer. */
export function answerWebOperation(
  services: Services,
  operation: WebOperation,
  request: EndpointRequest,
  response: ServerResponse,
  call: OpenCall,
): void {
  const connection = services.faults.take(['stall', 'reset-request'], call.record);
  if (connection?.kind === 'stall') return;
  if (connection) {
    call.end(connection.kind);
    response.destroy();
    return;
  }
  const answer = answerOf(services, operation, request, call);
  if (services.faults.take(['lose-answer'], call.record)) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'x-amzn-requestid': randomUUID(), ...answer.headers });
  response.end(answer.body);
}

function answerOf(
  services: Services,
  { service, run }: WebOperation,
  request: EndpointRequest,
  call: OpenCall,
): WebReply {
  try {
    const refusal = services.faults.take(refusals, call.record);
    if (refusal) throw service.refuse(refusal.kind);
    const answer = run({ services, request, url: new URL(request.url, request.origin), call });
    call.end('ok');
    return answer;
  } catch (error) {
    const { name, status, body, type } = asWebError(error);
    call.end(name);
    return jsonReply(status, body, { 'x-amzn-errortype': type });
  }
}

/** What is not a refusal is a defect of the local ECR itself, and says so. */
function asWebError(error: unknown): WebError {
  if (error instanceof WebError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new WebError('InternalServerException', 500, { message: `The local ECR failed: ${text}` });
}
