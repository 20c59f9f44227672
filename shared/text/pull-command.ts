import type { RegistryReference } from '../models/reference.ts';
import { registryHost } from '../models/reference.ts';
import { quoteForShell } from './command-line.ts';

/** What to type to pull an image by hand; for a POSIX shell. */
export interface PullCommands {
  /** Signs Docker in to the registry, for twelve hours. */
  readonly login: string;
  readonly pull: string;
}

/** @param uri `…/name:tag` or `…/name@sha256:…`. */
export function pullCommands(registry: RegistryReference, profile: string, uri: string): PullCommands {
  const region = quoteForShell(registry.region);
  return {
    login: `aws ecr get-login-password --region ${region} --profile ${quoteForShell(profile)} | docker login --username AWS --password-stdin ${registryHost(registry)}`,
    pull: `docker pull ${quoteForShell(uri)}`,
  };
}
