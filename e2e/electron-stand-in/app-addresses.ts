/**
 * Chromium alone supports no scheme of an app. An address of the app's scheme, `app://host/path`, is shown to it as
 * `https://host.invalid/path`: an origin as secure as the app's, under a name that no server can ever have (RFC 2606),
 * whose every request is answered by the app. All that the app itself sees are its own addresses.
 */
let scheme: string | undefined;

const reserved = '.invalid';

/** Sets the scheme that is mapped from now on. */
export function mapScheme(name: string): void {
  scheme = name;
}

/** Whether Chromium's address stands for one of the app's. */
export const isMapped = (address: string): boolean =>
  scheme !== undefined && /^https:\/\/[^/?#]+\.invalid(?:[/?#]|$)/.test(address);

/** Chromium's address for one of the app's; any other one as it is. */
export function toChromium(address: string): string {
  const prefix = `${scheme}://`;
  if (scheme === undefined || !address.toLowerCase().startsWith(prefix)) return address;
  const [, host = '', rest = ''] = /^([^/?#]*)(.*)$/s.exec(address.slice(prefix.length)) ?? [];
  return `https://${host}${reserved}${rest}`;
}

/** The app's address for one of Chromium's; any other one as it is. */
export function fromChromium(address: string): string {
  if (!isMapped(address)) return address;
  return address.replace(/^https:\/\/([^/?#]+)\.invalid/, `${scheme}://$1`);
}

/** The origin as Chromium writes that of a standard scheme. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const { protocol, host, origin } = new URL(address);
  return protocol === `${scheme}:` || protocol === 'file:' ? `${protocol}//${host}` : origin;
}
