import { createSocksError, parseProxy } from './parse-proxy.ts';
import type { Route } from './route.ts';
import { direct } from './route.ts';

const setting = "The system's proxy setting";

/**
 * Parses the result of Chromium or a PAC script for a URL: `PROXY host:port; HTTPS host:port; DIRECT`, in order of
 * preference. Selects the first supported entry, except DIRECT after a SOCKS proxy.
 *
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` when the result contains only SOCKS proxies.
 */
export function parsePacResult(result: string): Route {
  let hasSocks = false;
  for (const entry of result.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case 'PROXY':
      case 'HTTP':
        return { kind: 'proxy', proxy: parseProxy(`http://${address}`, setting) };
      case 'HTTPS':
        return { kind: 'proxy', proxy: parseProxy(`https://${address}`, setting) };
      case 'DIRECT':
        if (!hasSocks) return direct;
        break;
      default:
        hasSocks ||= /^SOCKS/i.test(kind);
    }
  }
  if (hasSocks) throw createSocksError(setting);
  return direct;
}
