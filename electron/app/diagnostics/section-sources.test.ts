import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiagnosticsReport } from '../../../shared/models/diagnostics.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { formatDiagnostics } from '../../../shared/text/diagnostics.ts';
import { openLog } from '../logging/log.ts';
import { createActivity } from './activity.ts';
import type { DiagnosticsServices } from './section-sources.ts';
import { collectDiagnostics } from './section-sources.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diagnostics-'));
  await mkdir(join(folder, 'logs'));
});
afterEach(() => rm(folder, { recursive: true }));

const letters = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzq';
/** One secret of each kind, and the text around it that programs print. */
const canaries = [
  { secret: `${letters}EXAMPLEKEY`, text: (secret: string) => `aws_secret_access_key = ${secret}` },
  {
    secret: `IQoJb3JpZ2luX2VjE${letters.repeat(9)}==`,
    text: (secret: string) => `{"SessionToken":"${secret}"}`,
  },
  {
    secret: Buffer.from(`AWS:${letters.repeat(6)}`).toString('base64'),
    text: (secret: string) => `authorization: Basic ${secret}`,
  },
  { secret: `aoa${letters.repeat(4)}`, text: (secret: string) => `accessToken=${secret}` },
  {
    secret: `eyJhbGciOiJIUzI1NiJ9.${letters}.${letters}`,
    text: (secret: string) => `got ${secret} from the service`,
  },
  { secret: `hunter2-${letters}`, text: (secret: string) => `http://ann:${secret}@proxy.acme.example:3128` },
  {
    secret: '0f'.repeat(32),
    text: (secret: string) => `GET https://bucket.s3.amazonaws.com/l?X-Amz-Signature=${secret}`,
  },
  {
    secret: `MIIEv${letters.repeat(5)}`,
    text: (secret: string) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
  },
] as const;

const settings = settingsSchema.parse({
  source: { profile: 'acme-build', regions: { 'acme-build': 'eu-west-1' } },
  accounts: { '111122223333': { label: 'Acme Payments', isProtected: true } },
  network: { proxyMode: 'manual', proxyUrl: 'http://proxy.acme.example:3128' },
});

function createServices(more: Partial<DiagnosticsServices> = {}): DiagnosticsServices {
  return {
    activity: createActivity(),
    logFolder: join(folder, 'logs'),
    dumpFolder: join(folder, 'Crashpad'),
    describeVersions: () => 'ECR Image Replicator 0.1.0',
    startPhases: () => [{ name: 'Electron is ready', milliseconds: 12.4 }],
    environment: {},
    files: { problems: () => [] },
    records: { problems: () => [] },
    history: { search: () => Promise.resolve({ entries: [], matching: 0, total: 0, demo: 0 }) },
    listProfiles: () => Promise.resolve({ files: [], profiles: [], demo: false }),
    loginShell: { state: () => Promise.resolve({ kind: 'not-needed' }) },
    network: { certificateSources: () => Promise.resolve([]) },
    proxyPassword: { login: () => undefined, isKept: () => Promise.resolve(false) },
    settings: { read: () => settings },
    transfers: { list: () => [] },
    ...more,
  };
}

const asText = (report: DiagnosticsReport): string =>
  formatDiagnostics(
    report,
    report.sections.map(({ id }) => id),
  );

test.each([true, false])(
  'contains no secret of the log, the errors and the environment (placeholders: %s)',
  async (replaceNames) => {
    const log = openLog(join(folder, 'logs'));
    const environment: Record<string, string> = {};
    const services = createServices({ environment });
    for (const [index, { secret, text }] of canaries.entries()) {
      log.info('Answer:', text(secret));
      // As an older version or another program wrote it.
      await appendFile(join(folder, 'logs', 'main.log'), `[info] ${text(secret)}\n`);
      services.activity.requestFailed('plans.create', {
        code: 'internal',
        message: `The service answered ${text(secret)}`,
        detail: text(secret),
        retryable: false,
      });
      environment[`AWS_CANARY_${index}`] = text(secret);
    }
    environment['HTTPS_PROXY'] = canaries[5].text(canaries[5].secret);
    const shown = asText(await collectDiagnostics(services, replaceNames));
    expect(canaries.filter(({ secret }) => shown.includes(secret))).toEqual([]);
    for (const { secret } of canaries) expect(shown).not.toContain(secret.slice(4, 24));
    expect(shown).toContain('AWS_CANARY_0, AWS_CANARY_1');
    expect(shown).toContain('plans.create: internal: The service answered');
  },
);

test('names versions, timings, settings, problems and crash dumps, with placeholders for names', async () => {
  await mkdir(join(folder, 'Crashpad', 'pending'), { recursive: true });
  await writeFile(join(folder, 'Crashpad', 'pending', 'a.dmp'), 'memory');
  const services = createServices();
  services.activity.repositoriesNamed(['payments']);
  openLog(join(folder, 'logs')).info('acme-build reads payments of 111122223333 via proxy.acme.example.');
  const shown = asText(await collectDiagnostics(services, true));
  for (const text of [
    'Image Replicator 0.1.0',
    'Electron is ready: 12 ms',
    'a.dmp, 6 B',
    '"proxyMode": "manual"',
  ])
    expect(shown).toContain(text);
  expect(shown).toContain('profile-1 reads repository-1 of account-1 via host-1.');
  for (const name of ['acme', 'payments', 'Acme', '111122223333']) expect(shown).not.toContain(name);
  const unreplaced = asText(await collectDiagnostics(services, false));
  expect(unreplaced).toContain('acme-build reads payments of 111122223333 via proxy.acme.example.');
});

test('a section that cannot be read says why, and the others are there', async () => {
  const services = createServices({
    history: { search: () => Promise.reject(new Error('database disk image is malformed')) },
  });
  const { sections } = await collectDiagnostics(services, true);
  expect(sections.find(({ id }) => id === 'timings')?.text).toMatch(/^This section cannot be read\./);
  expect(sections.find(({ id }) => id === 'versions')?.text).toBe('ECR Image Replicator 0.1.0');
});
