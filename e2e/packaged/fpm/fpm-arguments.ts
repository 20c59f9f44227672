import { parseArgs } from 'node:util';

const text = { type: 'string', default: '' } as const;
const list = { type: 'string', multiple: true, default: [] as string[] } as const;

/** The arguments with which electron-builder calls fpm. @throws for one that is not known here. */
export const parseFpmArguments = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'input-type': { ...text, short: 's' },
      'output-type': { ...text, short: 't' },
      force: { type: 'boolean' },
      depends: { ...list, short: 'd' },
      'deb-recommends': list,
      'deb-compression': text,
      'deb-priority': text,
      'rpm-compression': text,
      'rpm-os': text,
      'rpm-summary': text,
      architecture: text,
      'after-install': text,
      'after-remove': text,
      description: text,
      version: text,
      package: text,
      name: text,
      maintainer: text,
      vendor: text,
      url: text,
      category: text,
      license: text,
    },
  });

export type FpmValues = ReturnType<typeof parseFpmArguments>['values'];

/** Lines `Name: value` without the fields that have no value. */
export const formatFields = (fields: readonly (readonly [name: string, value: string])[]): string =>
  fields.flatMap(([name, value]) => (value === '' ? [] : `${name}: ${value}\n`)).join('');
