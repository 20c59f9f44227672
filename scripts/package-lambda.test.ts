import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FunctionFixture } from '../electron/testing/lambda/function-fixture.ts';
import {
  functionArn,
  ownAccount,
  ownRegion,
  readerRole,
  sourceAccount,
  sourceRegion,
  startFunction,
} from '../electron/testing/lambda/function-fixture.ts';
import type { FunctionProcess } from '../electron/testing/lambda/function-process.ts';
import { startFunctionProcess } from '../electron/testing/lambda/function-process.ts';
import { seedImage } from '../electron/testing/seed-image.ts';
import { workResultSchema } from '../shared/models/work-result.ts';
import type { ArchivedFile } from './testing/read-zip-archive.ts';
import { readZipArchive } from './testing/read-zip-archive.ts';
import { createZipArchive } from './zip-archive.ts';

const root = join(import.meta.dirname, '..');
const partSize = 1024 * 1024;

let folder: string;
let archive: string;
let files: readonly ArchivedFile[];
/** `index.mjs` as the archive has it. */
let bundle: string;
let world: FunctionFixture;
let lambda: FunctionProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-lambda-'));
  const script = join(root, 'scripts/package-lambda.ts');
  await promisify(execFile)(process.execPath, [script, '--output', folder], { cwd: root });
  archive = join(folder, 'ecr-image-replicator-lambda.zip');
  bundle = join(folder, 'deployed', 'index.mjs');
  files = readZipArchive(await readFile(archive));
  await mkdir(dirname(bundle));
  for (const { name, content } of files) await writeFile(join(dirname(bundle), name), content);
  world = await startFunction({ proposed: partSize, smallest: partSize / 2 });
  lambda = await startFunctionProcess(bundle, { ...world.environment, STOP_BEFORE_END_SECONDS: '2' });
});
afterAll(async () => {
  await lambda.close();
  await world.close();
  await rm(folder, { recursive: true });
});

async function prepare(name: string, layerSize: number) {
  const { digest } = await seedImage(
    world.source.createRepository(`team/${name}`),
    [[name, layerSize]],
    ['1.0'],
  );
  const repository = world.destination.createRepository(`copies/${name}`);
  const source = { account_id: sourceAccount, region: sourceRegion, repository_name: `team/${name}` };
  const destination = { account_id: ownAccount, region: ownRegion, repository_name: `copies/${name}` };
  return { digest, repository, source: { ...source, image_digest: digest }, destination };
}

test('the archive has one file of code and the licenses, and less than 1 MB', async () => {
  expect(files.map(({ name }) => name)).toEqual(['index.mjs', 'LICENSE', 'THIRD-PARTY-LICENSES.md']);
  // Lambda runs as another user than the one that uploaded the archive.
  expect(new Set(files.map(({ mode }) => mode.toString(8)))).toEqual(new Set(['100644']));
  expect((await stat(archive)).size).toBeLessThan(1_000_000);
  expect(await readFile(join(dirname(bundle), 'THIRD-PARTY-LICENSES.md'), 'utf8')).toContain(
    '@aws-sdk/client-s3',
  );
});

test('the bundle imports modules of Node.js only, and carries no Electron, local ECR or command line', async () => {
  const text = await readFile(bundle, 'utf8');
  const statically = [...text.matchAll(/^(?:import|export) .* from "([^"]+)";$/gm)];
  const dynamically = [...text.matchAll(/\bimport\("([^"]+)"\)/g)];
  const imports = [...statically, ...dynamically].flatMap(([, name]) => name ?? []);
  expect(imports).toContain('node:https');
  expect(imports.filter((name) => !isBuiltin(name))).toEqual([]);
  expect(text).toContain('function copyImage(');
  expect(text).not.toMatch(/startLocalEcr|LOCALECR|runInTerminal|ipcMain/);
});

const createExample = (): Buffer =>
  createZipArchive([{ name: 'index.mjs', content: Buffer.from('export const handler = 1;\n'.repeat(100)) }]);

test('the same content gives the same archive', () => {
  expect(createExample()).toEqual(createExample());
});

test('the packaged function answers the original request', async () => {
  const { digest, repository, source, destination } = await prepare('api', 100_000);
  const request = { source_image: source, destination_repository: destination, source_role_arn: readerRole };
  expect(await lambda.invoke(request, 900_000, functionArn)).toMatchObject({
    kind: 'response',
    value: { destination_image: { image_digest: digest } },
  });
  expect([...repository.tags]).toEqual([['1.0', digest]]);
  expect(await lambda.invoke({ ...request, source_image: undefined }, 900_000, functionArn)).toMatchObject({
    kind: 'error',
    errorType: 'InvalidEventError',
    errorMessage: expect.stringContaining('source_image'),
  });
  // AWS's runtime client writes the errors of the handler itself, as text.
  const entries = lambda.lines
    .filter((line) => line.startsWith('{'))
    .map((line): unknown => JSON.parse(line));
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'INFO', xrayTraceId: expect.stringMatching(/^Root=1-5759e988/) }),
  );
});

test('a deadline within a layer is answered more, and no confirmed part is sent again', async () => {
  const parts = 8;
  const { digest, repository, source, destination } = await prepare('large', parts * partSize);
  const item = {
    kind: 'work-item',
    id: 'large',
    source,
    destination,
    source_role_arn: readerRole,
    upload_method: 'api',
  };
  const accepted = () =>
    world.ecr.calls
      .of('UploadLayerPart')
      .filter(({ outcome, bytes }) => outcome === 'ok' && bytes === partSize);
  // The part that is sent when the time runs out ends within the reserved time.
  world.ecr.network.shape = { up: { bytesPerSecondTotal: 4 * partSize } };
  let answer = workResultSchema.parse(
    await lambda.invoke(item, 4_000, functionArn).then((end) => (end.kind === 'response' ? end.value : end)),
  );
  expect(answer).toMatchObject({ status: 'more' });
  expect(repository.tags.size).toBe(0);
  world.ecr.network.shape = {};
  for (let invocation = 0; answer.status === 'more' && invocation < 5; invocation += 1) {
    const end = await lambda.invoke(answer.item, 900_000, functionArn);
    answer = workResultSchema.parse(end.kind === 'response' ? end.value : end);
  }
  expect(answer).toMatchObject({ status: 'done', destination_image: { image_digest: digest } });
  expect(accepted().map(({ part }) => part?.firstByte)).toEqual(
    Array.from({ length: parts }, (_, index) => index * partSize),
  );
});
