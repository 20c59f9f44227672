import type { TlsIdentity } from '../server/http-server.ts';
import { createCertificate, createKeys, type Validity } from './certificate.ts';

/** A certificate authority that nobody trusts until told to, as companies have one. */
export interface CertificateAuthority {
  /** Its own certificate in PEM: what `AWS_CA_BUNDLE` and the like are to point at. */
  readonly certificate: string;
  /**
   * A certificate for servers, together with the authority's own as the end of the chain.
   *
   * @param hosts DNS names, such as `localhost` or `*.amazonaws.com`, and IP addresses
   */
  issue(hosts: readonly string[], validity?: Validity): Promise<TlsIdentity>;
}

export async function createCertificateAuthority(name = 'Example Company CA'): Promise<CertificateAuthority> {
  const keys = await createKeys();
  const certificate = createCertificate({ kind: 'authority', name, keys, signedBy: { name, keys } });
  return {
    certificate,
    async issue(hosts, validity) {
      const server = await createKeys();
      const leaf = createCertificate({
        kind: 'server',
        name: hosts[0] ?? '',
        hosts,
        keys: server,
        signedBy: { name, keys },
        ...(validity && { validity }),
      });
      return { key: server.privateKey, cert: leaf + certificate };
    },
  };
}

/** A certificate that vouches for itself. */
export async function createSelfSigned(hosts: readonly string[]): Promise<TlsIdentity> {
  const keys = await createKeys();
  const name = hosts[0] ?? '';
  const cert = createCertificate({ kind: 'server', name, hosts, keys, signedBy: { name, keys } });
  return { key: keys.privateKey, cert };
}
