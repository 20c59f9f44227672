import type { RequestListener } from 'node:http';
import { listen, type HttpServer, type TlsIdentity } from './http-server.ts';

/** One listener for each registry's `/v2/` endpoint, started at its first use. */
export class RegistryEndpoints {
  readonly #listenerOf: (accountId: string, region: string) => RequestListener;
  readonly #servers = new Map<string, Promise<HttpServer>>();
  readonly #tls: TlsIdentity | undefined;
  readonly #address: string | undefined;

  /** @param tls the identity for HTTPS; HTTP by default. @param address the loopback interface's by default. */
  constructor(
    listenerOf: (accountId: string, region: string) => RequestListener,
    tls?: TlsIdentity,
    address?: string,
  ) {
    this.#listenerOf = listenerOf;
    this.#tls = tls;
    this.#address = address;
  }

  /** @returns `host:port`. */
  async hostOf(accountId: string, region: string): Promise<string> {
    const key = `${accountId} ${region}`;
    const server =
      this.#servers.get(key) ?? listen(this.#listenerOf(accountId, region), this.#tls, this.#address);
    this.#servers.set(key, server);
    return (await server).host;
  }

  async close(): Promise<void> {
    const servers = await Promise.all(this.#servers.values());
    await Promise.all(servers.map(async (server) => server.close()));
  }
}
