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

async function inputs(content: string | Buffer) {
  const path = join(folder, 'bundle');
  await writeFile(path, content);
  const { sources, trusted } = await loadCertificates([{ from: 'settings', path }]);
  const subjects = trusted.map((each) => new X509Certificate(each).subject);
  return {
    source: sources.find(({ from }) => from === 'settings'),
    ours: ['First', 'Second'].filter((name) => subjects.some((subject) => subject.includes(`CN=${name}`))),
  };
}

test('each of a bundle is taken, whatever stands between them', async () => {
  const bundle = `# company\r\n${pem.replaceAll('\n', '\r\n')}\nsubject=Second\n${otherPem}${pem}`;
  expect(await inputs(bundle)).toMatchObject({ source: { count: 3 }, ours: ['First', 'Second'] });
});

test('one that is broken does not take the others along', async () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const { source, ours } = await inputs(broken + otherPem);
  expect(source).toMatchObject({ count: 1, problem: undefined });
  expect(ours).toEqual(['Second']);
  expect((await inputs(broken)).source).toMatchObject({
    count: 0,
    problem: 'None of its certificates can be read.',
  });
});

test('a single one in DER, as Windows exports it', async () => {
  expect(await inputs(new X509Certificate(pem).raw)).toMatchObject({
    source: { count: 1 },
    ours: ['First'],
  });
});

test.each(['', 'no certificate at all', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
  'a file without any is told: %j',
  async (text) => {
    expect((await inputs(text)).source).toMatchObject({ count: 0, problem: 'It holds no certificate.' });
  },
);

test('a folder in the place of a file is told', async () => {
  const { sources } = await loadCertificates([{ from: 'AWS_CA_BUNDLE', path: folder }]);
  expect(sources.at(-1)).toMatchObject({ count: 0, problem: expect.stringContaining('EISDIR') });
});
