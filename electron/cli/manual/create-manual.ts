import { buildProgram } from '../program.ts';
import { describeProgram } from '../completion/describe-program.ts';
import { formatManual } from './format-manual.ts';

const nowhere = { write: () => true };

/** Creates the manual page from the definitions of all commands. */
export async function createManual(version: string): Promise<string> {
  const { signal } = new AbortController();
  const context = { environment: {}, stdout: nowhere, stderr: nowhere, resourceFolders: [], signal };
  // The definitions of all commands are loaded for this one.
  return formatManual(describeProgram(await buildProgram(['completion'], version, context, () => undefined)));
}
