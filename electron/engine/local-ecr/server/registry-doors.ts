import type { RequestListener } from 'node:http';
import { listen, type HttpServer } from './http-server.ts';

/** One listener for each registry's `/v2/` door, started when it is first asked for. */
export class RegistryDoors {
  readonly #listenerOf: (accountId: string, region: string) => RequestListener;
  readonly #servers = new Map<string, Promise<HttpServer>>();

  constructor(listenerOf: (accountId: string, region: string) => RequestListener) {
    this.#listenerOf = listenerOf;
  }

  /** @returns host:port */
  async hostOf(accountId: string, region: string): Promise<string> {
    const key = `${accountId} ${region}`;
    const server = this.#servers.get(key) ?? listen(this.#listenerOf(accountId, region));
    this.#servers.set(key, server);
    return (await server).host;
  }

  async close(): Promise<void> {
    const servers = await Promise.all(this.#servers.values());
    await Promise.all(servers.map(async (server) => server.close()));
  }
}
