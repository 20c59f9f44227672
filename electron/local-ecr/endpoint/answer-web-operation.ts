import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { OpenCall } from '../calls/call-log.ts';
import type { Services } from '../core/services.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import { WebError } from '../web-services/web-error.ts';
import { errorFaults, jsonReply, type WebOperation, type WebReply } from '../web-services/web-operation.ts';

/** Answers a call of a service whose operations are identified by method and path, or injects the fault that matches it. */
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
    const fault = services.faults.take(errorFaults, call.record);
    if (fault) throw service.errorOf(fault.kind);
    const answer = run({ services, request, url: new URL(request.url, request.origin), call });
    call.end('ok');
    return answer;
  } catch (error) {
    const { name, status, body, type } = asWebError(error);
    call.end(name);
    return jsonReply(status, body, { 'x-amzn-errortype': type });
  }
}

/** @returns the error itself, or a 500 that describes a defect of the local ECR. */
function asWebError(error: unknown): WebError {
  if (error instanceof WebError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new WebError('InternalServerException', 500, { message: `The local ECR failed: ${text}` });
}
