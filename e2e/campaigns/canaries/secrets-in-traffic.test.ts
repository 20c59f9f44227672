import { expect, test } from 'vitest';
import { secretsIn } from './secrets-in-traffic.ts';

test('finds what is named as a secret, and no codes of errors', () => {
  const body = '<Code>SignatureDoesNotMatch</Code> {"code":"UNAUTHORIZED"} {"code":"3fK9-code-of-a-device"}';
  expect(secretsIn({}, body)).toEqual(['3fK9-code-of-a-device']);
  expect(
    secretsIn({ authorization: `Basic ${Buffer.from('AWS:a-password').toString('base64')}` }, ''),
  ).toEqual(['QVdTOmEtcGFzc3dvcmQ=', 'a-password']);
});
