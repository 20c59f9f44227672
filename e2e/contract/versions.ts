import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { findOnPath } from '../app/find-on-path.ts';
import { awsCliVersion, findAwsCli } from './clients/aws-cli.ts';

/** The versions of the programs that send the requests, for the report. */
export async function clientVersions(): Promise<Readonly<Record<string, string>>> {
  const sdk: unknown = createRequire(import.meta.url)('@aws-sdk/client-ecr/package.json');
  const cli = findAwsCli();
  const hasSkopeo = findOnPath('skopeo', process.env) !== undefined;
  return {
    'Node.js': process.versions.node,
    '@aws-sdk/client-ecr': z.object({ version: z.string() }).parse(sdk).version,
    ...(cli !== undefined && { 'AWS CLI': versionIn(await awsCliVersion(cli)) }),
    ...(hasSkopeo && { skopeo: versionIn(spawnSync('skopeo', ['--version'], { encoding: 'utf8' }).stdout) }),
  };
}

/** The first version number in a text. */
const versionIn = (text: string): string => /\d+(?:\.\d+)+/.exec(text)?.[0] ?? text.trim();
