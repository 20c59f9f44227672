import { expect, test } from 'vitest';
import type { ReleaseCheck } from './run-checks.ts';
import { failed, needs, ok, runChecks } from './run-checks.ts';

const check = (name: string, run: ReleaseCheck['run']): ReleaseCheck => ({ name, run });

async function runAndPrint(checks: readonly ReleaseCheck[]) {
  const lines: string[] = [];
  return { code: await runChecks(checks, (line) => lines.push(line)), lines };
}

test('each check has one line, and what needs others fails nothing', async () => {
  const checks = [
    check('Notices', async () => ok('58 packages')),
    check('Signing', async () => needs('Apple', 'a certificate')),
  ];
  expect(await runAndPrint(checks)).toEqual({
    code: 0,
    lines: [
      'Notices  ok: 58 packages',
      'Signing  needs Apple: a certificate',
      '\n1 ok, 0 failed, 1 need others',
    ],
  });
});

test('a check that failed or threw an error sets the exit code, and the others run all the same', async () => {
  const checks = [
    check('Tree', async () => failed('not\n  committed')),
    check('Build', () => Promise.reject(new Error('no disk'))),
    check('Tag', async () => ok('v1')),
  ];
  expect(await runAndPrint(checks)).toEqual({
    code: 1,
    lines: [
      'Tree   FAILED: not committed',
      'Build  FAILED: no disk',
      'Tag    ok: v1',
      '\n1 ok, 2 failed, 0 need others',
    ],
  });
});
