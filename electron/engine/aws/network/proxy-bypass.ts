import { BlockList, isIP } from 'node:net';

const getFamily = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a host is this computer, which no proxy can reach; Chromium applies the same rule. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  (isIP(host) !== 0 && loopback.check(host, getFamily(host)));

function isInSubnet(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.split('/');
  if (isIP(host) === 0 || isIP(network) === 0 || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (isIP(network) === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), getFamily(network));
  return list.check(host, getFamily(host));
}

/** `[::1]:8080` → `::1` and `8080`; `.internal` → `.internal` */
function splitPort(entry: string): { readonly name: string; readonly port: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, port: undefined };
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, port };
}

function matchesEntry(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInSubnet(host, entry);
  const { name, port: entryPort } = splitPort(entry);
  if (entryPort !== undefined && entryPort !== port) return false;
  const suffix = name.replace(/^\*?\./, '');
  if (suffix === '') return false;
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80');

/**
 * Whether requests to a URL bypass the proxy.
 *
 * @param list the value of `NO_PROXY`, separated by commas or spaces: domain names including their subdomains, with or
 *   without a leading `.` or `*.`, as curl and the AWS CLI read them; addresses and subnets (`10.0.0.0/8`); `*` for
 *   all hosts; each with or without a port.
 */
export function isBypassed({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matchesEntry(entry.toLowerCase(), host, port || defaultPort(protocol)));
}
