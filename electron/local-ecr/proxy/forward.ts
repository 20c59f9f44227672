import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/**
 * Forwards a plain HTTP request to its server and the response to the client.
 *
 * @param server `host:port`, which can differ from the host in the URL
 */
export function forward(request: IncomingMessage, response: ServerResponse, url: URL, server: string): void {
  const { hostname, port } = new URL(`http://${server}`);
  const { 'proxy-authorization': _login, 'proxy-connection': _connection, ...headers } = request.headers;
  const forwarded = httpRequest({
    host: hostname,
    port,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    headers,
    agent: false,
  });
  forwarded.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => undefined);
  });
  forwarded.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('Bad gateway');
  });
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}
