import { parseProxy, socksUnsupported } from './parse-proxy.ts';
import type { Route } from './route.ts';
import { direct } from './route.ts';

const from = "The system's proxy setting";

/**
 * Reads what Chromium and PAC scripts answer for a URL: `PROXY host:port; HTTPS host:port; DIRECT`, the preferred one
 * first. The first that can be used is taken; DIRECT behind a SOCKS proxy is not.
 *
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` when only a SOCKS proxy is named.
 */
export function parsePacResult(answer: string): Route {
  let socks = false;
  for (const entry of answer.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case 'PROXY':
      case 'HTTP':
        return { kind: 'proxy', proxy: parseProxy(`http://${address}`, from) };
      case 'HTTPS':
        return { kind: 'proxy', proxy: parseProxy(`https://${address}`, from) };
      case 'DIRECT':
        if (!socks) return direct;
        break;
      default:
        socks ||= /^SOCKS/i.test(kind);
    }
  }
  if (socks) throw socksUnsupported(from);
  return direct;
}
