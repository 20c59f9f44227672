import { expect, test } from 'vitest';
import { imageConsoleLink, repositoryConsoleLink } from './console-link.ts';

const reference = { accountId: '111122223333', repositoryName: 'team/api' };

test.each([
  ['us-east-1', 'https://us-east-1.console.aws.amazon.com/ecr/repositories/private/'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/ecr/repositories/private/'],
  ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/ecr/repositories/private/'],
])('the repository and the image in %s', (region, start) => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(repositoryConsoleLink({ ...reference, region })).toBe(
    `${start}111122223333/team/api?region=${region}`,
  );
  expect(imageConsoleLink({ ...reference, region, digest })).toBe(
    `${start}111122223333/team/api/_/image/${digest}/details?region=${region}`,
  );
});

test.each(['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'])(
  'there is no link in %s, whose console has no public address',
  (region) => expect(repositoryConsoleLink({ ...reference, region })).toBeUndefined(),
);
