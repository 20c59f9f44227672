import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import type { SourceSideOptions } from '../options/side-options.ts';
import type { CliContext } from '../terminal/context.ts';
import { withMfaCodes } from './mfa-codes.ts';
import { openAccess } from './open-access.ts';
import { selectSource } from './select-registry.ts';

type Registry = Awaited<ReturnType<AwsAccess['connect']>>;

/** Reads from the registry that the options of a command name. @throws UsageError, EngineError or AbortError. */
export async function readSource<T>(
  options: SourceSideOptions,
  context: CliContext,
  read: (registry: Registry, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const selection = await selectSource(options, context);
  const access = openAccess(context);
  const registry = await access.connect(selection);
  return withMfaCodes(access, context, () => read(registry, context.signal));
}
