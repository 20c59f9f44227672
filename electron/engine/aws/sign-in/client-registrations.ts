import type { Clock } from './clock.ts';
import type { ClientRegistration, OidcClient, RegisterClientInput } from './oidc-client.ts';

/** Milliseconds for which a registration must remain valid to be used: longer than a sign-in takes. */
const minValidity = 15 * 60_000;

/** The registrations of this app with IAM Identity Center, cached in memory until they expire. */
export interface ClientRegistrations {
  /** Returns the cached registration for this input, or registers the client. */
  getOrRegister(
    oidc: OidcClient,
    input: RegisterClientInput,
    signal: AbortSignal,
  ): Promise<ClientRegistration>;
  /** Removes a registration that AWS no longer accepts. */
  remove(client: ClientRegistration): void;
}

/** Creates an empty cache, which uses a registration until 15 minutes before it expires. Nothing is saved. */
export function createClientRegistrations(clock: Clock): ClientRegistrations {
  const registrations = new Map<string, ClientRegistration>();

  return {
    async getOrRegister(oidc, input, signal) {
      const key = JSON.stringify([oidc.url, input]);
      const cached = registrations.get(key);
      if (cached && cached.expiresAt - clock.now() > minValidity) return cached;
      const client = await oidc.registerClient(input, signal);
      registrations.set(key, client);
      return client;
    },
    remove(client) {
      for (const [key, registered] of registrations) if (registered === client) registrations.delete(key);
    },
  };
}
