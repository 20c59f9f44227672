import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readReplicateOutput } from '../electron/testing/cli/replicate-output.ts';
import { runInProcess } from '../electron/testing/cli/run-in-process.ts';
import { seedImage } from '../electron/testing/seed-image.ts';
import type { TwoRegistries } from '../electron/testing/two-registries.ts';
import { startTwoRegistries } from '../electron/testing/two-registries.ts';

const documentPath = join(import.meta.dirname, '..', 'docs', 'automation.md');
const role = 'arn:aws:iam::222222222222:role/image-replicator';
/** Who acts in the local ECR in place of the role. */
const user = 'arn:aws:iam::222222222222:user/production';
const keys = {
  AWS_ACCESS_KEY_ID: 'AKIAPRODUCTION000002',
  AWS_SECRET_ACCESS_KEY: 'secret-of-AKIAPRODUCTION000002',
};

// The YAML parser that electron-builder brings has no types.
const { loadAll } = z
  .object({ loadAll: z.custom<(text: string) => unknown[]>((value) => typeof value === 'function') })
  .parse(createRequire(import.meta.url)('js-yaml'));

const kubernetes = z.object({
  kind: z.literal('Job'),
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: z.tuple([z.object({ args: z.array(z.string()) })]) }),
    }),
  }),
});
const github = z.object({
  jobs: z.object({ replicate: z.object({ steps: z.array(z.object({ run: z.string().optional() })) }) }),
});
const gitlab = z.object({ 'replicate-image': z.object({ script: z.array(z.string()) }) });
const batch = z.object({ containerProperties: z.object({ command: z.array(z.string()) }) });

let document: string;
let folder: string;
let registries: TwoRegistries;

beforeEach(async () => {
  document = await readFile(documentPath, 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'examples-'));
  registries = await startTwoRegistries();
});
afterEach(async () => {
  await registries.close();
  await rm(folder, { recursive: true });
});

/** @returns the documents in a language below a heading, parsed. */
function readBlocks(heading: string, language: 'json' | 'yaml'): readonly unknown[] {
  const section = document.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  return blocks.flatMap(([, name, text = '']) => {
    if (name !== language) return [];
    return language === 'json' ? [JSON.parse(text) as unknown] : loadAll(text);
  });
}

/** The arguments of a command line without quotes, after the program. */
function splitCommand(line = ''): readonly string[] {
  const [program, ...args] = line.trim().split(/\s+/);
  expect(program).toBe('ecr-image-replicator');
  return args;
}

const examples: readonly (readonly [heading: string, readArguments: () => readonly string[]])[] = [
  [
    'Kubernetes Job',
    () => kubernetes.parse(readBlocks('Kubernetes Job', 'yaml')[1]).spec.template.spec.containers[0].args,
  ],
  [
    'GitHub Actions step',
    () => {
      const [workflow] = readBlocks('GitHub Actions step', 'yaml');
      return splitCommand(github.parse(workflow).jobs.replicate.steps.at(-1)?.run);
    },
  ],
  [
    'GitLab job',
    () => splitCommand(gitlab.parse(readBlocks('GitLab job', 'yaml')[0])['replicate-image'].script.at(-1)),
  ],
  [
    'AWS Batch job definition',
    () => batch.parse(readBlocks('AWS Batch job definition', 'json')[0]).containerProperties.command,
  ],
];

/** The user's access keys in place of the service's identity, and a journal in a folder of the test. */
const adapt = (args: readonly string[]): readonly string[] =>
  args.map((each) =>
    each
      .replace(/@(?:web-identity|container)$/, '@environment')
      .replace(/^(?:--journal=)?(?:\/journal|\.journal)$/, (name) =>
        name.startsWith('--') ? `--journal=${folder}` : folder,
      ),
  );

describe('the examples of docs/automation.md', () => {
  test.each(examples)('%s: the command copies with the documented permissions', async (_, readArguments) => {
    const [rolePolicy, sourcePolicy] = readBlocks('Permissions', 'json');
    registries.ecr.faults.allowOnly(user, JSON.stringify(rolePolicy));
    const source = registries.source.createRepository('team/api');
    source.settings.policyText = JSON.stringify(sourcePolicy).replace(role, user);
    const { digest } = await seedImage(source, [['layer', 50_000]], ['1.4.0']);
    const destination = registries.destination.createRepository('team/api');
    const environment = { ...keys, AWS_ENDPOINT_URL: registries.ecr.endpoint };
    const ended = await runInProcess(adapt(readArguments()), environment);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(readReplicateOutput(ended.stdout).result.images).toMatchObject([{ status: 'replicated', digest }]);
    expect([...destination.tags]).toEqual([['1.4.0', digest]]);
  });
});
