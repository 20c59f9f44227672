import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface AppDescription {
  /** Folder or archive of the app's package.json, or folder of its script. */
  readonly path: string;
  readonly main: string;
  readonly name: string;
  readonly version: string;
}

/** Reads the app's description, as Electron does before it starts an app. */
export function describeApp(argument: string): AppDescription {
  const given = resolve(argument);
  if (!given.endsWith('.asar') && !statSync(given).isDirectory())
    return { path: dirname(given), main: given, name: 'Electron', version: '' };
  const manifest = JSON.parse(readFileSync(join(given, 'package.json'), 'utf8')) as Record<
    string,
    string | undefined
  >;
  return {
    path: given,
    main: join(given, manifest['main'] ?? 'index.js'),
    name: manifest['productName'] ?? manifest['name'] ?? 'Electron',
    version: manifest['version'] ?? '',
  };
}
