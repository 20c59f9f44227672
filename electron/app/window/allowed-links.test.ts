import { expect, test } from 'vitest';
import { isAllowedLink } from './allowed-links.ts';

test.each([
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html',
  'https://console.aws.amazon.com/ecr/',
  'https://eu-central-1.console.aws.amazon.com/ecr/private-registry?region=eu-central-1',
  'https://111122223333-abcdefgh.us-east-1.console.aws.amazon.com/ecr',
  'https://console.amazonaws.cn/ecr',
  'https://us-gov-west-1.console.amazonaws-us-gov.com/ecr',
  'https://eusc-de-east-1.console.amazonaws-eusc.eu/ecr/repositories/private/111122223333/team/api?region=eusc-de-east-1',
  'https://DOCS.aws.amazon.com/',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/tag/v1.2.3-beta.1',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/issues',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/issues/new?template=bug_report.yml&version=1',
])('allows %s', (link) => {
  expect(isAllowedLink(link)).toBe(true);
});

test.each([
  'http://docs.aws.amazon.com/',
  'https://docs.aws.amazon.com:8443/',
  'https://docs.aws.amazon.com@evil.example/',
  'https://user:password@docs.aws.amazon.com/',
  'https://docs.aws.amazon.com.evil.example/',
  'https://evil.example/docs.aws.amazon.com',
  'https://evilconsole.aws.amazon.com/',
  'https://a.b.c.console.aws.amazon.com/',
  'https://aws.amazon.com/',
  'https://evilconsole.amazonaws-eusc.eu/',
  'https://.console.amazonaws-eusc.eu/',
  'https://console.amazonaws-eusc.eu.evil.example/',
  'https://docs.aws.amazon.com./',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/../../../evil/releases/',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/%2e%2e/settings',
  'https://github.com/ecr-image-replicator/ecr-image-replicator-evil/releases/tag/v1',
  'https://github.com/evil/ecr-image-replicator/releases/tag/v1',
  'https://user@github.com/ecr-image-replicator/ecr-image-replicator/releases/tag/v1',
  'https://github.com/',
  'https://github.com/ecr-image-replicator/ecr-image-replicator',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/issuesx',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/issues/../../../evil/evil',
  'https://github.com/ecr-image-replicator/ecr-image-replicator/issues/%2e%2e/%2E%2E/evil',
  'https://github.com/evil/ecr-image-replicator/issues/new',
  'https://gist.github.com/ecr-image-replicator/ecr-image-replicator/issues/new',
  'http://github.com/ecr-image-replicator/ecr-image-replicator/issues/new',
  'https://github.com:8443/ecr-image-replicator/ecr-image-replicator/issues/new',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  '',
  'not a link',
])('refuses %s', (link) => {
  expect(isAllowedLink(link)).toBe(false);
});
