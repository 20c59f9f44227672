import type { TlsIdentity } from '../server/http-server.ts';
import { createCertificate, createKeys, type Validity } from './certificate.ts';

/** A private certificate authority, as companies have; no client trusts it by default. */
export interface CertificateAuthority {
  /** Its own certificate in PEM, for `AWS_CA_BUNDLE` and similar settings. */
  readonly certificate: string;
  /**
   * A server certificate, followed by the certificate of the authority.
   *
   * @param hosts DNS names, for example `localhost` or `*.amazonaws.com`, and IP addresses
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

/** A self-signed certificate. */
export async function createSelfSigned(hosts: readonly string[]): Promise<TlsIdentity> {
  const keys = await createKeys();
  const name = hosts[0] ?? '';
  const cert = createCertificate({ kind: 'server', name, hosts, keys, signedBy: { name, keys } });
  return { key: keys.privateKey, cert };
}
