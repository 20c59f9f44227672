import { X509Certificate } from 'node:crypto';
import { getCACertificates, rootCertificates } from 'node:tls';
import type { CertificateSource } from '../../../../shared/models/network.ts';
import { readSmallBytes, UnsupportedFileError } from '../../files/read-small-file.ts';

/** A file of certificates, and the setting that names it. */
export interface CertificateFile {
  readonly from: Exclude<CertificateSource['from'], 'system'>;
  readonly path: string;
}

/** The trusted certificates, and the sources they were read from. */
export interface Certificates {
  /** Node's own and those of the files, in PEM; undefined without files, because Node has its own parsed already. */
  readonly usual: readonly string[] | undefined;
  /** The files of which no certificate is trusted. */
  readonly unusable: readonly CertificateSource[];
  /** Node's own, those of the files and of the operating system, and where all but Node's own come from. */
  readonly all: () => { readonly trusted: readonly string[]; readonly sources: readonly CertificateSource[] };
}

interface LoadedSource {
  readonly source: CertificateSource;
  readonly pems: readonly string[];
}

const pemPattern =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** The certificate in PEM; undefined if it cannot be parsed. Accepts DER too, the default export format of Windows. */
function parseCertificate(content: string | Buffer): string | undefined {
  try {
    return new X509Certificate(content).toString();
  } catch {
    return undefined;
  }
}

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

/** The certificates of a file, and the problem if none can be read. */
function parseBundle(content: Buffer): { readonly pems: readonly string[]; readonly problem?: string } {
  const blocks = content.toString('latin1').match(pemPattern) ?? [];
  const pems = (blocks.length > 0 ? blocks : [content]).map(parseCertificate).filter(isDefined);
  if (pems.length > 0) return { pems };
  return {
    pems,
    problem: blocks.length > 0 ? 'None of its certificates can be read.' : 'It contains no certificate.',
  };
}

/** Describes a file of which no certificate is trusted, two sentences. */
export const describeUnusableFile = ({ from, path, problem }: CertificateSource): string =>
  `The certificate file of ${from === 'settings' ? 'the network settings' : from}, ${path}, is not used. ${problem}`;

/** Bytes of a bundle; all public authorities together have some hundred kilobytes. */
const maxBundle = 16_000_000;

const describeReadError = (error: unknown): string => {
  if (error instanceof UnsupportedFileError) return error.message;
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'The file does not exist.'
    : `It cannot be read (${error instanceof Error ? error.message : String(error)}).`;
};

async function loadFile({ from, path }: CertificateFile): Promise<LoadedSource> {
  try {
    const { pems, problem } = parseBundle(await readSmallBytes(path, maxBundle));
    return { pems, source: { from, path, count: pems.length, problem } };
  } catch (error) {
    return { pems: [], source: { from, path, count: 0, problem: describeReadError(error) } };
  }
}

function loadSystemStore(): LoadedSource {
  try {
    const pems = getCACertificates('system');
    return { pems, source: { from: 'system', count: pems.length } };
  } catch (error) {
    return { pems: [], source: { from: 'system', count: 0, problem: describeReadError(error) } };
  }
}

/**
 * Loads the trusted certificates: Node's own, those of the operating system, and those of the files. The AWS CLI
 * replaces its root certificates with `AWS_CA_BUNDLE`; they are added here because a bundle often contains only the
 * certificate of the company. The store of the operating system is read when `all` is called for the first time: it takes
 * longer than the start of Node.js. Never rejects: a file that cannot be read is reported in its source.
 */
export async function loadCertificates(files: readonly CertificateFile[]): Promise<Certificates> {
  const ofFiles = await Promise.all(files.map(loadFile));
  const pemsOfFiles = ofFiles.flatMap(({ pems }) => pems);
  // Listing the store that Node has in use, with getCACertificates('default'), takes half as long again as parsing these.
  const listUsual = (): readonly string[] => [...rootCertificates, ...pemsOfFiles];
  let all: ReturnType<Certificates['all']> | undefined;
  const loadAll = (): ReturnType<Certificates['all']> => {
    const system = loadSystemStore();
    const sources = [system, ...ofFiles].map(({ source }) => source);
    return { trusted: [...new Set([...listUsual(), ...system.pems])], sources };
  };
  const unusable = ofFiles.map(({ source }) => source).filter(({ problem }) => problem !== undefined);
  return {
    usual: pemsOfFiles.length > 0 ? listUsual() : undefined,
    unusable,
    all: () => (all ??= loadAll()),
  };
}
