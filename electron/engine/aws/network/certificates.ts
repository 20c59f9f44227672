import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { getCACertificates, rootCertificates } from 'node:tls';
import type { CertificateSource } from '../../../../shared/models/network.ts';

/** A file of certificates, and who names it. */
export interface CertificateFile {
  readonly from: Exclude<CertificateSource['from'], 'system'>;
  readonly path: string;
}

/** What is trusted, and where each part of it comes from. */
export interface Certificates {
  /** In PEM. */
  readonly trusted: readonly string[];
  readonly sources: readonly CertificateSource[];
}

interface Part {
  readonly source: CertificateSource;
  readonly pems: readonly string[];
}

const pemPattern =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** In PEM; undefined when it is none. Windows exports single certificates in DER, which is taken as well. */
function readCertificate(content: string | Buffer): string | undefined {
  try {
    return new X509Certificate(content).toString();
  } catch {
    return undefined;
  }
}

const defined = <T>(value: T | undefined): value is T => value !== undefined;

/** The certificates of a file, and why there are none or not all. */
function readBundle(content: Buffer): { readonly pems: readonly string[]; readonly problem?: string } {
  const blocks = content.toString('latin1').match(pemPattern) ?? [];
  const pems = (blocks.length > 0 ? blocks : [content]).map(readCertificate).filter(defined);
  if (pems.length > 0) return { pems };
  return {
    pems,
    problem: blocks.length > 0 ? 'None of its certificates can be read.' : 'It holds no certificate.',
  };
}

const unreadable = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'There is no such file.'
    : `It cannot be read (${error instanceof Error ? error.message : String(error)}).`;

async function fromFile({ from, path }: CertificateFile): Promise<Part> {
  try {
    const { pems, problem } = readBundle(await readFile(path));
    return { pems, source: { from, path, count: pems.length, problem } };
  } catch (error) {
    return { pems: [], source: { from, path, count: 0, problem: unreadable(error) } };
  }
}

/** Guarded, as is the system's store: Electron's TLS library is not Node's. */
function ownCertificates(): readonly string[] {
  try {
    return getCACertificates('default');
  } catch {
    return rootCertificates;
  }
}

function fromSystem(): Part {
  try {
    const pems = getCACertificates('system');
    return { pems, source: { from: 'system', count: pems.length } };
  } catch (error) {
    return { pems: [], source: { from: 'system', count: 0, problem: unreadable(error) } };
  }
}

/**
 * Gathers what is trusted: Node's own certificates and the system's, and besides them those of the files. The AWS CLI
 * lets `AWS_CA_BUNDLE` replace its roots; adding is safe where a bundle holds the company's certificate alone.
 */
export async function loadCertificates(files: readonly CertificateFile[]): Promise<Certificates> {
  const parts = [fromSystem(), ...(await Promise.all(files.map(fromFile)))];
  const trusted = new Set([...ownCertificates(), ...parts.flatMap(({ pems }) => pems)]);
  return { trusted: [...trusted], sources: parts.map(({ source }) => source) };
}
