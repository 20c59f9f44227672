import type { CallFacts, OpenCall } from '../calls/call-log.ts';
import type { FaultKind } from '../faults/fault.ts';
import type { Services } from './services.ts';
import type { EndpointRequest } from './endpoint-request.ts';
import type { WebError } from './web-error.ts';

/** A call of a service that tells its operations by method and path. */
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

/** Faults by which such a service refuses, beside those that break the connection. */
export const refusals = [
  'server-error',
  'throttle',
  'access-denied',
  'expired-token',
] as const satisfies readonly FaultKind[];

export type Refusal = (typeof refusals)[number];

export interface WebService {
  readonly service: CallFacts['service'];
  /** How it puts a fault into words. */
  readonly refuse: (refusal: Refusal) => WebError;
}

export interface WebOperation {
  readonly service: WebService;
  /** AWS's name of the operation, for the log and for faults. */
  readonly name: string;
  /** @throws WebError */
  readonly run: (call: WebCall) => WebReply;
}

export function jsonReply(status: number, body: object, headers: WebReply['headers'] = {}): WebReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
