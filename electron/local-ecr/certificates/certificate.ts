import { generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** Key and certificate in PEM. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

interface CertificateRequest {
  /** The common name. */
  readonly name: string;
  readonly keys: KeyPair;
  readonly signedBy: { readonly name: string; readonly keys: KeyPair };
  readonly validity?: Validity;
}

export type Certificate =
  | (CertificateRequest & { readonly kind: 'authority' })
  | (CertificateRequest & { readonly kind: 'server'; readonly hosts: readonly string[] });

const generate = promisify(generateKeyPair);

export async function createKeys(): Promise<KeyPair> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

const day = 24 * 3_600_000;

/** Writes and signs a certificate (RFC 5280). By default it is valid from yesterday for one month. */
export function createCertificate(request: Certificate): string {
  const { name, keys, signedBy } = request;
  const now = Date.now();
  const { from, to } = request.validity ?? { from: new Date(now - day), to: new Date(now + 30 * day) };
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  // The first bit is zero, so that the number is positive.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = from;
  certificate.validity.notAfter = to;
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: signedBy.name }]);
  certificate.setExtensions(extensionsOf(request));
  certificate.sign(forge.pki.privateKeyFromPem(signedBy.keys.privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

function extensionsOf(request: Certificate): object[] {
  switch (request.kind) {
    case 'authority':
      return [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
        { name: 'subjectKeyIdentifier' },
      ];
    case 'server':
      return [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: request.hosts.map(alternativeName) },
      ];
  }
}

/** Tags of a general name: 7 is an IP address, 2 a DNS name. */
function alternativeName(host: string): object {
  return isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host };
}
