import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Answers in JSON 1.1, with a request id as AWS gives one. */
export function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
