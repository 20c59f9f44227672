import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { openLocalTarget, principalOf, type LocalTarget } from './testing/local-target.ts';

let local: LocalTarget;
let folder: string;
beforeEach(async () => {
  local = await openLocalTarget();
  folder = await mkdtemp(join(tmpdir(), 'contract-run-'));
  const profiles = [local.context.first, local.context.second].map(({ accountId }, index) => {
    const { accessKeyId, secretAccessKey } = principalOf(accountId);
    return `[${['one', 'two'][index]}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  });
  await writeFile(join(folder, 'credentials'), profiles.join('\n'));
});
afterEach(async () => {
  await local.close();
  await rm(folder, { recursive: true });
});

const theirs = 'ecr-contract-of-somebody-else';
const repositoriesOf = (registry: LocalTarget['context']['first']) => [
  ...local.ecr.registry(registry.accountId, registry.target.region).repositories.keys(),
];

/** Starts `npm run contract` for the local ECR with another repository in the account. */
function start(...options: readonly string[]): {
  readonly child: ChildProcess;
  readonly output: Promise<string>;
} {
  const { target, accountId } = local.context.first;
  local.ecr.registry(accountId, target.region).createRepository(theirs);
  const parameters = ['--profile', 'one', '--region', target.region, '--endpoint', local.ecr.endpoint];
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'run.ts'), ...parameters, '--report', join(folder, 'report'), ...options],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_CONFIG_FILE: join(folder, 'config'),
      },
    },
  );
  return {
    child,
    output: Promise.all([text(child.stdout), text(child.stderr)]).then((both) => both.join('')),
  };
}

it('creates nothing without a confirmation', async () => {
  const { child, output } = start('--second-profile', 'two');
  const [code] = await once(child, 'exit');
  expect([code, await output]).toEqual([2, expect.stringContaining('Nobody can confirm this here.')]);
  expect(await output).toContain('Creates up to 30 repositories in 111122223333 and up to 5 in 444455556666');
  expect(await output).toMatch(/Costs at most about \$0\.0\d: requests are free/);
  expect(local.ecr.calls.of('CreateRepository')).toEqual([]);
});

it('writes a report of each claim and removes what it created', async () => {
  const { child, output } = start('--second-profile', 'two', '--only', 'other-account', '--yes');
  const [code] = await once(child, 'exit');
  expect([code, await output]).toEqual([0, expect.stringContaining('5 confirmed, 0 differ, 0 not tried.')]);
  const report = z
    .object({ claims: z.array(z.object({ id: z.string(), kind: z.string() })) })
    .parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')));
  expect(report.claims[0]).toEqual({ id: 'other-account/denied', kind: 'confirmed' });
  const markdown = await readFile(join(folder, 'report.md'), 'utf8');
  expect(markdown).toContain('| other-account/denied | Without a repository policy');
  expect(markdown).not.toMatch(/111122223333|444455556666/);
  expect(repositoriesOf(local.context.first)).toEqual([theirs]);
  expect(repositoriesOf(local.context.second)).toEqual([]);
});

it('reports when it cannot read whether the registry replicates its repositories', async () => {
  local.ecr.faults.add({ kind: 'access-denied', operation: 'DescribeRegistry' });
  const { child, output } = start('--only', 'layers/part-size', '--yes');
  const [code] = await once(child, 'exit');
  expect([code, await output]).toEqual([0, expect.stringContaining('Replicas would not be deleted.')]);
});

it('ends with 1 when a claim differs', async () => {
  local.ecr.faults.add({ kind: 'refuse', operation: 'CompleteLayerUpload', name: 'Other', message: 'Other' });
  const { child, output } = start('--only', 'layers/wrong-digest', '--yes');
  const [code] = await once(child, 'exit');
  expect([code, await output]).toEqual([1, expect.stringMatching(/DIFFERS +layers\/wrong-digest/)]);
});

// A skipped test counts as a failure. Windows has no signals.
if (process.platform !== 'win32')
  it('removes what it created when it is interrupted', async () => {
    local.ecr.faults.add({ kind: 'stall', operation: 'CompleteLayerUpload' });
    const { child, output } = start('--only', 'layers', '--yes');
    await expect.poll(() => local.ecr.calls.of('CompleteLayerUpload').length).toBe(1);
    expect(repositoriesOf(local.context.first)).toHaveLength(2);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect([code, await output]).toEqual([
      130,
      expect.stringContaining('Interrupted: removing the repositories'),
    ]);
    expect(repositoriesOf(local.context.first)).toEqual([theirs]);
  });

it('removes what it created when its output is closed', async () => {
  const { child, output } = start('--only', 'layers', '--yes');
  const reader = expect(output).rejects.toThrow('Premature close');
  await expect.poll(() => local.ecr.calls.of('CreateRepository').length).toBeGreaterThan(0);
  child.stdout?.destroy();
  child.stderr?.destroy();
  await reader;
  const [code] = await once(child, 'exit');
  expect(code).toBe(130);
  expect(repositoriesOf(local.context.first)).toEqual([theirs]);
});
