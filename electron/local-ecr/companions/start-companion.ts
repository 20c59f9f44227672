import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../server/http-server.ts';

/** A request to a service that the Lambda function uses besides ECR and STS, with its whole body. */
export interface CompanionRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CompanionReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A small server of one other AWS service. */
export interface Companion {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

const isSignedFor = (service: string, { authorization = '' }: IncomingHttpHeaders): boolean =>
  new RegExp(String.raw`Credential=\w+/\d{8}/[a-z0-9-]+/${service}/aws4_request`).test(authorization);

/**
 * Starts a server on a free port.
 *
 * @param service the service that requests are signed for, whose signature is not verified; undefined for requests without
 *   a signature.
 */
export async function startCompanion(
  service: string | undefined,
  answer: (request: CompanionRequest) => CompanionReply,
): Promise<Companion> {
  const server = await listen((incoming, response) => {
    const respond = async (): Promise<void> => {
      const { method = '', url = '/', headers } = incoming;
      const request = {
        method,
        path: decodeURIComponent(url.replace(/\?.*/s, '')),
        headers,
        body: await text(incoming),
      };
      const isAllowed = service === undefined || isSignedFor(service, headers);
      const reply = isAllowed
        ? answer(request)
        : { status: 403, body: '{"__type":"MissingAuthenticationToken"}' };
      response.writeHead(reply.status, reply.headers ?? {});
      response.end(reply.body ?? '');
    };
    respond().catch(() => response.destroy());
  });
  return { endpoint: server.origin, close: () => server.close() };
}
