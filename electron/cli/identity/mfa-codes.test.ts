import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AwsFixture } from '../../testing/aws-fixture.ts';
import { device, ana, home, other, region, roleArn, startAwsFixture } from '../../testing/aws-fixture.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { CliContext } from '../terminal/context.ts';
import { runCli } from '../run-cli.ts';

let world: AwsFixture;
beforeAll(async () => {
  world = await startAwsFixture();
  world.ecr.registry(other, region).createRepository('team/api');
  await world.write([
    { kind: 'keys', name: 'keys', principal: ana, region },
    {
      kind: 'role',
      name: 'careful',
      region,
      roleArn: roleArn('Careful'),
      source: { profile: 'keys' },
      mfaSerial: device,
    },
  ]);
});
afterAll(() => world.close());

let stdout = '';
let stderr = '';
beforeEach(() => {
  stdout = '';
  stderr = '';
});

/** @param answers what the user types; absent in a script. */
const run = (args: readonly string[], answers?: readonly string[]) => {
  const left = [...(answers ?? [])];
  const context: CliContext = {
    environment: process.env,
    stdout: { write: (text) => ((stdout += text), true) },
    stderr: { write: (text) => ((stderr += text), true), isTTY: answers !== undefined },
    resourceFolders: [],
    signal: new AbortController().signal,
    ask: answers && (async () => left.shift() ?? ''),
  };
  return runCli(args, '1.0.0', context);
};

test('a user is asked, again after a slip and a wrong code', async () => {
  expect(await run(['repositories', '--profile', 'careful'], ['12345', '000000', '100001'])).toBe(0);
  expect(stdout).toContain('team/api');
  expect(stderr).toContain(`Profile careful needs a code from MFA device ${device}.`);
  expect(stderr).toContain('An MFA code is 6 digits.');
  expect(stderr).toContain('AWS rejected the MFA code for profile careful.');
});

test('after three wrong ones the command fails', async () => {
  expect(await run(['repositories', '--profile', 'careful'], ['000000', '000001', '000002'])).toBe(1);
  expect(stderr).toContain('error: AWS rejected the MFA code for profile careful.');
});

test('a script fails with the sentence', async () => {
  expect(await run(['repositories', '--profile', 'careful'])).toBe(1);
  expect(stderr).toContain('error: Profile careful needs a code from MFA device');
});

test('in the midst of a copy too', async () => {
  const source = world.ecr.registry(home, region).createRepository('team/source');
  const destination = world.ecr.registry(other, region).createRepository('team/destination');
  const { digest } = await seedImage(source, [['layer', 2 * 1024 * 1024]], ['v1']);
  world.ecr.faults.add({ kind: 'expired-token', operation: 'PutImage' });
  const from = ['--source-profile', 'keys', '--source', 'team/source:v1'];
  const to = ['--destination-profile', 'careful', '--destination', 'team/destination'];
  expect(await run(['replicate', ...from, ...to], ['100002', '100003'])).toBe(0);
  expect([...destination.tags]).toEqual([['v1', digest]]);
  expect(world.ecr.calls.of('AssumeRole').filter(({ outcome }) => outcome === 'ok')).toHaveLength(3);
});
