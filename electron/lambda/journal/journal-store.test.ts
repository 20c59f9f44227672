import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import { createServiceClients } from '../access/service-clients.ts';
import { createFunctionNetwork, createRuntime } from '../function/runtime.ts';
import { createLog } from '../logging/log.ts';
import { readConfiguration } from '../settings/configuration.ts';
import type { FunctionFixture } from '../../testing/lambda/function-fixture.ts';
import { startFunction } from '../../testing/lambda/function-fixture.ts';
import { maxInlineBytes } from './journal-store.ts';

let world: FunctionFixture;
beforeAll(async () => {
  world = await startFunction();
});
afterAll(() => world.close());

const log = createLog({}, (line) => void world.log.push(JSON.parse(line)));
const open = (more: Readonly<Record<string, string>> = {}) =>
  createRuntime({ ...world.environment, ...more }, () => undefined).journals;

const createUploads = (count: number): readonly UnfinishedUpload[] =>
  Array.from({ length: count }, (_, index) => ({
    uploadMethod: 'api',
    repository: '["222222222222","us-east-1","copies/api"]',
    digest: `sha256:${String(index).padStart(64, '0')}`,
    at: 1,
    uploadId: 'u'.repeat(100),
    partSize: 10,
    confirmed: 10 * (index + 1),
  }));

test('a small journal is in the payload', async () => {
  const uploads = createUploads(2);
  const journal = await open().store(uploads, log);
  expect(journal).toEqual({ kind: 'inline', uploads });
  expect(await open().load(journal, log)).toEqual(uploads);
});

test('a large journal is in the bucket, once', async () => {
  const uploads = createUploads(1_000);
  const journals = open({ JOURNAL_BUCKET: 'journals-of-the-function' });
  const journal = await journals.store(uploads, log);
  expect(journal).toMatchObject({ kind: 's3', bucket: 'journals-of-the-function' });
  expect(await journals.store(uploads, log)).toEqual(journal);
  expect(world.s3.objects.size).toBe(1);
  expect(await open({ JOURNAL_BUCKET: 'journals-of-the-function' }).load(journal, log)).toEqual(uploads);
});

test('a large journal without a bucket keeps the uploads with the most bytes, and says so', async () => {
  const journal = await open().store(createUploads(1_000), log);
  expect(Buffer.byteLength(JSON.stringify(journal))).toBeLessThanOrEqual(maxInlineBytes);
  const [first] = await open().load(journal, log);
  expect(first?.confirmed).toBe(10_000);
  expect(world.log.at(-1)).toMatchObject({
    level: 'WARN',
    message: expect.stringContaining('JOURNAL_BUCKET'),
  });
});

test('an object of another bucket is not read', async () => {
  const journal = { kind: 's3', bucket: 'somebody-elses', key: 'journals/1.json' } as const;
  await expect(open({ JOURNAL_BUCKET: 'journals-of-the-function' }).load(journal, log)).rejects.toThrow(
    'JOURNAL_BUCKET of the function is journals-of-the-function',
  );
});

test.each<[string, string, string | undefined]>([
  ['does not exist', 'NoSuchKey', undefined],
  ['is not JSON', 'SyntaxError', 'hunter2 is the password'],
  ['is other JSON', 'ZodError', '{"kind":"inline","uploads":[{"digest":"hunter2"}],"password":"hunter2"}'],
])('an object that %s costs no more than uploading again, and is not quoted', async (_what, error, text) => {
  const bucket = 'journals-of-the-function';
  const key = 'other/object';
  const { environment } = world;
  const s3 = createServiceClients(readConfiguration(environment), createFunctionNetwork(environment)).s3();
  if (text !== undefined) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  world.log.length = 0;
  const journal = { kind: 's3', bucket, key } as const;
  expect(await open({ JOURNAL_BUCKET: bucket }).load(journal, log)).toEqual([]);
  expect(world.log).toMatchObject([{ level: 'WARN', bucket, key, error }]);
  expect(JSON.stringify(world.log)).not.toContain('hunter2');
});
