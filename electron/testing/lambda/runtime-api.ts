import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnFreePort } from '../../local-ecr/server/http-server.ts';

/** How an invocation ended. */
export type InvocationEnd =
  | { readonly kind: 'response'; readonly value: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string };

/** The Runtime API of AWS Lambda for one process, which calls it with the address in `AWS_LAMBDA_RUNTIME_API`. */
export interface RuntimeApi {
  /** `host:port` */
  readonly address: string;
  /** Passes an event to the process. @param milliseconds until the invocation ends. */
  invoke(event: unknown, milliseconds: number, functionArn: string): Promise<InvocationEnd>;
  close(): Promise<void>;
}

interface Pending {
  readonly requestId: string;
  readonly body: string;
  readonly deadline: number;
  readonly functionArn: string;
  readonly end: (end: InvocationEnd) => void;
}

const apiPath = '/2018-06-01/runtime/invocation/';

/** Starts the API. @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const pending = new Map<string, Pending>();
  const queue: Pending[] = [];
  const waiting: ServerResponse[] = [];

  const deliver = (): void => {
    for (;;) {
      const response = waiting[0];
      const next = queue[0];
      if (!response || !next) return;
      waiting.shift();
      queue.shift();
      response.writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': next.requestId,
        'Lambda-Runtime-Deadline-Ms': String(next.deadline),
        'Lambda-Runtime-Invoked-Function-Arn': next.functionArn,
        'Lambda-Runtime-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1',
      });
      response.end(next.body);
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    if (path === `${apiPath}next`) {
      waiting.push(response);
      return deliver();
    }
    const [, requestId = '', kind] = /([0-9a-f-]{36})\/(response|error)$/.exec(path) ?? [];
    const body: unknown = JSON.parse(await text(request));
    response.writeHead(202).end();
    const found = pending.get(requestId);
    pending.delete(requestId);
    if (kind === 'response') found?.end({ kind, value: body });
    else found?.end(readError(body));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const address = await listenOnFreePort(server);
  return {
    address,
    invoke: (event, milliseconds, functionArn) =>
      new Promise((end) => {
        const requestId = randomUUID();
        const deadline = Date.now() + milliseconds;
        const next = { requestId, body: JSON.stringify(event), deadline, functionArn, end };
        pending.set(requestId, next);
        queue.push(next);
        deliver();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readError(body: unknown): InvocationEnd {
  const { errorType = '', errorMessage = '' } =
    typeof body === 'object' && body !== null
      ? Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
      : {};
  return { kind: 'error', errorType, errorMessage };
}
