import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, type HttpServer } from '../../../electron/local-ecr/server/http-server.ts';

/** An endpoint in front of a local ECR that changes name, status and text of every error. */
export interface RenamingRelay {
  /** Replaces the local ECR's endpoint. */
  readonly endpoint: string;
  close(): Promise<void>;
}

const apiRefusal = JSON.stringify({ __type: 'OtherException', message: 'Other words' });
const registryRefusal = JSON.stringify({ errors: [{ code: 'OTHER', message: 'Other words' }] });

/** Starts a relay for the ECR API and for every registry endpoint of GetAuthorizationToken. */
export async function startRenamingRelay(endpoint: string): Promise<RenamingRelay> {
  const registries = new Map<string, Promise<HttpServer>>();
  const registryRelay = async (origin: string): Promise<string> => {
    const relay =
      registries.get(origin) ??
      listen((incoming, answer) => void forward(origin, incoming, answer, renameRegistry));
    registries.set(origin, relay);
    return (await relay).origin;
  };
  const renameApi: Rename = async (status, body) => {
    if (status >= 400) return { status: 409, body: apiRefusal };
    const named = /"proxyEndpoint":"([^"]+)"/.exec(body.toString())?.[1];
    if (named === undefined) return { status, body };
    return { status, body: body.toString().replace(named, await registryRelay(named)) };
  };
  const api = await listen((incoming, answer) => void forward(endpoint, incoming, answer, renameApi));
  return {
    endpoint: api.origin,
    close: async () => {
      const servers = await Promise.all(registries.values());
      await Promise.all([api, ...servers].map(async (server) => server.close()));
    },
  };
}

type Rename = (
  status: number,
  body: Buffer,
) => Promise<{ readonly status: number; readonly body: string | Buffer }>;

const renameRegistry: Rename = async (status, body) =>
  status >= 400 ? { status: 409, body: registryRefusal } : { status, body };

/** Forwards a request unchanged, with its signature and host, and sends the response that `rename` returns. */
async function forward(
  origin: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
  rename: Rename,
): Promise<void> {
  try {
    const sent = await buffer(incoming);
    const { method, url, headers } = incoming;
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL(url ?? '/', origin), { method, headers }, resolve)
        .on('error', reject)
        .end(sent);
    });
    const { status, body } = await rename(answered.statusCode ?? 0, await buffer(answered));
    const { 'content-length': length, 'transfer-encoding': _, ...others } = answered.headers;
    const isHead = method === 'HEAD' || status === 204;
    answer.writeHead(status, { ...others, ...(isHead ? length && { 'content-length': length } : {}) });
    answer.end(isHead ? undefined : body);
  } catch {
    answer.destroy();
  }
}
