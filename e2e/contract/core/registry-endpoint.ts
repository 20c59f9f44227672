import type { ECRClient } from '@aws-sdk/client-ecr';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { z } from 'zod';

/** The response of the registry endpoint, or `closed` when it closed the connection without one. */
export interface RegistryAnswer {
  readonly status: number | 'closed';
  readonly headers: Headers;
  readonly body: Buffer;
  /** `code` and `message` of the first error in the body. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export interface RegistryRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** Without the password of GetAuthorizationToken. */
  readonly anonymous?: boolean;
}

/** The registry endpoint of one account and Region: the OCI distribution API over plain HTTP requests. */
export interface RegistryEndpoint {
  /** `https://{account}.dkr.ecr.<region>.amazonaws.com`, without a path. */
  readonly origin: string;
  readonly password: string;
  /** @param path a path, or the URL of a Location header. Follows no redirect. */
  send(method: string, path: string, request?: RegistryRequest): Promise<RegistryAnswer>;
}

const errorBody = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })).min(1) });

/** Gets the registry endpoint of an identity with GetAuthorizationToken. */
export async function openRegistryEndpoint(client: ECRClient): Promise<RegistryEndpoint> {
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const [{ authorizationToken = '', proxyEndpoint = '' } = {}] = authorizationData ?? [];
  const [, password = ''] = Buffer.from(authorizationToken, 'base64').toString().split(/:(.*)/s);
  const { origin } = new URL(proxyEndpoint);
  return {
    origin,
    password,
    async send(method, path, { headers = {}, body, anonymous = false } = {}) {
      const url = new URL(path, origin);
      if (url.origin !== origin) throw new Error(`The registry endpoint named another host: ${url.origin}`);
      const authorization = !anonymous && { authorization: `Basic ${authorizationToken}` };
      const init: RequestInit = {
        method,
        redirect: 'manual',
        headers: { ...authorization, ...headers },
        body,
      };
      try {
        const response = await fetch(url, init);
        const bytes = Buffer.from(await response.arrayBuffer());
        return { status: response.status, headers: response.headers, body: bytes, error: readError(bytes) };
      } catch (error) {
        if (!isClosedConnection(error)) throw error;
        return { status: 'closed', headers: new Headers(), body: Buffer.alloc(0), error: undefined };
      }
    },
  };
}

function readError(body: Buffer): RegistryAnswer['error'] {
  try {
    return errorBody.parse(JSON.parse(body.toString())).errors[0];
  } catch {
    return undefined;
  }
}

const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

/** Whether the server closed the connection; false when there was none. */
function isClosedConnection(error: unknown): boolean {
  const parsed = causeSchema.safeParse(error);
  return parsed.success && ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(parsed.data.cause.code);
}
