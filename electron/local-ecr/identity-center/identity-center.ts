import { AccessTokens } from './access-tokens.ts';
import { AuthorizationCodes } from './authorization-codes.ts';
import { DeviceCodes } from './device-codes.ts';
import type { LocalIdentityCenter, SignedInUser } from './directory.ts';
import { accountAccess, OidcClients } from './oidc-clients.ts';

/** What the user answers at the browser pages. With `wait` the page stays open, with a link for each answer. */
export interface Person {
  /** A user's name. */
  readonly user: string;
  readonly decision: 'approve' | 'refuse' | 'wait';
}

/** Lifetimes in seconds; tests can change them. */
export interface Lifetimes {
  accessToken: number;
  deviceCode: number;
  clientSecret: number;
  /** The minimum time between two polls for a device code. */
  pollInterval: number;
}

/** The content of a file in `~/.aws/sso/cache` after a sign-in, without the Region. */
export interface SignIn {
  readonly startUrl: string;
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601. */
  readonly registrationExpiresAt: string;
  readonly refreshToken?: string;
}

/** IAM Identity Center: its users and their sign-ins. */
export class IdentityCenter {
  /** The user at the browser; by default the first declared user, who approves. */
  person: Person;
  readonly lifetimes: Lifetimes = {
    accessToken: 3600,
    deviceCode: 600,
    clientSecret: 90 * 24 * 3600,
    pollInterval: 1,
  };
  readonly clients: OidcClients;
  readonly codes: AuthorizationCodes;
  readonly deviceCodes: DeviceCodes;
  readonly tokens: AccessTokens;
  readonly #centers: ReadonlyMap<string, LocalIdentityCenter>;

  /** @param now milliseconds since 1970, by the local ECR's clock */
  constructor(centers: readonly LocalIdentityCenter[], now: () => number) {
    this.#centers = new Map(centers.map((center) => [center.startUrl, center]));
    this.person = { user: centers[0]?.users[0]?.name ?? 'nobody', decision: 'approve' };
    this.clients = new OidcClients(this.lifetimes, now);
    this.codes = new AuthorizationCodes(now);
    this.deviceCodes = new DeviceCodes(this.lifetimes, now);
    this.tokens = new AccessTokens(this.lifetimes, now);
  }

  has(startUrl: string): boolean {
    return this.#centers.has(startUrl);
  }

  /** @returns undefined when the instance has no such user. */
  userOf(startUrl: string, name: string): SignedInUser | undefined {
    const user = this.#centers.get(startUrl)?.users.find((one) => one.name === name);
    return user && { startUrl, user };
  }

  /**
   * Signs the user in without the browser.
   *
   * @param refreshable whether the sign-in can be refreshed: profiles without an `sso_session` cannot
   */
  signIn(startUrl: string, refreshable = true): SignIn {
    const user = this.userOf(startUrl, this.person.user);
    if (!user) throw new Error(`${startUrl} has no user ${this.person.user}`);
    const client = this.clients.register({ scopes: refreshable ? [accountAccess] : [], redirectUris: [] });
    const token = this.tokens.issue(user, client);
    return {
      startUrl,
      accessToken: token.accessToken,
      expiresAt: wholeSeconds(token.expiresAt),
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      registrationExpiresAt: wholeSeconds(client.expiresAt),
      ...(token.refreshToken !== undefined && { refreshToken: token.refreshToken }),
    };
  }
}

function wholeSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
