import { expect, test } from 'vitest';
import { findEndpoint } from './custom-endpoint.ts';
import { parseCatalog } from './profile-catalog.ts';

const config = `
[default]
endpoint_url = http://default.example
[profile plain]
region = eu-west-1
[profile own]
endpoint_url = http://own.example
[profile by-service]
endpoint_url = http://own.example
services = local
[profile ignoring]
endpoint_url = http://own.example
ignore_configured_endpoint_urls = true
[services local]
ecr =
  endpoint_url = http://ecr.example
s3 =
  endpoint_url = http://s3.example
`;
const catalog = parseCatalog(config, '');
test.each([
  ['plain', 'ecr', undefined],
  ['own', 'ecr', 'http://own.example'],
  ['by-service', 'ecr', 'http://ecr.example'],
  ['by-service', 'sts', 'http://own.example'],
  ['ignoring', 'ecr', undefined],
  ['own', 'sso', 'http://own.example'],
  ['own', 'sso_oidc', 'http://own.example'],
  ['own', 'signin', 'http://own.example'],
] as const)('uses only the endpoint of profile %s itself for %s', (name, service, expected) => {
  const entry = catalog.profiles.get(name);
  expect(entry && findEndpoint(service, entry, catalog)).toBe(expected);
});
