import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCertificateAuthority } from '../../../local-ecr/certificates/certificate-authority.ts';
import { loadCertificates } from './certificates.ts';

let folder: string;
let pem: string;
let otherPem: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  pem = (await createCertificateAuthority('First')).certificate;
  otherPem = (await createCertificateAuthority('Second')).certificate;
});
afterAll(() => rm(folder, { recursive: true }));

async function load(content: string | Buffer) {
  const path = join(folder, 'bundle');
  await writeFile(path, content);
  const { sources, trusted } = (await loadCertificates([{ from: 'settings', path }])).all();
  const subjects = trusted.map((each) => new X509Certificate(each).subject);
  return {
    source: sources.find(({ from }) => from === 'settings'),
    authorities: ['First', 'Second'].filter((name) =>
      subjects.some((subject) => subject.includes(`CN=${name}`)),
    ),
  };
}

test('loads every certificate of a bundle, ignoring the text between them', async () => {
  const bundle = `# company\r\n${pem.replaceAll('\n', '\r\n')}\nsubject=Second\n${otherPem}${pem}`;
  expect(await load(bundle)).toMatchObject({ source: { count: 3 }, authorities: ['First', 'Second'] });
});

test('skips a certificate that cannot be parsed', async () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const { source, authorities } = await load(broken + otherPem);
  expect(source).toMatchObject({ count: 1, problem: undefined });
  expect(authorities).toEqual(['Second']);
  expect((await load(broken)).source).toMatchObject({
    count: 0,
    problem: 'None of its certificates can be read.',
  });
});

test('loads a single certificate in DER, as Windows exports it', async () => {
  expect(await load(new X509Certificate(pem).raw)).toMatchObject({
    source: { count: 1 },
    authorities: ['First'],
  });
});

test.each(['', 'no certificate at all', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
  'reports a file without certificates: %j',
  async (text) => {
    expect((await load(text)).source).toMatchObject({
      count: 0,
      problem: 'It contains no certificate.',
    });
  },
);

test('reports a folder where a file is expected', async () => {
  const { sources } = (await loadCertificates([{ from: 'AWS_CA_BUNDLE', path: folder }])).all();
  expect(sources.at(-1)).toMatchObject({ count: 0, problem: 'It is a folder.' });
});
