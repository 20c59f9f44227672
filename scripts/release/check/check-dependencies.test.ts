import { expect, test } from 'vitest';
import { readAudit } from './check-dependencies.ts';

const read = (isOk: boolean, output: string) => readAudit({ isOk, output }, 'signatures', 'audit-test');

test('an audit that found nothing is in order, with what npm says', async () => {
  expect(
    await read(true, 'audited 500 packages in 3s\n\n500 packages have verified registry signatures\n'),
  ).toEqual({
    kind: 'ok',
    detail: '500 packages have verified registry signatures',
  });
});

test.each([
  'npm error code ENOTFOUND\nnpm error network request to https://example.com failed',
  'npm warn audit 405 Method Not Allowed\nnpm error audit endpoint returned an error',
  'npm error code E404',
  'npm error found no dependencies to audit that were installed from a supported registry',
])('needs the registry where it cannot be asked: %s', async (output) => {
  expect(await read(false, output)).toMatchObject({ kind: 'needs', who: 'the public npm registry' });
});

test('everything else has failed', async () => {
  expect(await read(false, '1 package has an invalid registry signature:\n\nleft-pad@1.0.0')).toEqual({
    kind: 'failed',
    why: 'npm found problems; see out/release/audit-test.log.',
  });
});
