import type { Clock } from './clock.ts';
import type { ClientRegistration, OidcClient, RegisterClientInput } from './oidc-client.ts';

/** A registration has to outlive the sign-in that it is used for, in milliseconds. */
const margin = 15 * 60_000;

/** This app's registrations with IAM Identity Center, kept in memory and used again while they last. */
export interface ClientRegistrations {
  /** The one for this input, registered when there is none. */
  of(oidc: OidcClient, input: RegisterClientInput, signal: AbortSignal): Promise<ClientRegistration>;
  /** AWS does not know it any more. */
  forget(client: ClientRegistration): void;
}

export function createClientRegistrations(clock: Clock): ClientRegistrations {
  const kept = new Map<string, ClientRegistration>();

  return {
    async of(oidc, input, signal) {
      const key = JSON.stringify([oidc.url, input]);
      const held = kept.get(key);
      if (held && held.expiresAt - clock.now() > margin) return held;
      const client = await oidc.registerClient(input, signal);
      kept.set(key, client);
      return client;
    },
    forget(client) {
      for (const [key, held] of kept) if (held === client) kept.delete(key);
    },
  };
}
