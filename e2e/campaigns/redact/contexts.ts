import { inspect } from 'node:util';
import type { GeneratedSecret } from './generated-secrets.ts';

/** A text that contains a secret; `named` when its position alone identifies it as one. */
interface Context {
  readonly name: string;
  readonly named: boolean;
  readonly textOf: (secret: GeneratedSecret) => string;
}

const upperSnake = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();

/** Not in front of every kind of secret: a header value has no spaces, a query no raw ampersand. */
const asQuery = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);

export const contexts: readonly Context[] = [
  { name: 'sentence', named: false, textOf: ({ value }) => `AWS refused ${value} in eu-west-1.` },
  { name: 'alone', named: false, textOf: ({ value }) => value },
  { name: 'k=', named: false, textOf: ({ value }) => `k=${value}` },
  { name: 'cut off', named: false, textOf: ({ value }) => `${value} ${value}`.slice(0, -3) },
  {
    name: 'in base64',
    named: false,
    textOf: ({ value }) => `x ${Buffer.from(`AWS:${value}`).toString('base64')} y`,
  },
  { name: 'path', named: false, textOf: ({ value }) => `/tmp/${encodeURIComponent(value)}/a` },
  {
    name: 'error',
    named: false,
    textOf: ({ value }) => inspect(new Error(`no: ${value}`, { cause: value })),
  },
  {
    name: 'canonical request',
    named: false,
    textOf: ({ value }) => `'POST\n/\n\nhost:ecr\nx-amz-security-token:${value}\n\nhost;x-amz-date'`,
  },
  { name: 'JSON', named: true, textOf: ({ name, value }) => JSON.stringify({ [name]: value, at: 1 }) },
  {
    name: 'JSON in JSON',
    named: true,
    textOf: ({ name, value }) => JSON.stringify({ body: JSON.stringify({ [name]: value }) }),
  },
  { name: 'object', named: true, textOf: ({ name, value }) => inspect({ a: { [name]: value }, b: 2 }) },
  { name: 'environment', named: true, textOf: ({ name, value }) => `AWS_${upperSnake(name)}='${value}'` },
  {
    name: 'query',
    named: true,
    textOf: ({ name, value }) => `https://h.example/p?${name}=${asQuery(value)}&x=1`,
  },
  {
    name: 'encoded query',
    named: true,
    textOf: ({ name, value }) => `to=${encodeURIComponent(`https://h/?${name}=${asQuery(value)}&x=1`)}`,
  },
  {
    name: 'XML',
    named: true,
    textOf: ({ name, value }) => `<R><${name}>${value.replaceAll('&', '&amp;')}</${name}></R>`,
  },
  {
    name: 'command line',
    named: true,
    textOf: ({ name, value }) => `tool --${name} "${value}" --region eu-west-1`,
  },
  { name: 'header', named: true, textOf: ({ value }) => `Authorization: Bearer ${value}\r\nhost: x` },
  {
    name: 'docker config',
    named: true,
    textOf: ({ value }) =>
      JSON.stringify({ auths: { h: { auth: Buffer.from(`AWS:${value}`).toString('base64') } } }),
  },
  {
    name: 'proxy',
    named: true,
    textOf: ({ value }) => `HTTPS_PROXY=http://ana:${encodeURIComponent(value)}@proxy.corp:3128`,
  },
  {
    name: 'proxy without scheme',
    named: true,
    textOf: ({ value }) => `use ana:${encodeURIComponent(value)}@proxy.corp:3128 now`,
  },
];
