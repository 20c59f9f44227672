import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import type { ReplicationRequest } from '../../shared/models/plan.ts';
import { formatCommandLine, quoteForShell } from '../../shared/text/command-line.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { seedImage } from '../testing/seed-image.ts';
import { openRoute } from './replication/open-route.ts';
import type { CliContext } from './terminal/context.ts';
import { makeRequests } from './replication/requests.ts';
import type { ReplicationCommandOptions } from './options/replication-options.ts';
import { addReplicationOptions } from './options/replication-options.ts';
import { test as base } from '../testing/registries-test.ts';

let folder: string;

/** The words of each command, as a real shell gives them to the program. */
async function wordsOf(text: string): Promise<readonly (readonly string[])[]> {
  const environment = { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  const { stdout } = await promisify(execFile)('sh', ['-c', text], { env: environment });
  return stdout
    .trim()
    .split('\n')
    .map((line) => z.array(z.string()).parse(JSON.parse(line)));
}

const test = base
  /** What the real command makes of these words. */
  .extend(
    'requestsFrom',
    ({ registries }) =>
      async (words: readonly string[]): Promise<readonly ReplicationRequest[]> => {
        const [name, ...args] = words;
        expect(name).toBe('replicate');
        const command = addReplicationOptions(new Command('replicate').exitOverride(), '');
        command.parse(args, { from: 'user' });
        const options = command.opts<ReplicationCommandOptions>();
        const { signal } = new AbortController();
        const context: CliContext = {
          environment: process.env,
          stdout: process.stdout,
          stderr: process.stderr,
          resourceFolders: [],
          signal,
        };
        const route = await openRoute(options, context);
        return makeRequests(
          options,
          { ...route, access: registries.access, plans: createPlans(registries.access) },
          context,
        );
      },
  );

/** A shell in whose PATH the program only says how it was called. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  const program = join(folder, 'ecr-image-replicator');
  await writeFile(program, `#!${process.execPath}\nconsole.log(JSON.stringify(process.argv.slice(2)));\n`);
  await chmod(program, 0o755);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('words are quoted so that a shell gives them back unchanged', async () => {
  const words = ['plain', "it's", '$HOME `x` "y"', 'a b', '', '*', '\\', 'ü', 'new\nline', '-v', '~'];
  const [given] = await wordsOf(`ecr-image-replicator ${words.map(quoteForShell).join(' ')}`);
  expect(given).toEqual(words);
});

test('what the command line does is what the request asks for', async ({ registries, requestsFrom }) => {
  const source = registries.source.createRepository('team/api');
  const digests = await Promise.all(
    ['a', 'b', 'c'].map(async (seed, index) => {
      const tags = [`v${index}`, `extra-${index}`];
      return (await seedImage(source, [[seed, 10]], tags)).digest;
    }),
  );
  const [first = '', second = '', third = ''] = digests;
  const asked = registries.request(
    { from: 'team/api', to: 'mirror/api', create: true },
    [
      { digest: first, sourceTags: ['v0', 'extra-0'], destinationTags: ['v0', 'extra-0'] },
      { digest: second, sourceTags: ['v1'], destinationTags: ['1.0', 'stable'] },
      { digest: third, sourceTags: [], destinationTags: [] },
    ],
    {
      referrers: false,
      verify: false,
      missingManifests: 'leave-out',
      existingSignatures: 'keep',
      platforms: [
        { os: 'linux', architecture: 'amd64' },
        { os: 'linux', architecture: 'arm64', variant: 'v8' },
        { os: 'windows', architecture: 'amd64', osVersion: '10.0.20348' },
      ],
    },
  );
  const request = { ...asked, destination: { ...asked.destination, registryId: '222222222222' } };
  // The tag is moved after the plan: the command still names the planned image.
  await seedImage(source, [['moved', 10]], ['v0']);
  const { text, notes } = formatCommandLine(request);
  const commands = await wordsOf(text);
  expect(commands).toHaveLength(3);
  const made = (await Promise.all(commands.map(requestsFrom))).flat();
  expect(made.flatMap(({ images }) => images)).toMatchObject([
    { digest: first, destinationTags: ['v0', 'extra-0'] },
    { digest: third, destinationTags: [] },
    { digest: second, destinationTags: ['1.0', 'stable'] },
  ]);
  for (const { source: from, destination: to, options } of made)
    expect({ source: from, destination: to, options }).toEqual({
      source: request.source,
      destination: request.destination,
      options: request.options,
    });
  expect(notes).toEqual([]);
});

test('what a command cannot express is reported', ({ registries }) => {
  const request = registries.request(
    { from: 'team/api', to: 'team/api', create: true, settings: { resourceTags: false } },
    [{ digest: `sha256:${'0'.repeat(64)}`, sourceTags: [], destinationTags: ['v1'] }],
  );
  expect(formatCommandLine(request).notes).toEqual([expect.stringMatching(/usual settings/)]);
});

test('a profile whose name is like an option, or has spaces, stays one word', async ({ registries }) => {
  const request = registries.request({ from: 'team/api', to: 'team/api' }, [
    { digest: `sha256:${'0'.repeat(64)}`, sourceTags: [], destinationTags: [] },
  ]);
  const odd = { ...request, source: { ...request.source, profile: '--it is' } };
  const [words = []] = await wordsOf(formatCommandLine(odd).text);
  const command = addReplicationOptions(new Command('replicate').exitOverride(), '');
  command.parse(words.slice(1), { from: 'user' });
  expect(command.opts<ReplicationCommandOptions>().sourceProfile).toBe('--it is');
});
