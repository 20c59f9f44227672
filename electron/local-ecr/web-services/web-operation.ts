import type { CallFacts, OpenCall } from '../calls/call-log.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { Services } from '../core/services.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import type { WebError } from './web-error.ts';

/** A call of a service whose operations are identified by method and path. */
export interface WebCall {
  readonly services: Services;
  readonly request: EndpointRequest;
  readonly url: URL;
  readonly call: OpenCall;
}

export interface WebReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Faults for which such a service sends an error response; the others break the connection. */
export const errorFaults = [
  'server-error',
  'throttle',
  'access-denied',
  'expired-token',
] as const satisfies readonly FaultKind[];

export type ErrorFault = (typeof errorFaults)[number];

export interface WebService {
  readonly service: CallFacts['service'];
  /** @returns the service's error response for a fault. */
  readonly errorOf: (fault: ErrorFault) => WebError;
}

export interface WebOperation {
  readonly service: WebService;
  /** The AWS name of the operation, for the log and for faults. */
  readonly name: string;
  /** @throws WebError */
  readonly run: (call: WebCall) => WebReply;
}

export function jsonReply(status: number, body: object, headers: WebReply['headers'] = {}): WebReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
