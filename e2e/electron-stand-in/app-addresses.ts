/**
 * Chromium alone does not support an app's scheme. An address of the scheme, `app://host/path`, is mapped to
 * `https://host.invalid/path`: an origin as secure as the app's, with a host name that cannot exist (RFC 2606); the app
 * answers every request for it. The app itself sees only its own addresses.
 */
let scheme: string | undefined;

const reserved = '.invalid';

/** Sets the mapped scheme. */
export function mapScheme(name: string): void {
  scheme = name;
}

/** Whether Chromium's address is mapped to one of the app's. */
export const isMapped = (address: string): boolean =>
  scheme !== undefined && /^https:\/\/[^/?#]+\.invalid(?:[/?#]|$)/.test(address);

/** Chromium's address for one of the app's; any other one unchanged. */
export function toChromium(address: string): string {
  const prefix = `${scheme}://`;
  if (scheme === undefined || !address.toLowerCase().startsWith(prefix)) return address;
  const [, host = '', rest = ''] = /^([^/?#]*)(.*)$/s.exec(address.slice(prefix.length)) ?? [];
  return `https://${host}${reserved}${rest}`;
}

/** The app's address for one of Chromium's; any other one unchanged. */
export function fromChromium(address: string): string {
  if (!isMapped(address)) return address;
  return address.replace(/^https:\/\/([^/?#]+)\.invalid/, `${scheme}://$1`);
}

/** The origin as Chromium serializes that of a standard scheme. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const { protocol, host, origin } = new URL(address);
  return protocol === `${scheme}:` || protocol === 'file:' ? `${protocol}//${host}` : origin;
}
